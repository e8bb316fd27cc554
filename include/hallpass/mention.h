// Mention: a person of the roster recognised in a unit's text, with the evidence for it.
#pragma once

#include <cstdint>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass {

enum class MentionKind : std::uint8_t { number, state_number, employee_number, full_name, email, phone, address, birth_date };

// Offsets are into the folded text of units[unit] (evidence.h). Mentions are sorted by unit, then begin.
struct Mention {
  std::uint32_t unit = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  MentionKind kind = MentionKind::full_name;
  // Whom it may be, most likely first; more than one: homonyms that nothing in the message keeps apart.
  std::vector<PersonId> people;
  double confidence = 0;  // 0..1 that it is people.front() and is meant as a person
};

}  // namespace hallpass
