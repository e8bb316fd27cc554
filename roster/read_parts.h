// The steps of read_export(), one a file of the export.
#pragma once

#include <unordered_map>

#include "roster/csv_table.h"
#include "roster/read_export.h"

namespace hallpass {

// users.csv; fills Export::people and by_source_id. `agents` gets each user's agentSourcedIds.
struct UserLinks {
  std::uint32_t person = 0;
  std::string agents;
};
void read_users(CsvTable& users, const RosterBuildOptions& options, Export& people, std::vector<UserLinks>& links);

// OneRoster 1.2 and SDS say roles, schools and grades in roles.csv.
void read_roles(CsvTable& roles, Export& people);

void read_orgs(CsvTable& orgs, Export& people);

void read_demographics(CsvTable& demographics, Export& people);

// The day after which a class ties nobody any more, by sourcedId of the class; and of sessions. Classes that are
// deleted have kDeleted; those without an end are not in it.
using EndDays = std::unordered_map<std::string, std::int64_t>;
inline constexpr std::int64_t kDeleted = -1;
[[nodiscard]] EndDays read_sessions(CsvTable& sessions);
[[nodiscard]] EndDays read_classes(CsvTable& classes, const EndDays& sessions);

// Who teaches whom, by shared classes. `today`: days since 1970; 0: classes of all times count.
void read_enrollments(CsvTable& enrollments, const EndDays& classes, std::int64_t today, Export& people);

// Counselors know the students of their schools, unless a student has counselors of their own.
void link_counselors(Export& people);

// SDS: guardian to student.
void read_relationships(CsvTable& relationships, Export& people);

void link_agents(const std::vector<UserLinks>& links, Export& people, ProblemList& problems);

// "student" -> student; guardian, parent, relative... -> guardian; teacher, aide... -> staff. False: none of these.
[[nodiscard]] bool role_of(std::string_view word, PersonRole& role);

// "counselor", "Guidance Counselor", "school counsellor".
[[nodiscard]] bool is_counselor(std::string_view title);

// Splits a field that lists several values ("a,b", "{Type:a}"), trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string> list_of(std::string_view field, char separator = ',');

// "true", "1", "yes", "y", whatever the case.
[[nodiscard]] bool says_yes(std::string_view word);

}  // namespace hallpass
