// `hallpass roster build`: an export in, an index out, and in words what that changed.
#include "hallpass/roster_build.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "base/nearest_word.h"
#include "cli/command.h"
#include "cli/roster_options.h"

namespace hallpass::cli {
namespace {

constexpr std::size_t kProblemsShownMax = 20;

struct BuildWords {
  RosterPlace place;
  RosterBuildOptions options;
  std::vector<std::string> columns;  // "state_number=metadata.stateId"
  double vanished_percent = 10;
  double bad_percent = 1;
};

std::string line_of(const RosterProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text.append(":").append(std::to_string(problem.line));
  if (problem.column > 0) text.append(":").append(std::to_string(problem.column));
  return text + ": " + problem.what;
}

void print_json(const Printer& out, const RosterBuildReport& report) {
  nlohmann::json problems = nlohmann::json::array();
  for (const RosterProblem& problem : report.problems) {
    problems.push_back({{"file", problem.file}, {"line", problem.line}, {"column", problem.column}, {"what", problem.what}});
  }
  out.object({{"schema", 1},
              {"students", report.students},
              {"guardians", report.guardians},
              {"staff", report.staff},
              {"guardian_edges", report.guardian_edges},
              {"teacher_edges", report.teacher_edges},
              {"added", report.added},
              {"gone", report.gone},
              {"changed_guardians", report.changed_guardians},
              {"index_bytes", report.index_bytes},
              {"version", report.version},
              {"problem_count", report.problem_count},
              {"problems", problems}});
}

void print_text(const Printer& out, const RosterBuildReport& report, const std::string& index) {
  const auto count = [](auto number, const char* word) { return std::to_string(number) + " " + word; };
  for (std::size_t i = 0; i < report.problems.size() && i < kProblemsShownMax; ++i) out.line(line_of(report.problems[i]));
  if (report.problem_count > kProblemsShownMax) out.line("... " + count(report.problem_count, "problems in all"));
  out.line(count(report.students, "students, ") + count(report.guardians, "guardians, ") + count(report.staff, "staff; ") +
           count(report.guardian_edges, "guardian ties, ") + count(report.teacher_edges, "teacher ties"));
  out.line("against the index in use: " + count(report.added, "added, ") + count(report.gone, "gone, ") +
           count(report.changed_guardians, "students with other guardians"));
  out.line(index + ": " + count(report.index_bytes, "bytes, version ") + report.version);
}

// What the configuration says and the command line does not. Without one, names are taken as they stand.
Result<void> add_settings(const Invocation& call, RosterBuildOptions& options) {
  auto settings = call.settings();
  if (!settings && settings.error().code != ErrorCode::not_found) return tl::unexpected(settings.error());
  if (!settings) return {};
  if (options.side_csv.empty()) options.side_csv = settings->roster_side;
  if (options.lexicon_dir.empty()) options.lexicon_dir = settings->lexicon_dir;
  for (const auto& [ours, theirs] : settings->roster_columns) options.columns[ours] = theirs;
  return {};
}

Result<void> add_columns(const std::vector<std::string>& mappings, RosterBuildOptions& options) {
  const auto known = roster_column_names();
  for (const std::string& mapping : mappings) {
    const auto equals = std::min(mapping.find('='), mapping.size());
    const std::string ours = mapping.substr(0, equals);
    if (equals == mapping.size() || std::ranges::find(known, ours) == known.end()) {
      const std::vector<std::string> names(known.begin(), known.end());
      return fail(ErrorCode::usage, "roster build: --column wants OURS=THEIRS, and '" + ours + "' is none of ours" + suggestion_for(ours, names));
    }
    options.columns[ours] = mapping.substr(equals + 1);
  }
  return {};
}

int build(const BuildWords& words, const Invocation& call) {
  RosterBuildOptions options = words.options;
  auto place = resolved(words.place, call);
  if (!place) return report_error(place.error());
  options.index_path = place->index;
  options.key_path = place->key;
  options.vanished_share_max = words.vanished_percent / 100;
  options.bad_line_share_max = words.bad_percent / 100;
  if (auto done = add_settings(call, options); !done) return report_error(done.error());
  if (auto done = add_columns(words.columns, options); !done) return report_error(done.error());
  options.now_seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  std::unique_ptr<Progress> progress;
  std::size_t shown = 0;
  options.progress = [&](std::size_t done, std::size_t total) {
    if (!progress) progress = std::make_unique<Progress>("lines", total);
    if (done > shown) progress->advance(done - shown);
    shown = std::max(shown, done);
  };
  auto report = build_roster(options);
  progress.reset();
  if (!report) return report_error(report.error());
  if (call.out.json) print_json(call.out, *report);
  print_text(call.out, *report, options.index_path);
  return 0;
}

}  // namespace

void declare_roster_build(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<BuildWords>();
  app.add_option("--oneroster,--sds,source", words->options.source, "folder or zip of a OneRoster or SDS export")->required();
  app.add_option("--side", words->options.side_csv, "CSV of opt-outs, bars, consent, ... by sourcedId (default: roster.side)");
  app.add_option("--lexicons", words->options.lexicon_dir, "folder of names.*.toml: nicknames, names that are words (default: policy.lexicons)");
  app.add_option("--column", words->columns, "OURS=THEIRS: which column of users.csv holds what");
  app.add_option("--vanished-max", words->vanished_percent, "refuse when more percent of the people are gone")
      ->capture_default_str()->check(CLI::Range(0.0, 100.0));
  app.add_option("--bad-max", words->bad_percent, "refuse when more percent of the lines are unusable")
      ->capture_default_str()->check(CLI::Range(0.0, 100.0));
  app.add_flag("--new-key", words->options.new_key, "replace the key as well");
  app.add_flag("--force", words->options.force, "build in spite of vanished people");
  add_roster_place(app, words->place);
  app.callback([&call, words] { call.run = [&call, words] { return build(*words, call); }; });
}

}  // namespace hallpass::cli
