// Read, judge, compare, write: the index in use is touched only by the last step, a rename.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/digest.h"
#include "base/file_ops.h"
#include "roster/compare.h"
#include "roster/csv_table.h"
#include "roster/extra_fields.h"
#include "roster/index_file.h"
#include "roster/read_export.h"
#include "roster/read_parts.h"
#include "roster/write_index.h"

namespace hallpass {
namespace {

constexpr std::size_t kFatalShownMax = 20;

std::string line_of(const RosterProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text.append(":").append(std::to_string(problem.line));
  if (problem.column > 0) text.append(":").append(std::to_string(problem.column));
  return text + ": " + problem.what;
}

Error fatal_error(const RosterBuildOptions& options, const ProblemList& problems) {
  std::string text = "roster: " + options.source + " cannot be used; the index in use stays";
  std::size_t shown = 0;
  for (const RosterProblem& problem : problems.items) {
    const bool summary = &problem == &problems.items.back();
    if (problem.fatal && (shown++ < kFatalShownMax || summary)) text.append("\n  ").append(line_of(problem));
  }
  return {ErrorCode::bad_input, text};
}

// Too many bad lines in a file, or nobody at all: the export as a whole is not to be believed.
void judge(const RosterBuildOptions& options, const Export& people, ProblemList& problems) {
  if (problems.fatal) return;
  const auto refuse = [&](std::string what) { problems.add({options.source, 0, 0, std::move(what), true}); };
  for (const Export::FileRows& file : people.files) {
    if (static_cast<double>(file.bad) <= options.bad_line_share_max * static_cast<double>(file.rows)) continue;
    for (RosterProblem& problem : problems.items) problem.fatal = problem.fatal || problem.file == file.file;
    refuse(file.file + ": " + std::to_string(file.bad) + " of " + std::to_string(file.rows) + " lines are unusable");
  }
  const bool students = std::ranges::any_of(people.people, [](const SourcePerson& p) { return p.role == PersonRole::student; });
  if (!students) refuse("there is no student in it");
}

std::string next_key_path(const RosterBuildOptions& options) { return options.key_path + std::string(kNextKeySuffix); }

// Puts the new key where the key belongs. Until this is done open_roster() looks beside it.
Result<void> take_next_key(const RosterBuildOptions& options) {
  FileOps& ops = real_file_ops();
  if (auto moved = ops.rename(next_key_path(options), options.key_path); !moved) return moved;
  const auto folder = std::filesystem::path(options.key_path).parent_path();
  return ops.sync_directory(folder.empty() ? "." : folder.string());
}

// A crash can leave a next key: with an index of its own it is the key now, without one it is nothing.
Result<void> settle_next_key(const RosterBuildOptions& options) {
  const auto next = load_key(next_key_path(options));
  if (!next) return {};
  const auto index = IndexFile::map(options.index_path);
  if (index && (*index)->header().key_check == key_check_of(*next)) return take_next_key(options);
  return real_file_ops().remove(next_key_path(options));
}

Result<Key> key_for(const RosterBuildOptions& options) {
  if (auto settled = settle_next_key(options); !settled) return tl::unexpected(settled.error());
  auto key = load_key(options.key_path);
  if (!key && key.error().code == ErrorCode::not_found) return make_key(options.key_path);
  if (key && options.new_key) return make_key(next_key_path(options));
  return key;
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
  report.teacher_edges = count_edges(staff_edges(people));
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
  if (const std::uint64_t unknown = link_named_people(people); unknown > 0) {
    problems.add({"users.csv", 0, 0, std::to_string(unknown) + " sourcedIds of barred guardians or counselors are no users", false});
  }
  link_counselors(people);
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
  auto lexicon = options.lexicon_dir.empty() ? NameLexicon() : NameLexicon::load(options.lexicon_dir);
  if (!lexicon) return tl::unexpected(lexicon.error());
  auto key = key_for(options);
  if (!key) return tl::unexpected(key.error());

  RosterBuildReport report = report_of(*people, std::move(problems));
  if (auto compared = compare_with_index(*people, options, report); !compared) return tl::unexpected(compared.error());
  const std::string index = make_index(*people, *lexicon, *key);
  if (auto written = replace_file(real_file_ops(), options.index_path, index); !written) {
    return tl::unexpected(written.error());
  }
  if (load_key(next_key_path(options))) {
    if (auto taken = take_next_key(options); !taken) return tl::unexpected(taken.error());
  }
  report.index_bytes = index.size();
  auto built = open_roster(options.index_path, options.key_path);
  if (!built) return tl::unexpected(built.error());
  report.version = (*built)->version();
  return report;
}

}  // namespace hallpass
