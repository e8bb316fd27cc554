// Prints of a text: hashes of every four words in a row, of which winnowing (Schleimer, Wilkerson and Aiken,
// 2003) keeps the least of every four. Two texts that share seven words in a row share a print, wherever
// these stand and however lines break. Linear.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace hallpass {

inline constexpr std::size_t kShingleWords = 4;
inline constexpr std::size_t kWinnowWindow = 4;

struct Print {
  std::uint64_t digest = 0;      // keyed
  std::uint32_t first_word = 0;  // covers kShingleWords from here on
};

struct Printed {
  struct Word {
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Word> words;
  std::vector<Print> prints;  // by first_word
};

// `folded` is folded text.
[[nodiscard]] Printed prints_of(std::string_view folded, const Key& key);
// A word's digest for vocabularies: 32 bits, keyed.
[[nodiscard]] std::uint32_t word_digest(std::string_view word, const Key& key);

}  // namespace hallpass
