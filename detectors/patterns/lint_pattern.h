// The pattern linter: what a pattern must not be before it is let near mail. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/terms.h"

namespace hallpass {

inline constexpr std::size_t kPatternBytesMax = 1'000;
inline constexpr int kPatternProgramMax = 4'000;  // RE2 instructions

// What is wrong with `re2` and what to do about it; empty where nothing is.
[[nodiscard]] std::string lint_pattern(std::string_view re2);

// Where a match of `re2` can begin: at words, at numbers, at both, or anywhere.
[[nodiscard]] std::vector<PatternStart> starts_of(std::string_view re2);

// A school letter with nothing delicate in it: what finds something here finds too much.
[[nodiscard]] std::string_view ordinary_letter();

}  // namespace hallpass
