// What ties people together: agents and relationships (guardians), enrolments (teachers), and the files
// that complete a person: roles and demographics.
#include <algorithm>
#include <unordered_map>

#include "base/fold.h"
#include "roster/normalize.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kMissing = 0xffffffff;

std::uint32_t person_called(const Export& people, std::string_view source_id) {
  const auto found = people.by_source_id.find(std::string(source_id));
  return found == people.by_source_id.end() ? kMissing : found->second;
}

bool is_deleted(const CsvTable& table, int status) { return folded_text(table.field(status)) == "tobedeleted"; }

// False where the two are no student and adult.
bool add_guardian_edge(std::uint32_t a, std::uint32_t b, Export& people) {
  const bool first = people.people[a].role == PersonRole::student;
  const bool second = people.people[b].role == PersonRole::student;
  if (first == second) return false;
  first ? people.guardian_edges.emplace_back(b, a) : people.guardian_edges.emplace_back(a, b);
  return true;
}

}  // namespace

void read_roles(CsvTable& roles, Export& people) {
  const int user = roles.required_column("userSourcedId");
  const int role = roles.required_column("role");
  const int type = roles.column("roleType");
  const int org = roles.column("orgSourcedId");
  const int grade = roles.column("grade");
  const int status = roles.column("status");
  if (user < 0 || role < 0) return;
  while (roles.next()) {
    if (is_deleted(roles, status)) continue;
    const std::uint32_t index = person_called(people, roles.field(user));
    if (index == kMissing) {
      roles.reject(user, "userSourcedId is no user of users.csv");
      continue;
    }
    PersonRole named = PersonRole::staff;
    if (!role_of(roles.field(role), named)) {
      roles.reject(role, "role is none that hallpass knows");
      continue;
    }
    SourcePerson& person = people.people[index];
    const bool primary = folded_text(roles.field(type)) != "secondary";
    if (primary || person.school.empty()) person.school = roles.field(org);
    else if (!roles.field(org).empty()) person.other_schools.emplace_back(roles.field(org));
    if (primary) person.role = named;
    person.counselor = person.counselor || is_counselor(roles.field(role));
    if (person.grade_level == -128) person.grade_level = grade_level_of(roles.field(grade));
  }
}

void read_orgs(CsvTable& orgs, Export& people) {
  const int org = orgs.required_column("sourcedId");
  const int name = orgs.required_column("name");
  const int type = orgs.column("type");
  while (org >= 0 && name >= 0 && orgs.next()) {
    if (!orgs.field(type).empty() && folded_text(orgs.field(type)) != "school") continue;
    people.school_names.emplace(orgs.field(org), orgs.field(name));
  }
}

void read_demographics(CsvTable& demographics, Export& people) {
  int user = demographics.column("sourcedId");
  if (user < 0) user = demographics.column("userSourcedId");
  const int birth_date = demographics.required_column("birthDate");
  if (user < 0) user = demographics.required_column("sourcedId");
  if (user < 0 || birth_date < 0) return;
  while (demographics.next()) {
    const std::uint32_t index = person_called(people, demographics.field(user));
    if (index == kMissing) {
      demographics.reject(user, "sourcedId is no user of users.csv");
      continue;
    }
    if (demographics.field(birth_date).empty()) continue;
    people.people[index].birth_date = normal_date(demographics.field(birth_date));
    if (people.people[index].birth_date.empty()) demographics.reject(birth_date, "is no date");
  }
}

void read_relationships(CsvTable& relationships, Export& people) {
  const int user = relationships.required_column("userSourcedId");
  const int other = relationships.required_column("relationshipUserSourcedId");
  if (user < 0 || other < 0) return;
  while (relationships.next()) {
    const std::uint32_t a = person_called(people, relationships.field(user));
    const std::uint32_t b = person_called(people, relationships.field(other));
    if (a == kMissing || b == kMissing) {
      relationships.reject(a == kMissing ? user : other, "is no user of users.csv");
      continue;
    }
    // In SDS a contact has no role of its own: whoever is related to a student is a guardian.
    if (people.people[a].role == PersonRole::student && people.people[b].role == PersonRole::student) {
      people.people[b].role = PersonRole::guardian;
    }
    if (!add_guardian_edge(a, b, people)) relationships.reject(other, "ties no guardian to a student");
  }
}

void link_agents(const std::vector<UserLinks>& links, Export& people, ProblemList& problems) {
  std::uint64_t unknown = 0;
  std::uint64_t alike = 0;
  for (const UserLinks& link : links) {
    for (const std::string& agent : list_of(link.agents)) {
      const std::uint32_t other = person_called(people, agent);
      if (other == kMissing) {
        ++unknown;
      } else if (!add_guardian_edge(link.person, other, people)) {
        ++alike;
      }
    }
  }
  if (alike > 0) {
    problems.add({"users.csv", 0, 0, std::to_string(alike) + " agentSourcedIds tie no guardian to a student", false});
  }
  if (unknown > 0) {
    problems.add({"users.csv", 0, 0, std::to_string(unknown) + " agentSourcedIds name no user of the file", false});
  }
}

}  // namespace hallpass
