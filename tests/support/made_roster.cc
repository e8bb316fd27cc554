#include "tests/support/made_roster.h"

#include <algorithm>
#include <cctype>

namespace hallpass::test {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

}  // namespace

PersonId MadeRoster::add(PersonRole role, const std::string& source_id, const std::vector<std::string>& emails,
                         const std::string& full_name) {
  const auto id = static_cast<PersonId>(people_.size());
  people_.push_back({.person = Person{.role = role}, .source_id = source_id, .guardians = {}, .children = {}, .teachers = {}, .students = {}});
  add_value(RosterField::source_id, source_id, id);
  for (const std::string& email : emails) add_value(RosterField::email, email, id);
  if (full_name.empty()) return id;
  add_value(RosterField::full_name, full_name, id);
  std::string part;
  for (char c : lower(full_name) + " ") {
    if (c != ' ') {
      part += c;
    } else if (!part.empty()) {
      name_parts_.insert(part);
      add_value(RosterField::name_part, part, id);
      part.clear();
    }
  }
  add_value(RosterField::given_name, full_name.substr(0, full_name.find(' ')), id);
  return id;
}

void MadeRoster::add_value(RosterField field, const std::string& value, PersonId who) {
  auto& people = values_[{field, lower(value)}];
  if (std::ranges::find(people, who) == people.end()) people.push_back(who);
}

void MadeRoster::set_guardian(PersonId guardian, PersonId student) {
  people_[guardian].children.push_back(student);
  people_[student].guardians.push_back(guardian);
}

void MadeRoster::set_teacher(PersonId teacher, PersonId student) {
  people_[student].teachers.push_back(teacher);
  people_[teacher].students.push_back(student);
}

void MadeRoster::bar(PersonId guardian, PersonId student) { bars_.insert({guardian, student}); }

std::span<const PersonId> MadeRoster::find(RosterField field, std::string_view value) const {
  const auto found = values_.find({field, lower(value)});
  return found == values_.end() ? std::span<const PersonId>{} : std::span<const PersonId>{found->second};
}

bool MadeRoster::maybe_name_part(std::string_view folded_word) const { return name_parts_.contains(lower(folded_word)); }

}  // namespace hallpass::test
