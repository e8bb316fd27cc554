// What a command of `hallpass` is made of: one file, one row in commands.cc.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "cli/printer.h"
#include "hallpass/result.h"
#include "hallpass/settings.h"

namespace hallpass::cli {

// What the words on the command line come to. `run` is set by the command that was named and returns
// the exit status: 0; 1 where the command is a question and the answer is "found something"; else 64..78.
struct Invocation {
  std::string config;   // --config, given or found (see settings())
  Printer out;
  std::function<int()> run;

  // The settings of --config. Errors: those of load_settings.
  [[nodiscard]] Result<Settings> settings() const;
};

// `words` is what a person types, group first: "roster build". declare() adds options to `app` and binds
// `call.run` in app.callback().
struct CommandRow {
  std::string_view words;
  std::string_view summary;
  void (*declare)(CLI::App& app, Invocation& call);
};

// Prints "hallpass: <context>" on standard error and gives the exit status of sysexits.h.
[[nodiscard]] int report_error(const Error& error);

// Parses and runs a whole command line; what main() calls, and the tests.
[[nodiscard]] int run_command_line(int argc, const char* const* argv);

}  // namespace hallpass::cli
