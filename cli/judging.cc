// Shared by scan, explain, evaluate and diff, so that they take the same words and mean the same.
#include "cli/judging.h"

#include <charconv>
#include <csignal>
#include <cstdio>

#include "corpus/message_date.h"

namespace hallpass::cli {
namespace {

std::optional<std::int64_t> parse_time(const std::string& text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size()) return seconds;
  return parse_message_date(text);
}

std::string_view colour_of(Action action) {
  switch (action) {
    case Action::allow: return "32";
    case Action::tag: return "33";
    case Action::encrypt: return "36";
    case Action::quarantine:
    case Action::reject: return "31";
  }
  return "0";
}

}  // namespace

void declare_judging(CLI::App& app, JudgingWords& words) {
  app.add_option("--from", words.from, "envelope sender of every message (default: manifest, else From)");
  app.add_option("--to", words.to, "envelope recipients of every message (default: manifest, else To, Cc, Bcc)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--login", words.login, "who was logged in when it was submitted");
  app.add_option("--now", words.now, "the clock for messages without a Date: Unix time or a mail date");
  app.add_option("--district", words.district,
                 "a folder with a OneRoster export (and facts.json): judge as that district, no set-up needed");
  app.add_option("-j,--jobs", words.jobs, "messages judged at once")
      ->check(CLI::Range(1u, kJobsMax))
      ->capture_default_str();
}

Result<SourceOptions> source_options(const JudgingWords& words, const Settings& settings) {
  SourceOptions options;
  options.paths = words.paths;
  options.manifest = words.manifest;
  options.from = words.from;
  options.to = words.to;
  options.login = words.login;
  options.message_bytes_max = settings.limits.message_bytes_max;
  if (!words.now.empty()) {
    options.now_seconds = parse_time(words.now);
    if (!options.now_seconds) {
      return fail(ErrorCode::usage, "--now: neither Unix time nor a date as \"4 Mar 2026 14:12 -0600\"");
    }
  }
  return options;
}

JudgeOptions judge_options(const JudgingWords& words, const Settings& settings) {
  return {.settings = settings, .district = words.district, .jobs = words.jobs};
}

void expect_closed_pipes() { std::signal(SIGPIPE, SIG_IGN); }

bool still_written(const Printer& out) { return std::fflush(out.out) == 0 && std::ferror(out.out) == 0; }

std::string categories_of(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < report.findings.size();) {
    const std::string& category = report.findings[i].category;
    double confidence = 0;
    for (; i < report.findings.size() && report.findings[i].category == category; ++i) {
      confidence = std::max(confidence, report.findings[i].confidence);
    }
    if (!text.empty()) text += ' ';
    text += category;
    if (confidence < kCertain) text += '?';
  }
  return text;
}

std::string counted(std::size_t number, std::string_view one) {
  return std::to_string(number) + ' ' + std::string(one) + (number == 1 ? "" : "s");
}

std::string action_cell(Action action, const Printer& out, std::size_t width) {
  const std::string word(to_string(action));
  const std::string blanks(width - std::min(width, word.size()), ' ');
  if (!out.colour()) return word + blanks;
  return "\033[" + std::string(colour_of(action)) + "m" + word + "\033[0m" + blanks;
}

}  // namespace hallpass::cli
