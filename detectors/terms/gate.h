// A Gate says cheaply whether a pattern can match at a place: which bytes its first few positions allow.
// It is read off the front of the pattern's text; where that is not plain enough the gate lets through.
#pragma once

#include <array>
#include <bitset>
#include <string_view>
#include <vector>

namespace hallpass {

// The 256 bytes, and the end of the text.
inline constexpr std::size_t kEndOfText = 256;
inline constexpr std::size_t kSymbols = 257;
using ByteSet = std::bitset<kSymbols>;
inline constexpr std::size_t kGateBytesMax = 8;

// The ways a match of `re2` can begin: for each the sets of its first bytes, at most kGateBytesMax, maybe
// none. Every match begins in one of these ways. The last set of a way may be one that the match only looks at,
// behind a word's end; it may hold the end of the text.
[[nodiscard]] std::vector<std::vector<ByteSet>> leading_ways(std::string_view re2);

}  // namespace hallpass
