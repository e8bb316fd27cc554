// Delicate findings: those that make it matter who receives a message (rows 2 to 5 of the policy).
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "hallpass/finding.h"

namespace hallpass {

// Records of students, personnel matters, operations, credentials, personal numbers and data.
[[nodiscard]] inline bool is_delicate(const Finding& finding) {
  constexpr std::array<std::string_view, 5> kFamilies{"record.", "pii.", "personnel.", "operations.",
                                                      "credential."};
  return std::ranges::any_of(kFamilies,
                             [&](std::string_view family) { return finding.category.starts_with(family); });
}

// A record or personal data of a student, as taxonomy.md calls it "protected".
[[nodiscard]] inline bool is_protected(const Finding& finding) {
  constexpr std::array<std::string_view, 5> kPersonal{"pii.student_id", "pii.birth_date", "pii.address",
                                                      "pii.phone", "pii.photo"};
  return finding.category.starts_with("record.") ||
         std::ranges::find(kPersonal, finding.category) != kPersonal.end();
}

// Numbers that let somebody be robbed.
[[nodiscard]] inline bool is_severe(const Finding& finding) {
  constexpr std::array<std::string_view, 4> kSevere{"pii.ssn", "pii.government_id", "pii.financial_account",
                                                    "pii.payment_card"};
  return std::ranges::find(kSevere, finding.category) != kSevere.end();
}

}  // namespace hallpass
