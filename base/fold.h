// Folding: text as detectors compare it. NFKC, lower case, accents off, zero-width, bidi-control and
// soft-hyphen characters out, digits of every script as 0-9, every kind of space as ' ', every kind of
// dash as '-', typographic quotes as ' and ". Line ends and tabs stay. Linear; ASCII takes a fast path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

struct Folded {
  std::string text;
  // source_offset[i]: where in the source the character that gave text[i] begins; ascending.
  // Empty where every byte stands where it stood.
  std::vector<std::uint32_t> source_offset;
  // How many characters that hide text were dropped or replaced (zero-width, bidi, look-alike letters
  // inside a word of another script): the trick itself is worth a note.
  std::uint32_t tricks = 0;
};

// `utf8` is valid UTF-8 (base/utf8.h repairs), at most 4 GiB.
[[nodiscard]] Folded fold(std::string_view utf8);

// The text alone.
[[nodiscard]] std::string folded_text(std::string_view utf8);

}  // namespace hallpass
