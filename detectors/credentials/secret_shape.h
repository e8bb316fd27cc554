// Which tokens look like secrets. Works on text as written: folding would take the capitals away.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

// The next word at or after `at` in `text`: quotes, brackets and closing punctuation off. `quoted` tells
// whether it stood in quotes; `end` is where reading goes on. Empty at the end of the line.
struct Token {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;
};
[[nodiscard]] Token next_token(std::string_view text, std::size_t at);

// A password as people choose them: letters with digits or symbols, at least `length_min` characters. Not a
// web or mail address, a date, a time, an amount, "8-character" or a run of asterisks.
[[nodiscard]] bool looks_like_password(std::string_view token, std::size_t length_min);
// The same with a capital or symbol in it: so much like one that no word need point at it.
[[nodiscard]] bool looks_strongly_like_password(std::string_view token);
[[nodiscard]] bool is_pin(std::string_view token);  // 4 to 8 digits

// A key as machines make them: 16 characters or more of mixed letters and digits without a word's rhythm.
[[nodiscard]] bool looks_like_key(std::string_view token);

}  // namespace hallpass
