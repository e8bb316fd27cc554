// Finding: one category seen in one message, about whom, with evidence in words and never a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass {

// From these on, a finding is "certain" or "possible" to policy (taxonomy.md); below it is not reported.
inline constexpr double kCertain = 0.75;
inline constexpr double kPossible = 0.50;

// A recipient index that means "the message as a whole".
inline constexpr std::uint32_t kEveryRecipient = 0xffffffff;

struct Finding {
  std::string category;           // taxonomy.md: "record.grades"
  double confidence = 0;          // 0..1
  std::uint32_t count = 1;        // instances
  std::string where;              // the unit's path: "2/grades.xlsx#Period 3"
  std::vector<PersonId> subjects; // distinct students (or staff, for personnel.*) it is about, ascending
  std::uint32_t unknown_subjects = 0;  // distinct people it is about who are not in the roster
  std::uint32_t recipient = kEveryRecipient;  // recipient.*: the index into Evidence::recipients
  std::string evidence;           // "column 'Quarter grade', 24 rows"; no matched value
};

}  // namespace hallpass
