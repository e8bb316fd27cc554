// Charsets: right labels, wrong labels, none.
#include "message/charset.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("charset: to_utf8") {
  using namespace std::literals;
  struct Case {
    std::string_view why;
    std::string_view bytes;
    std::string_view label;
    std::string_view want;
    CharsetDoubt doubt;
  };
  const Case cases[] = {
      {"ASCII", "abc", "us-ascii", "abc", CharsetDoubt::none},
      {"UTF-8 as labelled", "caf\xc3\xa9", "utf-8", "caf\xc3\xa9", CharsetDoubt::none},
      {"UTF-8 without a label", "caf\xc3\xa9", "", "caf\xc3\xa9", CharsetDoubt::none},
      {"a mark is taken off", "\xef\xbb\xbf" "a", "utf-8", "a", CharsetDoubt::none},
      {"latin 1", "caf\xe9", "iso-8859-1", "caf\xc3\xa9", CharsetDoubt::none},
      {"latin 1 is read as windows-1252", "\x93hi\x94", "iso-8859-1", "\xe2\x80\x9chi\xe2\x80\x9d", CharsetDoubt::none},
      {"latin 2", "\xb3", "iso-8859-2", "\xc5\x82", CharsetDoubt::none},
      {"Japanese escapes are no ASCII", "\x1b$B$\"\x1b(B", "iso-2022-jp", "\xe3\x81\x82", CharsetDoubt::none},
      {"UTF-7", "+AOk-", "utf-7", "\xc3\xa9", CharsetDoubt::none},
      {"UTF-16 with a mark", "\xff\xfe" "a\0b\0"sv, "utf-16", "ab", CharsetDoubt::none},
      {"UTF-16 without mark or label", "a\0b\0c\0"sv, "", "abc", CharsetDoubt::none},
      {"UTF-16 labelled ASCII", "a\0b\0c\0"sv, "us-ascii", "abc", CharsetDoubt::wrong_label},
      {"ASCII labelled UTF-16", "abc", "utf-16", "abc", CharsetDoubt::wrong_label},
      {"UTF-8 labelled latin 1", "caf\xc3\xa9", "iso-8859-1", "caf\xc3\xa9", CharsetDoubt::wrong_label},
      {"no such charset, ASCII", "abc", "x-unknown", "abc", CharsetDoubt::none},
      {"no such charset, UTF-8", "caf\xc3\xa9", "x-unknown", "caf\xc3\xa9", CharsetDoubt::none},
      {"broken UTF-8 is guessed", "078-05-1120 caf\xe9", "utf-8", "078-05-1120 caf\xc3\xa9", CharsetDoubt::wrong_label},
      {"a byte that means nothing", "ab\xff\xff" "c", "gb18030", "ab\xef\xbf\xbd\xef\xbf\xbd" "c", CharsetDoubt::undecodable},
      {"nothing", "", "", "", CharsetDoubt::none},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CharsetDoubt doubt = CharsetDoubt::none;
    CHECK(to_utf8(c.bytes, c.label, &doubt) == c.want);
    CHECK(doubt == c.doubt);
  }
}
