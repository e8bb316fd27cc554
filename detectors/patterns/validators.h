// Validators: the checks on a value that a district's pattern may name.
#pragma once

#include <string>
#include <string_view>
#include <span>

#include "hallpass/roster.h"

namespace hallpass {

struct Validator {
  std::string_view name;
  std::string_view passed;  // for evidence: "check digit right"
  // `matched` is folded. `roster` is null where there is none to ask: then what only a roster can say holds.
  bool (*holds)(std::string_view matched, const Roster* roster);
};

[[nodiscard]] std::span<const Validator> validators();  // sorted by name

}  // namespace hallpass
