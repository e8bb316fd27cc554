// How far a match of a pattern can run over word after word. The pass asks a pattern at every word: where each
// answer reads many words on, a text is read many times over (reliability.md F23). Pure.
#pragma once

#include <string_view>

namespace hallpass {

inline constexpr unsigned kUnboundedSpan = 1'000'000;
inline constexpr unsigned kPatternSpanMax = 12;

// How many words' matches of `re2` can lie over one byte of a text, at most: each reads it again. Every gap that
// a match must cross counts one, and so does every turn of a loop over words and gaps ("(?:[a-z]+ ){1,8}"). Bytes
// that may be of words or gaps (".{0,40}") count all together as many as fit words that begin as the pattern
// does: eight behind "door". Loops within a word ("[a-z]+") or a gap (" *") are read once. kUnboundedSpan where
// a loop has no end ("(?:[a-z]+ )+", ".*", "\w+", which takes '_'). For a pattern that RE2 takes.
[[nodiscard]] unsigned span_of(std::string_view re2);

}  // namespace hallpass
