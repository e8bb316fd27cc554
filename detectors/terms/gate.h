// A Gate says cheaply whether a pattern can match at a place: which bytes its first few positions allow.
// It is read off the front of the pattern's text; where that is not plain enough the gate lets through.
#pragma once

#include <array>
#include <bitset>
#include <string_view>
#include <vector>

namespace hallpass {

using ByteSet = std::bitset<256>;
inline constexpr std::size_t kGateBytesMax = 8;

// The ways a match of `re2` can begin: for each the sets of its first bytes, at most kGateBytesMax, maybe
// none. Every match begins in one of these ways.
[[nodiscard]] std::vector<std::vector<ByteSet>> leading_ways(std::string_view re2);

}  // namespace hallpass
