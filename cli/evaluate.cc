// `hallpass evaluate`: how well labelled mail is judged, and whether that is good enough.
#include <algorithm>
#include <charconv>
#include <fstream>

#include "cli/judging.h"
#include "corpus/evaluate.h"
#include "corpus/score_report.h"

namespace hallpass::cli {
namespace {

struct EvaluateWords : JudgingWords {
  std::vector<std::string> at_least;  // "macro_f1=0.93"
  std::vector<std::string> at_most;   // "false_hold=0.02"
  std::string html;
  std::size_t worst = 20;
};

struct Bar {
  std::string figure;
  double value = 0;
  bool least = true;
};

Result<std::vector<Bar>> parse_bars(const EvaluateWords& words) {
  std::vector<Bar> bars;
  const auto known = [](const std::string& name) { return std::ranges::find(figure_names(), name) != figure_names().end(); };
  const auto add = [&](const std::vector<std::string>& list, bool least) -> Result<void> {
    for (const std::string& text : list) {
      const auto equals = text.find('=');
      Bar bar{.figure = text.substr(0, equals), .least = least};
      const char* begin = text.data() + std::min(equals + 1, text.size());
      const auto [end, error] = std::from_chars(begin, text.data() + text.size(), bar.value);
      if (equals == std::string::npos || error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::usage, "a bar is FIGURE=NUMBER, as macro_f1=0.93; this is not: " + text);
      }
      if (!known(bar.figure)) return fail(ErrorCode::usage, "there is no figure " + bar.figure + "; --json lists them under \"figures\"");
      bars.push_back(std::move(bar));
    }
    return {};
  };
  if (auto done = add(words.at_least, true); !done) return tl::unexpected(done.error());
  if (auto done = add(words.at_most, false); !done) return tl::unexpected(done.error());
  return bars;
}

// Says which bars were missed, on standard error; 1 where any was.
int check_bars(const std::vector<Bar>& bars, const Score& score) {
  const auto figures = figures_of(score);
  int status = 0;
  for (const Bar& bar : bars) {
    const auto found = figures.find(bar.figure);
    if (found != figures.end() && (bar.least ? found->second >= bar.value : found->second <= bar.value)) continue;
    status = 1;
    if (found == figures.end()) std::fprintf(stderr, "hallpass: %s cannot be measured on this manifest\n", bar.figure.c_str());
    else std::fprintf(stderr, "hallpass: %s is %.4f, %s %g was asked for\n", bar.figure.c_str(), found->second, bar.least ? "at least" : "at most", bar.value);
  }
  return status;
}

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return fail(ErrorCode::io, path + ": cannot be written");
  return {};
}

int run_evaluate(const EvaluateWords& words, const Invocation& call) {
  expect_closed_pipes();
  const auto bars = parse_bars(words);
  if (!bars) return report_error(bars.error());
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  const auto options = source_options(words, *settings);
  if (!options) return report_error(options.error());
  const auto rows = labelled_rows(words.manifest);
  if (!rows) return report_error(rows.error());
  const auto judge = make_judge(judge_options(words, *settings));
  if (!judge) return report_error(judge.error());

  int status = 0;
  std::vector<LabelOutcome> outcomes;
  {
    Progress progress("messages", rows->size());
    outcomes = evaluate_rows(*rows, *options, *judge, words.jobs,
                             {.on_message = [&] { progress.advance(); },
                              .on_error = [&](const Error& error) { status = report_error(error); }});
  }
  const Score score = sum_up(outcomes);
  const ScoreReport report{.score = score, .outcomes = outcomes, .worst_max = words.worst, .title = words.manifest,
                           .engine = std::string(engine_name(*judge->engine))};
  std::fprintf(call.out.out, "%s\n", (call.out.json ? score_json(report) : score_text(report)).c_str());
  if (!still_written(call.out)) return report_error({ErrorCode::io, "the output was closed before the end"});
  if (!words.html.empty()) {
    if (const auto done = write_file(words.html, score_html(report)); !done) return report_error(done.error());
  }
  const int below = check_bars(*bars, score);
  return status != 0 ? status : below;
}

}  // namespace

void declare_evaluate(CLI::App& app, Invocation& call) {
  const auto words = std::make_shared<EvaluateWords>();
  app.add_option("-m,--manifest", words->manifest, "labelled messages, a JSON line each")->required();
  app.add_option("--min", words->at_least, "exit 1 where a figure is lower: macro_f1=0.93,leak_recall=0.97")->delimiter(',')->allow_extra_args(false);
  app.add_option("--max", words->at_most, "exit 1 where a figure is higher: false_hold=0.02")->delimiter(',')->allow_extra_args(false);
  app.add_option("--html", words->html, "write a page there, too");
  app.add_option("--worst", words->worst, "how many faulty messages are listed")->capture_default_str();
  declare_judging(app, *words);
  app.callback([words, &call] { call.run = [words, &call] { return run_evaluate(*words, call); }; });
}

}  // namespace hallpass::cli
