// Short forms of given names: robert -> bob, rob, robbie, bobby.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace hallpass {

// Everything `given` (folded) is also called, in either direction; empty where nothing is known.
[[nodiscard]] std::vector<std::string_view> nicknames_of(std::string_view given);

}  // namespace hallpass
