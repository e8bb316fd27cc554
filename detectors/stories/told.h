// Told: findings that rest on a story alone. The same few sentences can be told as more than one record; what names its
// record is surer, and of what is only told the surest is enough to hold a message.
#pragma once

#include <string_view>
#include <vector>

#include "hallpass/finding.h"

namespace hallpass {

// How the evidence of such a finding begins.
inline constexpr std::string_view kTold = "told without its keyword: ";

// Takes out told findings about people of whom another record is named for certain, or told more surely.
void leave_surest_told(std::vector<Finding>& found);

}  // namespace hallpass
