// Roster: who is who, who is whose guardian, who opted out. A read-only view of one index file that
// holds keyed digests and edges, never a name, number, date or address in plain.
//
// Lookups take a value as found in mail and normalise it as the index was normalised; they are pure,
// lock-free and safe from any number of threads. Spans stay valid as long as the Roster lives.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "hallpass/result.h"

namespace hallpass {

using PersonId = std::uint32_t;  // dense, 0..person_count()-1; another build may number differently
inline constexpr PersonId kNobody = 0xffffffff;

enum class PersonRole : std::uint8_t { student, guardian, staff };

// What a family may have refused to have disclosed as directory information.
enum DirectoryField : std::uint16_t {
  kOptOutName = 1, kOptOutAddress = 2, kOptOutPhone = 4, kOptOutEmail = 8, kOptOutPhoto = 16,
  kOptOutBirthDate = 32, kOptOutGrade = 64, kOptOutActivity = 128, kOptOutAward = 256, kOptOutAll = 511,
};

// What a family agreed to in writing (side CSV); what it refused is an opt-out instead, and a refusal wins.
enum ConsentItem : std::uint8_t {
  kConsentPhoto = 1,       // pictures of the student may be given away
  kConsentMedia = 2,       // may be named and shown in what the district publishes
  kConsentDirectory = 4,   // directory information, expressly
  kConsentThirdParty = 8,  // records may go to an outside party that the family named
};

struct Person {
  PersonRole role = PersonRole::student;
  bool active = true;            // status active and enabled; false: has left
  bool directory_opt_out = false;
  bool dependent = false;        // guardians keep their rights after 18
  bool common_word_name = false; // Will Page: the name alone is weak evidence
  bool has_middle_name = false;  // the roster knows one: another middle initial means somebody else
  std::int32_t turns_18_day = 0; // days since 1970-01-01 (UTC); 0: unknown
  std::uint16_t school = 0;      // index of the org, opaque
  std::int8_t grade_level = -128;// -128 unknown, -1 preschool, 0 kindergarten, 1..12
  std::uint16_t opt_out = 0;     // bits of DirectoryField; directory_opt_out: any of them
  std::uint8_t consent = 0;      // bits of ConsentItem
};

// What kind of value a digest was made of. Each kind has its own normal form (roster/normalize.h).
enum class RosterField : std::uint8_t {
  number,          // local student number
  state_number,
  employee_number,
  full_name,       // "Given Family" or "Family, Given"; several people may share it
  name_part,       // a single given, middle or family name of anyone (cheap first test)
  email,
  phone,
  address,         // home address
  birth_date,      // "YYYY-MM-DD"
  source_id,       // the OneRoster sourcedId
  nickname_name,   // nickname, preferred name or one of two family names: weaker than full_name
  given_name,      // a given, preferred or nickname alone
  school,          // a school's name, whole or short ("Oak Hill"): everybody who goes or works there
};

class Roster {
 public:
  virtual ~Roster() = default;

  virtual std::uint32_t person_count() const = 0;
  virtual const Person& person(PersonId id) const = 0;
  // The OneRoster sourcedId ("stu-12"), opaque outside the student information system.
  virtual std::string_view source_id(PersonId id) const = 0;

  // Everybody who has `value` as `field`, ascending. Empty where nobody has.
  virtual std::span<const PersonId> find(RosterField field, std::string_view value) const = 0;

  // Is `folded_word` (lower case, no diacritics) part of anyone's name? Wrong-positive rate below 1 %:
  // a cheap gate before find(full_name, …).
  virtual bool maybe_name_part(std::string_view folded_word) const = 0;

  // How many of all strings of `characters` digits are somebody's number of this kind, 0..1. 0: no number
  // has that length. A number that a random one hits often needs company.
  virtual double share_taken(RosterField field, std::size_t characters) const {
    (void)field, (void)characters;
    return 0.01;
  }

  // The edges. Guardians who are barred are not listed; see barred().
  virtual std::span<const PersonId> guardians_of(PersonId student) const = 0;
  virtual std::span<const PersonId> children_of(PersonId guardian) const = 0;
  // Staff who teach the student in a class, or counsel them; and the other way round.
  virtual std::span<const PersonId> teachers_of(PersonId student) const = 0;
  virtual std::span<const PersonId> students_of(PersonId staff) const {
    (void)staff;
    return {};
  }
  virtual bool barred(PersonId guardian, PersonId student) const = 0;

  // Hex digest of the index, part of the engine's name. "none" for an empty roster.
  virtual std::string_view version() const = 0;
};

// Opens the index with its key. Errors: not_found, permission (the key can be read by others, or not by
// us), corrupt (checksum, version: says to rebuild).
[[nodiscard]] Result<std::shared_ptr<const Roster>> open_roster(const std::string& index_path,
                                                                const std::string& key_path);

// A roster without people, for running without one.
[[nodiscard]] std::shared_ptr<const Roster> empty_roster();

}  // namespace hallpass
