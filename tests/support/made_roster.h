// A roster made by hand in a test: people, addresses, families. Values are compared as they are given
// (addresses in small letters).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass::test {

class MadeRoster final : public Roster {
 public:
  PersonId add(PersonRole role, const std::string& source_id, const std::vector<std::string>& emails = {},
               const std::string& full_name = "");
  Person& at(PersonId id) { return people_[id].person; }
  void add_value(RosterField field, const std::string& value, PersonId who);
  void set_guardian(PersonId guardian, PersonId student);
  void set_teacher(PersonId teacher, PersonId student);
  void bar(PersonId guardian, PersonId student);  // instead of set_guardian

  std::uint32_t person_count() const override { return static_cast<std::uint32_t>(people_.size()); }
  const Person& person(PersonId id) const override { return people_[id].person; }
  std::string_view source_id(PersonId id) const override { return people_[id].source_id; }
  std::span<const PersonId> find(RosterField field, std::string_view value) const override;
  bool maybe_name_part(std::string_view folded_word) const override;
  std::span<const PersonId> guardians_of(PersonId student) const override { return people_[student].guardians; }
  std::span<const PersonId> children_of(PersonId guardian) const override { return people_[guardian].children; }
  std::span<const PersonId> teachers_of(PersonId student) const override { return people_[student].teachers; }
  std::span<const PersonId> students_of(PersonId staff) const override { return people_[staff].students; }
  bool barred(PersonId guardian, PersonId student) const override { return bars_.contains({guardian, student}); }
  std::string_view version() const override { return "made"; }

 private:
  struct Entry {
    Person person;
    std::string source_id;
    std::vector<PersonId> guardians, children, teachers, students;
  };
  std::deque<Entry> people_;
  std::map<std::pair<RosterField, std::string>, std::vector<PersonId>> values_;
  std::set<std::pair<PersonId, PersonId>> bars_;
  std::set<std::string> name_parts_;
};

}  // namespace hallpass::test
