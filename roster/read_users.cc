// users.csv of OneRoster 1.1, OneRoster 1.2 and SDS V2.1: the three differ in where role, grade and school
// stand, and each knows columns that the others lack. What is not there is empty.
#include <algorithm>
#include <array>

#include "base/fold.h"
#include "roster/extra_fields.h"
#include "roster/normalize.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

struct Columns {
  int source_id, status, enabled, role, orgs, given, middle, family, preferred_given, preferred_family, identifier,
      user_ids, email, sms, phone, agents, grades, birth_date;
};

struct MappedColumn {
  int at;
  const ExtraField* field;
};

// The metadata columns that the configuration maps, as far as the file has them.
std::vector<MappedColumn> mapped_columns(CsvTable& users, const RosterBuildOptions& options) {
  std::vector<MappedColumn> columns;
  for (const ExtraField& field : extra_fields()) {
    const auto mapped = options.columns.find(std::string(field.name));
    if (mapped == options.columns.end() || mapped->second.empty()) continue;
    if (is_secret_column(mapped->second)) {
      users.report(-1, "a column of passwords is mapped to " + std::string(field.name) + "; such columns are never read", true);
    }
    if (const int at = users.column(mapped->second); at >= 0) columns.push_back({at, &field});
  }
  return columns;
}

int first_of(const CsvTable& users, std::string_view a, std::string_view b) {
  const int found = users.column(a);
  return found >= 0 ? found : users.column(b);
}

Columns find_columns(CsvTable& users) {
  return {.source_id = users.required_column("sourcedId"),
          .status = users.column("status"),
          .enabled = users.column("enabledUser"),
          .role = users.column("role"),
          .orgs = first_of(users, "orgSourcedIds", "primaryOrgSourcedId"),
          .given = users.required_column("givenName"),
          .middle = users.column("middleName"),
          .family = users.required_column("familyName"),
          .preferred_given = first_of(users, "preferredGivenName", "preferredFirstName"),
          .preferred_family = first_of(users, "preferredFamilyName", "preferredLastName"),
          .identifier = first_of(users, "identifier", "studentNumber"),
          .user_ids = users.column("userIds"),
          .email = users.column("email"),
          .sms = users.column("sms"),
          .phone = users.column("phone"),
          .agents = first_of(users, "agentSourcedIds", "agents"),
          .grades = first_of(users, "grades", "grade"),
          .birth_date = users.column("birthDate")};
}

// userIds: "{LDAP:x},{SSID:123}". A type that names the state holds the state number.
void add_user_ids(std::string_view field, SourcePerson& person) {
  for (const std::string& pair : list_of(field)) {
    const auto colon = pair.find(':');
    if (pair.size() < 3 || pair.front() != '{' || pair.back() != '}' || colon == std::string::npos) continue;
    const std::string type = name_letters(pair.substr(1, colon - 1));
    const std::string id = pair.substr(colon + 1, pair.size() - colon - 2);
    if (type == "ssid" || type.find("state") != std::string::npos) {
      if (person.state_number.empty()) person.state_number = id;
    } else if (type.find("local") != std::string::npos || type.find("student") != std::string::npos || type == "lasid") {
      person.numbers.push_back(id);
    }
  }
}

void add_contacts(const CsvTable& users, const Columns& at, SourcePerson& person) {
  for (const std::string& email : list_of(users.field(at.email))) person.emails.push_back(email);
  for (const int column : {at.phone, at.sms}) {
    for (const std::string& phone : list_of(users.field(column))) person.phones.push_back(phone);
  }
}

SourcePerson person_of(const CsvTable& users, const Columns& at) {
  SourcePerson person;
  person.source_id = users.field(at.source_id);
  const std::string status = folded_text(users.field(at.status));
  person.active = (status.empty() || status == "active") &&
                  (users.field(at.enabled).empty() || says_yes(users.field(at.enabled)));
  person.given = users.field(at.given);
  person.middle = users.field(at.middle);
  person.family = users.field(at.family);
  person.preferred_given = users.field(at.preferred_given);
  person.preferred_family = users.field(at.preferred_family);
  person.birth_date = normal_date(users.field(at.birth_date));
  auto orgs = list_of(users.field(at.orgs));
  if (!orgs.empty()) {
    person.school = orgs.front();
    person.other_schools.assign(std::make_move_iterator(orgs.begin() + 1), std::make_move_iterator(orgs.end()));
  }
  person.grade_level = grade_level_of(users.field(at.grades));
  if (!users.field(at.identifier).empty()) person.numbers.emplace_back(users.field(at.identifier));
  add_user_ids(users.field(at.user_ids), person);
  add_contacts(users, at, person);
  return person;
}

void apply_extras(CsvTable& users, std::span<const MappedColumn> extras, SourcePerson& person) {
  for (const MappedColumn& column : extras) {
    const std::string_view value = users.field(column.at);
    if (!value.empty() && !column.field->apply(value, person)) {
      users.report(column.at, "cannot be read; " + std::string(column.field->wanted));
    }
  }
}

// False: the row is of no use, and was reported.
bool is_usable(CsvTable& users, const Columns& at, const SourcePerson& person, const Export& people) {
  const auto refuse = [&](int column, const char* what) {
    users.reject(column, what);
    return false;
  };
  if (person.source_id.empty()) return refuse(at.source_id, "sourcedId is empty");
  if (people.by_source_id.contains(person.source_id)) return refuse(at.source_id, "sourcedId is given twice");
  if (person.given.empty() && person.family.empty()) return refuse(at.given, "the user has no name");
  return true;
}

}  // namespace

void read_users(CsvTable& users, const RosterBuildOptions& options, Export& people, std::vector<UserLinks>& links) {
  const Columns at = find_columns(users);
  const std::vector<MappedColumn> extras = mapped_columns(users, options);
  if (at.source_id < 0 || at.given < 0 || at.family < 0) return;
  const std::uint64_t lines = options.progress ? users.lines_in_file() : 0;
  while (users.next()) {
    if (options.progress && users.rows() % 4'096 == 0) options.progress(users.rows(), lines);
    SourcePerson person = person_of(users, at);
    if (!is_usable(users, at, person, people)) continue;
    if (at.role >= 0 && !role_of(users.field(at.role), person.role)) {
      users.reject(at.role, "role is none that hallpass knows");
      continue;
    }
    person.counselor = is_counselor(users.field(at.role));
    apply_extras(users, extras, person);
    const auto index = static_cast<std::uint32_t>(people.people.size());
    if (!users.field(at.agents).empty()) links.push_back({index, std::string(users.field(at.agents))});
    people.by_source_id.emplace(person.source_id, index);
    people.people.push_back(std::move(person));
  }
}

bool role_of(std::string_view word, PersonRole& role) {
  static constexpr std::array<std::string_view, 7> kGuardians{"contact",  "father", "guardian", "mother",
                                                              "other", "parent",   "relative"};
  static constexpr std::array<std::string_view, 15> kStaff{
      "administrator", "aide",    "districtadministrator", "doctor",              "faculty",
      "nurse",         "office",  "paraprofessional",      "principal",           "proctor",
      "siteadministrator", "staff", "systemadministrator", "teacher",             "tutor"};
  const std::string text = name_letters(word);
  if (text == "student") {
    role = PersonRole::student;
  } else if (std::ranges::find(kGuardians, text) != kGuardians.end()) {
    role = PersonRole::guardian;
  } else if (std::ranges::find(kStaff, text) != kStaff.end() || is_counselor(text)) {
    role = PersonRole::staff;
  } else {
    return false;
  }
  return true;
}

bool is_counselor(std::string_view title) {
  const std::string text = name_letters(title);
  return text.find("counselor") != std::string::npos || text.find("counsellor") != std::string::npos;
}

std::vector<std::string> list_of(std::string_view field, char separator) {
  std::vector<std::string> values;
  while (!field.empty()) {
    const auto end = std::min(field.find(separator), field.size());
    std::string_view value = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (!value.empty()) values.emplace_back(value);
  }
  return values;
}

bool says_yes(std::string_view word) {
  const std::string text = folded_text(word);
  return text == "true" || text == "1" || text == "yes" || text == "y";
}

}  // namespace hallpass
