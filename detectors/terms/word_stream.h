// WordStream: the words of a text one after the other, each cut and hashed once, and the words around the present one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "detectors/terms/tokens.h"
#include "detectors/terms/word_hash.h"

namespace hallpass {

struct TextWord {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  WordHash hash = 0;
  bool joined = false;   // no blank line between it and the word before
  bool at_sign = false;  // an '@' between it and the word before
  bool beyond_ascii = false;
};

class WordStream {
 public:
  static constexpr std::size_t kAround = 64;  // words before and behind the present one that may be asked for

  explicit WordStream(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  // Is there an i-th word? Cuts up to it.
  bool has(std::size_t i) {
    while (i >= count_) {
      if (!cut()) return false;
    }
    return true;
  }
  // For a word that there is, not more than kAround before the last one asked for.
  const TextWord& operator[](std::size_t i) const { return words_[i % words_.size()]; }
  std::string_view spelling(std::size_t i) const { return text_.substr((*this)[i].begin, (*this)[i].end - (*this)[i].begin); }

 private:
  bool cut() {
    unsigned line_ends = 0;
    bool at_sign = false;
    while (at_ < text_.size() && !is_word_byte(text_[at_])) {
      const ByteKind kind = byte_kind(text_[at_]);
      line_ends += kind == ByteKind::line_end;
      at_sign = at_sign || kind == ByteKind::at_sign;
      at_ += separator_bytes(kind);
    }
    if (at_ >= text_.size()) return false;
    const std::size_t begin = at_;
    unsigned char bits = 0;
    for (; at_ < text_.size() && is_word_byte(text_[at_]); ++at_) bits |= static_cast<unsigned char>(text_[at_]);
    words_[count_++ % words_.size()] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), hash_word(text_.substr(begin, at_ - begin)),
                                        line_ends < 2, at_sign, bits >= 0x80};
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  std::array<TextWord, kAround * 2> words_{};
};

}  // namespace hallpass
