// From verdicts to what is done with each recipient. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hallpass/report.h"

namespace hallpass {

// What happens to a message as SMTP can say it: it goes on to some recipients, is held for others, or is
// refused as a whole. SMTP cannot refuse single recipients after DATA: a reject among others is a hold.
struct Partition {
  std::vector<std::uint32_t> deliver;  // indices into Report::recipients
  std::vector<std::uint32_t> hold;
  bool refuse = false;                 // all are rejected; nothing is delivered or held
  Action delivered_action = Action::allow;  // strongest among `deliver`: decides headers and route
};

// `report.verdicts` has one entry a recipient.
[[nodiscard]] Partition partition(const Report& report);

// The distinct categories behind the verdicts of `recipients`, sorted.
[[nodiscard]] std::vector<std::string> categories_for(const Report& report, const std::vector<std::uint32_t>& recipients);
// The distinct rules and clauses of those verdicts, in order of appearance.
[[nodiscard]] std::vector<std::string> rules_for(const Report& report, const std::vector<std::uint32_t>& recipients);
[[nodiscard]] std::vector<std::string> clauses_for(const Report& report, const std::vector<std::uint32_t>& recipients);

}  // namespace hallpass
