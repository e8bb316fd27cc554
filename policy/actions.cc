// The words for actions and recipient classes: the same in TOML, JSON, headers and on the command line.
#include <array>
#include <utility>

#include "hallpass/recipient.h"
#include "hallpass/verdict.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 5> kActions{"allow", "tag", "encrypt", "quarantine", "reject"};
constexpr std::array<std::string_view, 5> kClasses{"internal", "student", "guardian", "partner", "external"};

}  // namespace

std::string_view to_string(Action action) {
  return kActions[static_cast<std::size_t>(action)];
}

std::optional<Action> action_from(std::string_view word) {
  for (std::size_t i = 0; i < kActions.size(); ++i) {
    if (kActions[i] == word) return static_cast<Action>(i);
  }
  return std::nullopt;
}

std::string_view to_string(RecipientClass value) {
  return kClasses[static_cast<std::size_t>(value)];
}

}  // namespace hallpass
