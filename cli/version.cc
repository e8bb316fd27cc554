#include <nlohmann/json.hpp>

#include "cli/command.h"

namespace hallpass::cli {

void declare_version(CLI::App& app, Invocation& call) {
  app.callback([&call] {
    call.run = [&call] {
      if (call.out.json) call.out.object({{"schema", 1}, {"version", HALLPASS_VERSION}});
      call.out.line("hallpass " HALLPASS_VERSION);
      return 0;
    };
  });
}

}  // namespace hallpass::cli
