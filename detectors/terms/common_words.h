// How rare a word is, roughly, so that a phrase is looked for by its rarest word.
#pragma once

#include <string_view>

namespace hallpass {

// Larger is rarer: below 100 for words that stand in every letter, then by length.
[[nodiscard]] int rarity_of(std::string_view folded_word);

}  // namespace hallpass
