// Verdict: what is to happen for one recipient, and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

// Weakest first: the order is the strength (taxonomy.md, "Verdicts").
enum class Action : std::uint8_t { allow, tag, encrypt, quarantine, reject };

[[nodiscard]] std::string_view to_string(Action action);  // "quarantine"; policy/actions.cc
[[nodiscard]] std::optional<Action> action_from(std::string_view word);

struct Verdict {
  Action action = Action::allow;
  std::vector<std::string> rules;        // ids of the rules that gave `action`, in policy order
  std::vector<std::string> clauses;      // "clause-13", ascending by number, distinct
  std::vector<std::uint32_t> findings;   // indices into Report::findings that caused it
  std::string reason;                    // one sentence for people: "456 students; entitled to 1 of them"
};

}  // namespace hallpass
