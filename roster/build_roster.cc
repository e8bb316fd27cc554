// Read, judge, compare, write: the index in use is touched only by the last step, a rename.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/digest.h"
#include "base/file_ops.h"
#include "roster/compare.h"
#include "roster/csv_table.h"
#include "roster/read_export.h"
#include "roster/write_index.h"

namespace hallpass {
namespace {

constexpr std::size_t kFatalShownMax = 20;

std::string line_of(const RosterProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += ":" + std::to_string(problem.line);
  if (problem.column > 0) text += ":" + std::to_string(problem.column);
  return text + ": " + problem.what;
}

Error fatal_error(const RosterBuildOptions& options, const ProblemList& problems) {
  std::string text = "roster: " + options.source + " cannot be used; the index in use stays";
  std::size_t shown = 0;
  for (const RosterProblem& problem : problems.items) {
    if (problem.fatal && shown++ < kFatalShownMax) text += "\n  " + line_of(problem);
  }
  return {ErrorCode::bad_input, text};
}

// Too many bad lines, or nobody at all: the export as a whole is not to be believed.
void judge(const RosterBuildOptions& options, const Export& people, ProblemList& problems) {
  if (problems.fatal) return;
  const auto refuse = [&](std::string what) { problems.add({options.source, 0, 0, std::move(what), true}); };
  if (static_cast<double>(people.bad_rows) > options.bad_line_share_max * static_cast<double>(people.rows)) {
    for (std::size_t i = 0; i < problems.items.size() && i < kFatalShownMax; ++i) problems.items[i].fatal = true;
    refuse(std::to_string(people.bad_rows) + " of " + std::to_string(people.rows) + " lines are unusable");
  }
  const bool students = std::ranges::any_of(people.people, [](const SourcePerson& p) { return p.role == PersonRole::student; });
  if (!students) refuse("there is no student in it");
}

Result<Key> key_at(const std::string& path) {
  auto key = load_key(path);
  if (key || key.error().code != ErrorCode::not_found) return key;
  return make_key(path);
}

std::uint32_t count_edges(std::vector<SourceEdge> edges) {
  std::ranges::sort(edges);
  return static_cast<std::uint32_t>(std::unique(edges.begin(), edges.end()) - edges.begin());
}

RosterBuildReport report_of(const Export& people, ProblemList problems) {
  RosterBuildReport report;
  for (const SourcePerson& person : people.people) {
    ++(person.role == PersonRole::student    ? report.students
       : person.role == PersonRole::guardian ? report.guardians
                                             : report.staff);
  }
  report.guardian_edges = count_edges(people.guardian_edges);
  report.teacher_edges = count_edges(people.teacher_edges);
  report.problem_count = problems.count;
  report.problems = std::move(problems.items);
  return report;
}

Result<Export> read_everything(const RosterBuildOptions& options, ProblemList& problems) {
  auto files = load_source(options.source);
  if (!files) return tl::unexpected(files.error());
  Export people = read_export(*files, options, problems);
  if (!options.side_csv.empty() && !problems.fatal) {
    auto side = real_file_ops().read(options.side_csv, kCsvFieldBytesMax * 1'024);
    if (!side) return tl::unexpected(side.error());
    read_side_csv(std::filesystem::path(options.side_csv).filename().string(), *side, people, problems);
  }
  judge(options, people, problems);
  if (problems.fatal) return tl::unexpected(fatal_error(options, problems));
  return people;
}

}  // namespace

Result<RosterBuildReport> build_roster(const RosterBuildOptions& options) {
  init_crypto();
  ProblemList problems;
  auto people = read_everything(options, problems);
  if (!people) return tl::unexpected(people.error());
  auto key = key_at(options.key_path);
  if (!key) return tl::unexpected(key.error());

  RosterBuildReport report = report_of(*people, std::move(problems));
  if (auto compared = compare_with_index(*people, options, report); !compared) return tl::unexpected(compared.error());
  const std::string index = make_index(*people, *key);
  if (auto written = replace_file(real_file_ops(), options.index_path, index); !written) {
    return tl::unexpected(written.error());
  }
  report.index_bytes = index.size();
  auto built = open_roster(options.index_path, options.key_path);
  if (!built) return tl::unexpected(built.error());
  report.version = (*built)->version();
  return report;
}

}  // namespace hallpass
