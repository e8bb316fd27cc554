// Values of one person that stand together confirm each other: a name and a number on one line, a number and part
// of a name, a birth date and a given name. Homonyms without the other value drop out.
#pragma once

#include <deque>
#include <vector>

#include "detectors/people/person_search.h"

namespace hallpass {

inline constexpr double kTogether = 0.99;    // a name and a value of the same person on one line
inline constexpr double kNameBeside = 0.97;  // a number with part of its owner's name beside it
inline constexpr double kKnown = 0.85;       // from here on a value tells homonyms elsewhere apart

// Kinds that only one person has: numbers and e-mail addresses.
[[nodiscard]] bool is_own_value(MentionKind kind);

// Keeps what narrowed candidates point to: lives as long as they do.
class CandidateTies {
 public:
  explicit CandidateTies(const Roster& roster) : roster_(roster) {}

  // `unit.found` is sorted by begin. Linear but for 64 neighbours of a line.
  void tie(UnitSearch& unit);

 private:
  const Roster& roster_;
  std::deque<std::vector<PersonId>> narrowed_;
};

}  // namespace hallpass
