// The side CSV: one row a person, keyed by sourcedId. Every column but that one may be missing.
//   optOut     "all", or fields: name; address; phone; email; photo; birthDate; grade; activity; award
//   barred     sourcedIds of guardians who may know nothing about this student, separated by ;
//   dependent  true: the guardians keep their rights after 18
//   homeAddress
#include <array>

#include "base/fold.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

struct OptOutWord {
  std::string_view word;
  DirectoryField bit;
};
constexpr std::array<OptOutWord, 13> kOptOutWords{{
    {"activity", kOptOutActivity}, {"address", kOptOutAddress},     {"all", kOptOutAll},     {"award", kOptOutAward},
    {"birthdate", kOptOutBirthDate}, {"email", kOptOutEmail},       {"grade", kOptOutGrade}, {"name", kOptOutName},
    {"phone", kOptOutPhone},       {"photo", kOptOutPhoto},         {"true", kOptOutAll},    {"yes", kOptOutAll},
    {"1", kOptOutAll},
}};

// The bits of "photo;address"; -1 where a word is none of ours.
int opt_out_of(std::string_view field) {
  int bits = 0;
  for (const std::string& written : list_of(field, ';')) {
    const std::string word = folded_text(written);
    if (word == "false" || word == "no" || word == "0" || word == "none") continue;
    int bit = -1;
    for (const OptOutWord& row : kOptOutWords) bit = row.word == word ? row.bit : bit;
    if (bit < 0) return -1;
    bits |= bit;
  }
  return bits;
}

}  // namespace

void read_side_csv(std::string name, std::string_view bytes, Export& people, ProblemList& problems) {
  CsvTable side(std::move(name), bytes, problems);
  if (problems.fatal) return;
  const int user = side.required_column("sourcedId");
  const int opt_out = side.column("optOut");
  const int barred = side.column("barred");
  const int dependent = side.column("dependent");
  const int address = side.column("homeAddress");
  if (user < 0) return;
  while (side.next()) {
    const auto found = people.by_source_id.find(std::string(side.field(user)));
    if (found == people.by_source_id.end()) {
      side.reject(user, "sourcedId is no user of the export");
      continue;
    }
    SourcePerson& person = people.people[found->second];
    const int bits = opt_out_of(side.field(opt_out));
    if (bits < 0) side.report(opt_out, "is no directory field; write all, or name; address; phone; email; photo; "
                                       "birthDate; grade; activity; award");
    person.opt_out |= static_cast<std::uint16_t>(bits < 0 ? int{kOptOutAll} : bits);
    if (says_yes(side.field(dependent))) person.dependent = true;
    if (!side.field(address).empty()) person.address = side.field(address);
    for (const std::string& guardian : list_of(side.field(barred), ';')) {
      const auto who = people.by_source_id.find(guardian);
      if (who == people.by_source_id.end()) {
        side.reject(barred, "names a sourcedId that is no user of the export");
      } else {
        people.barred.emplace_back(who->second, found->second);
      }
    }
  }
  people.files.push_back({side.name(), side.rows(), side.bad_rows()});
}

}  // namespace hallpass
