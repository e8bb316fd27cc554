// What a rule caught: the findings it looks at that count for one recipient, and whom they are about.
#pragma once

#include <cstdint>
#include <vector>

#include "hallpass/policy.h"
#include "policy/rule.h"

namespace hallpass {

struct Matched {
  std::vector<std::uint32_t> findings;  // indices, ascending
  std::vector<PersonId> students;       // distinct, ascending
  std::uint32_t unknown = 0;            // people who are not in the roster
  std::uint32_t people = 0;             // everybody: at least one where anything was found

  bool any() const { return !findings.empty(); }
};

// `recipient` is an index into input.recipients. Findings about another recipient do not count.
[[nodiscard]] Matched match(const Rule& rule, const DecisionInput& input, std::uint32_t recipient);

}  // namespace hallpass
