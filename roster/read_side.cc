// The side CSV: one row a person, keyed by sourcedId; its columns are those of extra_fields.cc. Every column but the
// key may be missing, and an empty field says nothing.
#include "roster/extra_fields.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

struct Column {
  int at;
  const ExtraField* field;
};

std::vector<Column> columns_of(CsvTable& side) {
  std::vector<Column> columns;
  for (const ExtraField& field : extra_fields()) {
    const int at = side.column(field.column);
    if (at >= 0) columns.push_back({at, &field});
  }
  if (columns.empty()) side.report(-1, "has none of the columns that are known; roster/FORMAT.md lists them", true);
  return columns;
}

// Leaves out the names that are nobody's, and says so.
void check_names(CsvTable& side, int column, std::vector<std::string>& names, const Export& people) {
  const auto unknown = [&](const std::string& name) { return !people.by_source_id.contains(name); };
  if (std::erase_if(names, unknown) > 0) side.reject(column, "names a sourcedId that is no user of the export");
}

}  // namespace

void read_side_csv(std::string name, std::string_view bytes, Export& people, ProblemList& problems) {
  CsvTable side(std::move(name), bytes, problems);
  if (problems.fatal) return;
  const int user = side.required_column("sourcedId");
  if (user < 0) return;
  const std::vector<Column> columns = columns_of(side);
  while (!columns.empty() && side.next()) {
    const auto found = people.by_source_id.find(std::string(side.field(user)));
    if (found == people.by_source_id.end()) {
      side.reject(user, "sourcedId is no user of the export");
      continue;
    }
    SourcePerson& person = people.people[found->second];
    for (const Column& column : columns) {
      const std::string_view value = side.field(column.at);
      if (value.empty()) continue;
      if (!column.field->apply(value, person)) side.report(column.at, "cannot be read; " + std::string(column.field->wanted));
      if (column.field->name == "barred") check_names(side, column.at, person.barred, people);
      if (column.field->name == "counselors") check_names(side, column.at, person.counselors, people);
    }
  }
  people.files.push_back({side.name(), side.rows(), side.bad_rows()});
}

}  // namespace hallpass
