#include "base/utf8.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("valid_sequence_length: RFC 3629 and nothing more") {
  struct Case {
    std::string_view why, text;
    std::size_t want;
  };
  const Case cases[] = {
      {"ascii", "a", 1},
      {"two bytes", "\xC3\xA9", 2},
      {"three bytes", "\xE2\x82\xAC", 3},
      {"four bytes", "\xF0\x9F\x98\x80", 4},
      {"largest code point", "\xF4\x8F\xBF\xBF", 4},
      {"empty", "", 0},
      {"lone continuation", "\x80", 0},
      {"overlong slash", "\xC0\xAF", 0},
      {"overlong in three bytes", "\xE0\x80\xAF", 0},
      {"overlong in four bytes", "\xF0\x80\x80\xAF", 0},
      {"surrogate", "\xED\xA0\x80", 0},
      {"past U+10FFFF", "\xF4\x90\x80\x80", 0},
      {"five-byte form", "\xF8\x88\x80\x80\x80", 0},
      {"cut after the first byte", "\xE2\x82", 0},
      {"second byte is ascii", "\xC3" "a", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(valid_sequence_length(c.text) == c.want);
  }
}

TEST_CASE("repaired_utf8: each bad byte becomes one U+FFFD, the rest stays") {
  std::size_t replaced = 0;
  CHECK(repaired_utf8("a\xFF\xFE" "b", &replaced) == "a\xEF\xBF\xBD\xEF\xBF\xBD" "b");
  CHECK(replaced == 2);
  CHECK(repaired_utf8("caf\xC3\xA9", &replaced) == "caf\xC3\xA9");
  CHECK(replaced == 0);
  CHECK(is_valid_utf8(repaired_utf8("\xF0\x9F\x98")));
}

TEST_CASE("next_code_point and append_utf8: there and back") {
  const char32_t points[] = {0x24, 0xE9, 0x20AC, 0x1F600, 0x10FFFF};
  for (char32_t point : points) {
    std::string text;
    append_utf8(text, point);
    std::size_t at = 0;
    CHECK(next_code_point(text, at) == point);
    CHECK(at == text.size());
  }
  std::string surrogate;
  append_utf8(surrogate, 0xD800);
  CHECK(surrogate == "\xEF\xBF\xBD");
  std::size_t at = 0;
  CHECK(next_code_point("\xFFz", at) == 0xFFFD);
  CHECK(at == 1);
}
