// Slips: how far a hand or an eye is from taking one word for another. Damerau-Levenshtein (optimal string
// alignment) in which a slip costs what it is worth: a neighbouring key, two letters swapped or doubled and
// letters that look alike are cheap, another letter is dear. Pure; quadratic in words of at most
// kSlipWordMax bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

inline constexpr std::size_t kSlipWordMax = 64;

// 0 for equal words; 0.2 a look-alike pair ("rn" for "m", "0" for "o"), 0.5 a double letter lost or made,
// 0.6 a swap or a neighbouring key, 0.8 a letter lost or added, 1 any other. Longer words: 1000.
[[nodiscard]] double slip_cost(std::string_view written, std::string_view meant);

// Every word one slip away from `word` (a letter lost, added, swapped or replaced), without `word` itself.
// Characters are a-z, 0-9, '.', '-' and '_'. Distinct; empty for words over kSlipWordMax.
[[nodiscard]] std::vector<std::string> one_slip_away(std::string_view word);

// Do they differ in digits alone ("smith6", "smith4", "smith")? Such neighbours are other people.
[[nodiscard]] bool differ_in_digits(std::string_view one, std::string_view other);

}  // namespace hallpass
