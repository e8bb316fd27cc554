// The files of an export in the order in which they need each other.
#include "roster/read_parts.h"

namespace hallpass {

constexpr std::int64_t kDaySeconds = 86'400;

Export read_export(const SourceFiles& files, const RosterBuildOptions& options, ProblemList& problems) {
  Export people;
  std::vector<UserLinks> links;
  const auto read = [&](const char* name, auto&& step) {
    const auto file = files.find(name);
    if (file == files.end()) return;
    CsvTable table(name, file->second, problems);
    if (problems.fatal) return;
    step(table);
    people.files.push_back({table.name(), table.rows(), table.bad_rows()});
  };
  read("users.csv", [&](CsvTable& table) {
    if (table.column("role") < 0 && !files.contains("roles.csv")) (void)table.required_column("role");
    read_users(table, options, people, links);
  });
  if (problems.fatal) return people;
  read("orgs.csv", [&](CsvTable& table) { read_orgs(table, people); });
  read("roles.csv", [&](CsvTable& table) { read_roles(table, people); });
  read("demographics.csv", [&](CsvTable& table) { read_demographics(table, people); });
  read("relationships.csv", [&](CsvTable& table) { read_relationships(table, people); });
  link_agents(links, people, problems);
  EndDays sessions, classes;
  read("academicsessions.csv", [&](CsvTable& table) { sessions = read_sessions(table); });
  read("classes.csv", [&](CsvTable& table) { classes = read_classes(table, sessions); });
  const std::int64_t today = options.now_seconds / kDaySeconds;
  read("enrollments.csv", [&](CsvTable& table) { read_enrollments(table, classes, today, people); });
  return people;
}

}  // namespace hallpass
