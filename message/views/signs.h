// What a look over a text tells about disguises in it: which families can have anything to do. Mostly none, so
// this look is what ordinary mail pays, and it is taken 64 characters at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace hallpass {

inline constexpr std::size_t kSignsBytesMax = 16u << 10;  // of one look

struct Signs {
  bool escape_signs = false;  // % \ & = +
  bool tilde = false;
  bool markup_signs = false;  // < * _
  bool letter_signs = false;  // @ $ !
  bool tabs = false;
  bool above_ascii = false;
  bool eastern = false;       // Chinese and Japanese characters, numerals among them
  bool runs = false;    // an unbroken word as long as an encoded one, or several of one length
  bool codes = false;   // several hexadecimal words in a row
  bool apart = false;   // several words in a row that are single characters, pairs or begin like a digit's name
  bool dressed = false; // several words in a row of letters and digits
  bool joined = false;  // several words in a row, two of them with a capital, with the same sign between
  bool turned = false;  // a word that only a line turned round or rotated has
  bool numbers = false; // several groups of digits near each other, or digits in a word of letters: a number in dress
};

// `text`: at most kSignsBytesMax bytes.
[[nodiscard]] Signs signs_of(std::string_view text);

}  // namespace hallpass
