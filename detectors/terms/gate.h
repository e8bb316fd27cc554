// A Gate says cheaply whether a pattern can match at a place: which bytes its first few positions allow.
// It is read off the front of the pattern; where that is not plain enough the gate lets through.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "detectors/terms/pattern_tree.h"

namespace hallpass {

inline constexpr std::size_t kGateBytesMax = 8;

// The ways a match of `re2` can begin: for each the sets of its first bytes, at most kGateBytesMax, maybe
// none. Every match begins in one of these ways. The last set of a way may be one that the match only looks at,
// behind a word's end; it may hold the end of the text.
[[nodiscard]] std::vector<std::vector<ByteSet>> leading_ways(std::string_view re2);
// Of `parts`, one after the other.
[[nodiscard]] std::vector<std::vector<ByteSet>> leading_ways(std::span<const PatternNode> parts);

}  // namespace hallpass
