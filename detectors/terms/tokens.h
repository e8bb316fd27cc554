// What a word is in folded text: a run of letters and digits. Letters are a-z and every character above
// ASCII but the punctuation and symbol blocks (U+0080..00BF, U+2000..2FFF, the emoji).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hallpass {

enum class ByteKind : std::uint8_t { separator, letter, digit, line_end, at_sign, quote_mark, symbol2, symbol3, symbol4 };

inline constexpr std::array<ByteKind, 256> kByteKinds = [] {
  std::array<ByteKind, 256> kinds{};
  for (unsigned c = 0; c < 256; ++c) kinds[c] = c >= 0x80 ? ByteKind::letter : ByteKind::separator;
  for (unsigned c = 'a'; c <= 'z'; ++c) kinds[c] = ByteKind::letter;
  for (unsigned c = 'A'; c <= 'Z'; ++c) kinds[c] = ByteKind::letter;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = ByteKind::digit;
  kinds['\n'] = ByteKind::line_end;
  kinds['@'] = ByteKind::at_sign;
  kinds['>'] = ByteKind::quote_mark;
  kinds[0xC2] = ByteKind::symbol2;
  kinds[0xE2] = ByteKind::symbol3;
  kinds[0xF0] = ByteKind::symbol4;
  return kinds;
}();

constexpr ByteKind byte_kind(char c) { return kByteKinds[static_cast<unsigned char>(c)]; }
constexpr bool is_word_byte(char c) {
  const ByteKind kind = byte_kind(c);
  return kind == ByteKind::letter || kind == ByteKind::digit;
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many bytes the separator at text[at] takes.
constexpr std::size_t separator_bytes(ByteKind kind) {
  return kind == ByteKind::symbol2 ? 2 : kind == ByteKind::symbol3 ? 3 : kind == ByteKind::symbol4 ? 4 : 1;
}

// Calls visit(begin, end) for each word of `text`.
template <typename Visit>
void for_each_word(std::string_view text, Visit&& visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(text[at])) {
      at += separator_bytes(byte_kind(text[at]));
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_word_byte(text[at])) ++at;
    visit(begin, at);
  }
}

}  // namespace hallpass
