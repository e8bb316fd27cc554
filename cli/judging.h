// The words that every command which judges messages takes: which messages, sent by whom to whom, by which
// configuration or district.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "corpus/judge.h"
#include "corpus/sources.h"
#include "hallpass/report.h"

namespace hallpass::cli {

struct JudgingWords {
  std::vector<std::string> paths;
  std::string manifest;
  std::string from;
  std::vector<std::string> to;
  std::string login;
  std::string now;        // Unix time, or a date as mail has it
  std::string district;
  unsigned jobs = 2;
};

inline constexpr unsigned kJobsMax = 64;

// Declares --from, --to, --login, --now, --district and --jobs; PATH... and --manifest are the command's.
void declare_judging(CLI::App& app, JudgingWords& words);

// Errors: usage, where --now is no time.
[[nodiscard]] Result<SourceOptions> source_options(const JudgingWords& words, const Settings& settings);
[[nodiscard]] JudgeOptions judge_options(const JudgingWords& words, const Settings& settings);

// From here on a closed pipe is an error of writing, not a signal.
void expect_closed_pipes();
// Is `out` still taken by somebody? Flushes.
[[nodiscard]] bool still_written(const Printer& out);

// Distinct categories of the findings in order, with a mark on those that are only possible: "pii.phone?".
[[nodiscard]] std::string categories_of(const Report& report);

// "1 student", "24 students".
[[nodiscard]] std::string counted(std::size_t number, std::string_view one);

// `word` as wide as `width` characters, in the colour of its strength where `out` wants colour.
[[nodiscard]] std::string action_cell(Action action, const Printer& out, std::size_t width = 10);

}  // namespace hallpass::cli
