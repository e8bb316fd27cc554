#include "base/mask.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("mask: the shape stays, the value goes") {
  struct Case {
    std::string_view why, value, want;
  };
  const Case cases[] = {
      {"a number", "078-05-1120", "000-00-0000"},
      {"a name", "O'Brien, Zoe", "x'xxxxx, xxx"},
      {"accents are one letter each", "Jos\xC3\xA9", "xxxx"},
      {"nothing", "", ""},
      {"punctuation alone", "-/ -", "-/ -"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(mask(c.value) == c.want);
  }
}

TEST_CASE("printable: nothing that moves a terminal or breaks a log line") {
  struct Case {
    std::string_view why, text, want;
  };
  const Case cases[] = {
      {"plain", "pat@example.com", "pat@example.com"},
      {"letters of all scripts stay", "Jos\xC3\xA9", "Jos\xC3\xA9"},
      {"line ends", "a\r\nb", "a??b"},
      {"escape sequences", "\x1b[2J", "?[2J"},
      {"C1 control (CSI)", "\xC2\x9B" "2J", "?2J"},
      {"invalid bytes", "a\xFFz", "a?z"},
      {"DEL", "a\x7Fz", "a?z"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(printable(c.text) == c.want);
  }
  CHECK(printable(std::string(1000, 'a'), 10).size() == 10);
}
