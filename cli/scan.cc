// `hallpass scan`: what would become of these messages. Sends nothing, keeps nothing.
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>

#include "base/mask.h"
#include "cli/judging.h"
#include "corpus/run.h"
#include "hallpass/report_json.h"

namespace hallpass::cli {
namespace {

struct Totals {
  std::array<std::size_t, 5> by_action{};
  std::size_t messages = 0;
  std::size_t without_recipients = 0;
  int status = 0;        // of the last failure
  std::size_t failures = 0;
};

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

void print_message(const JudgedMessage& judged, const Printer& out) {
  const Report& report = judged.report;
  if (out.json) {
    std::fprintf(out.out, "%s\n", report_json(report, judged.item.envelope, judged.item.file).c_str());
    return;
  }
  out.line(action_cell(report.action, out) + "  " + padded(std::to_string(report.students.size()), 8) + "  " +
           padded(printable(judged.item.file), 36) + "  " + categories_of(report));
}

void print_summary(const Totals& totals, std::size_t passed_over, double seconds, const Printer& out) {
  std::string text = counted(totals.messages, "message");
  const char* separator = ": ";
  for (std::size_t i = 0; i < totals.by_action.size(); ++i) {
    if (totals.by_action[i] == 0) continue;
    text += separator + std::to_string(totals.by_action[i]) + " " + std::string(to_string(static_cast<Action>(i)));
    separator = ", ";
  }
  char rate[64];
  std::snprintf(rate, sizeof rate, "; %.1f s, %.0f a second", seconds,
                seconds > 0 ? static_cast<double>(totals.messages) / seconds : 0.0);
  out.line(text + rate);
  if (totals.failures > 0) out.line(counted(totals.failures, "failure") + ", each said above");
  if (totals.without_recipients > 0) {
    out.line(counted(totals.without_recipients, "message") + " named no recipient and so had nobody to be judged for: give --to");
  }
  if (passed_over > 0) out.line(counted(passed_over, "file") + " in folders did not look like mail");
}

void count(const JudgedMessage& judged, Totals& totals) {
  ++totals.messages;
  ++totals.by_action[static_cast<std::size_t>(judged.report.action)];
  if (judged.report.recipients.empty()) ++totals.without_recipients;
}

int run_scan(const JudgingWords& words, const Invocation& call) {
  expect_closed_pipes();
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  const auto options = source_options(words, *settings);
  if (!options) return report_error(options.error());
  const auto judge = make_judge(judge_options(words, *settings));
  if (!judge) return report_error(judge.error());

  MessageSources sources(*options);
  Totals totals;
  std::optional<Progress> progress;  // where the lines themselves go to the terminal they are progress enough
  if (::isatty(::fileno(call.out.out)) == 0) progress.emplace("messages", std::size_t{0});
  const auto begun = std::chrono::steady_clock::now();
  call.out.line("VERDICT     STUDENTS  FILE                                  CATEGORIES (? = possible only)");
  bool open = true;
  judge_messages(sources, *judge->engine, *judge->reader, words.jobs,
                 [&](const Result<JudgedMessage>& judged) {
    if (judged) {
      count(*judged, totals);
      print_message(*judged, call.out);
      if (progress) progress->advance();
    } else {
      ++totals.failures;
      totals.status = report_error(judged.error());
    }
    open = still_written(call.out);
    return open;
  });
  if (!open) return report_error({ErrorCode::io, "the output was closed before the end"});
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
  print_summary(totals, sources.passed_over(), passed.count(), call.out);
  if (totals.status != 0) return totals.status;
  return totals.messages == totals.by_action[static_cast<std::size_t>(Action::allow)] ? 0 : 1;
}

}  // namespace

void declare_scan(CLI::App& app, Invocation& call) {
  const auto words = std::make_shared<JudgingWords>();
  app.add_option("PATH", words->paths, "messages: .eml, mbox, Maildir, folders; - for standard input");
  app.add_option("-m,--manifest", words->manifest, "JSON lines that name messages with their envelopes");
  declare_judging(app, *words);
  app.footer("Exit status: 0 all may go, 1 something may not go as it is, 65 and 66 something could not be read.");
  app.callback([words, &call] {
    call.run = [words, &call] {
      if (words->paths.empty() && words->manifest.empty()) {
        return report_error({ErrorCode::usage, "scan: name messages, or give --manifest"});
      }
      return run_scan(*words, call);
    };
  });
}

}  // namespace hallpass::cli
