// Sentence: where the sentences of folded text end. Line ends do not count; a blank line does for sentence_around.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

inline constexpr std::uint32_t kSentenceBytesMax = 600;

struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// How many sentences end in text[from, to); counting stops at `most`.
[[nodiscard]] unsigned sentence_ends(std::string_view text, std::uint32_t from, std::uint32_t to, unsigned most);

// Is there no end of a sentence in text[from, to)?
[[nodiscard]] bool same_sentence(std::string_view text, std::uint32_t from, std::uint32_t to);

// The sentence that holds text[begin, end), at most kSentenceBytesMax to either side.
[[nodiscard]] TextSpan sentence_around(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace hallpass
