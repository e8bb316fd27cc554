// "did you mean": the candidate a person most likely meant by a mistyped word.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hallpass {

// The candidate fewest slips (insert, drop, replace, swap) away from `word`; empty where none is near
// enough to be meant: one slip in three characters at most. Words over 64 bytes are near nothing.
[[nodiscard]] std::string nearest_word(std::string_view word, std::span<const std::string> candidates);

// "; did you mean 'x'?" where one is near, else "; known here: a, b, c" with all of them, sorted.
[[nodiscard]] std::string suggestion_for(std::string_view word, std::span<const std::string> candidates);

}  // namespace hallpass
