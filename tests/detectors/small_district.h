// A district of a few invented people, and the shortest way from a text to its findings.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/detection.h"
#include "tests/detectors/no_state.h"

namespace hallpass::test {

struct Invented {
  const char* source_id;
  PersonRole role;
  const char* given;
  const char* family;
  const char* number;      // student or employee number
  const char* birth_date;  // as it stands in texts, folded
  bool opt_out;
};

// Ids are indices. Students 0-5, guardians 6-7, staff 8-11.
inline const Invented kPeople[] = {
    {"stu-1", PersonRole::student, "Marisol", "Quintero", "204517", "04/12/2013", false},
    {"stu-2", PersonRole::student, "Devon", "Ashworth", "318822", "11/30/2010", false},
    {"stu-3", PersonRole::student, "Imogen", "Vandermeer", "450093", "2015-07-04", true},
    {"stu-4", PersonRole::student, "Tobias", "Okonkwo", "127764", "9/9/2009", false},
    {"stu-5", PersonRole::student, "Lucia", "Ferreira", "555210", "1/2/2014", false},
    {"stu-6", PersonRole::student, "Caleb", "Whitfield", "600731", "6/17/2008", false},
    {"gua-1", PersonRole::guardian, "Rosa", "Quintero", "", "", false},
    {"gua-2", PersonRole::guardian, "Peter", "Ashworth", "", "", false},
    {"stf-1", PersonRole::staff, "Harriet", "Lindgren", "e44120", "", false},
    {"stf-2", PersonRole::staff, "Marcus", "Bellweather", "e51907", "", false},
    {"stf-3", PersonRole::staff, "Yolanda", "Prentiss", "e30218", "", false},
    {"stf-4", PersonRole::staff, "Grant", "Sorensen", "e10021", "", false},
};

class SmallRoster final : public Roster {
 public:
  SmallRoster() {
    for (const Invented& invented : kPeople) {
      Person person;
      person.role = invented.role;
      person.directory_opt_out = invented.opt_out;
      people_.push_back(person);
    }
  }
  std::uint32_t person_count() const override { return static_cast<std::uint32_t>(people_.size()); }
  const Person& person(PersonId id) const override { return people_[id]; }
  std::string_view source_id(PersonId id) const override { return kPeople[id].source_id; }
  std::span<const PersonId> find(RosterField, std::string_view) const override { return {}; }
  bool maybe_name_part(std::string_view) const override { return false; }
  std::span<const PersonId> guardians_of(PersonId) const override { return {}; }
  std::span<const PersonId> children_of(PersonId) const override { return {}; }
  std::span<const PersonId> teachers_of(PersonId) const override { return {}; }
  bool barred(PersonId, PersonId) const override { return false; }
  std::string_view version() const override { return "small"; }

 private:
  std::vector<Person> people_;
};

// All detectors with the shipped lexicons, built once.
const DetectorSet& shipped_detectors();

// A unit whose lines with tabs are table rows. Paths: "1", "header/Subject" for a first line "Subject: ...".
Message message_of(std::string_view text, UnitKind kind = UnitKind::body);
std::vector<Mention> mentions_in(const Message& message, std::span<const FoldedUnit> folded);

// What every detector makes of `text`, a message to an outsider, at noon on 2 March 2026.
std::vector<Finding> findings_in(std::string_view text);
std::vector<Finding> findings_in(const Message& message);
std::vector<Finding> findings_in(const DetectorSet& set, const Message& message);  // with other detectors

// The categories found in `text` that begin with one of `prefixes` (separated by spaces), "?" behind those
// that are only possible: "pii.ssn record.grades?". `subjects` gets "0 3" where wanted.
std::string categories_in(std::string_view text, std::string_view prefixes = "");
std::string subjects_in(std::string_view text, std::string_view category);

// A row of a table: what must be found, what may be, and nothing else.
struct TextCase {
  const char* why;
  std::string_view text;
  std::string_view must;  // categories, separated by spaces
  std::string_view may = "";
};
void check_texts(std::span<const TextCase> cases);

}  // namespace hallpass::test
