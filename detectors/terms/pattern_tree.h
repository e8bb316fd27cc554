// PatternTree: a pattern of RE2's syntax taken apart, as far as the pass wants to know it. What is not understood is
// a node that says so, and whoever reads the tree must then allow everything. Pure.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hallpass {

// The 256 bytes, and the end of the text.
inline constexpr std::size_t kEndOfText = 256;
inline constexpr std::size_t kSymbols = 257;
using ByteSet = std::bitset<kSymbols>;

// What "\w" is, and what "\b" stands beside: ASCII letters, digits and '_'.
[[nodiscard]] const ByteSet& word_bytes();

inline constexpr int kUnbounded = 1'000;  // "as often as you like"; RE2 counts to 1000

struct PatternNode {
  enum class Kind : std::uint8_t {
    byte,       // one byte of `bytes`
    character,  // one character, maybe of several bytes, the first of `bytes`
    edge,       // "\b"
    unknown,    // anything, or nothing
    sequence,   // `parts` one after the other; none: nothing
    choice,     // one of `parts`
    repeat,     // parts[0], `least` to `most` times, `lazy`: rather few
  };
  Kind kind = Kind::sequence;
  ByteSet bytes{};
  int least = 0, most = 0;
  bool lazy = false;
  std::vector<PatternNode> parts{};
};

// For a pattern that RE2 takes. Where its syntax is beyond us (flags, \Q) all of it is one unknown node.
[[nodiscard]] PatternNode pattern_tree(std::string_view re2);

}  // namespace hallpass
