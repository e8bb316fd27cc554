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

// Sets for the first bytes that every match of `re2` has; at most kGateBytesMax, maybe none.
[[nodiscard]] std::vector<ByteSet> leading_bytes(std::string_view re2);

}  // namespace hallpass
