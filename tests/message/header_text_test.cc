// Header fields: encoded words, parameters, mailboxes.
#include "message/header_text.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("headers: decode_header") {
  struct Case {
    std::string_view why, raw, want;
  };
  const Case cases[] = {
      {"plain", " hello ", "hello"},
      {"folded", "a\r\n b\r\n\tc", "a b\tc"},
      {"Q", "=?utf-8?Q?caf=C3=A9_au_lait?=", "caf\xc3\xa9 au lait"},
      {"B in latin 1", "=?iso-8859-1?B?Y2Fm6Q==?=", "caf\xc3\xa9"},
      {"a language", "=?utf-8*en?Q?a?=", "a"},
      {"words join without the blank between", "=?utf-8?Q?a?= \r\n =?utf-8?Q?b?=", "ab"},
      {"a character cut in two", "=?utf-8?B?ww==?= =?utf-8?B?qQ==?=", "\xc3\xa9"},
      {"text between words keeps its blanks", "=?utf-8?Q?a?= x =?utf-8?Q?b?=", "a x b"},
      {"inside quotes, where it must not be", "\"=?utf-8?Q?a?=\"", "\"a\""},
      {"no end", "=?utf-8?Q?abc", "=?utf-8?Q?abc"},
      {"no such encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
      {"raw UTF-8", "caf\xc3\xa9", "caf\xc3\xa9"},
      {"a line end smuggled in", "=?utf-8?Q?a=0D=0Ab?=", "a  b"},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(decode_header(c.raw) == c.want);
  }
}

TEST_CASE("headers: parameters") {
  struct Case {
    std::string_view why, raw, value, name;
    bool repeated;
  };
  const Case cases[] = {
      {"quoted", "Text/Plain; name=\"a; b.txt\"", "text/plain", "a; b.txt", false},
      {"bare, with blanks", "text/plain ; name = a.txt ; x=y", "text/plain", "a.txt", false},
      {"an escaped quote", "a/b; name=\"a\\\"b\"", "a/b", "a\"b", false},
      {"no closing quote", "a/b; name=\"abc", "a/b", "abc", false},
      {"continued", "a/b; name*0=\"ab\"; name*1=\"cd.txt\"", "a/b", "abcd.txt", false},
      {"continued out of order", "a/b; name*1=cd; name*0=ab", "a/b", "abcd", false},
      {"percent-encoded", "a/b; name*=iso-8859-1'en'caf%E9", "a/b", "caf\xc3\xa9", false},
      {"both together", "a/b; name*0*=utf-8''caf%C3; name*1*=%A9; name*2=.txt", "a/b", "caf\xc3\xa9.txt", false},
      {"the encoded one wins", "a/b; name=x; name*=utf-8''y", "a/b", "y", false},
      {"an encoded word", "a/b; name=\"=?utf-8?B?w6k=?=\"", "a/b", "\xc3\xa9", false},
      {"twice", "a/b; name=x; name=y", "a/b", "x", true},
      {"no value", "a/b; name", "a/b", "", false},
      {"empty pieces", "a/b;; ;name=x;", "a/b", "x", false},
      {"not a percent code", "a/b; name*=utf-8''100%zz", "a/b", "100%zz", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const HeaderValue value = parse_parameters(c.raw);
    CHECK(value.value == c.value);
    CHECK(value.parameter("name") == c.name);
    CHECK(value.repeated == c.repeated);
  }
}

TEST_CASE("headers: mailboxes") {
  struct Case {
    std::string_view why, raw, want;
  };
  const Case cases[] = {
      {"bare", "a@b.c", "[|a@b.c]"},
      {"a name", "Ada Byron <a@b.c>", "[Ada Byron|a@b.c]"},
      {"a comma in quotes", "\"Byron, Ada\" <a@b.c>, d@e.f", "[Byron, Ada|a@b.c][|d@e.f]"},
      {"an old-style name", "a@b.c (Ada Byron)", "[Ada Byron|a@b.c]"},
      {"a comment inside", "Ada (the (first)) Byron <a@b.c>", "[Ada  Byron|a@b.c]"},
      {"encoded", "=?utf-8?Q?Ren=C3=A9?= <r@b.c>", "[Ren\xc3\xa9|r@b.c]"},
      {"a group", "Team: a@b.c, D <d@e.f>;, g@h.i", "[|a@b.c][D|d@e.f][|g@h.i]"},
      {"an empty group", "undisclosed-recipients:;", ""},
      {"a route", "<@x.y,@z:a@b.c>", "[|a@b.c]"},
      {"semicolons as Outlook writes them", "a@b.c; d@e.f", "[|a@b.c][|d@e.f]"},
      {"no address", "Ada Byron", "[Ada Byron|]"},
      {"no closing bracket", "Ada <a@b.c", "[Ada|a@b.c]"},
      {"an address posing as a name", "\"boss@district.example\" <a@evil.example>", "[boss@district.example|a@evil.example]"},
      {"nothing", " , ;", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    std::vector<Mailbox> out;
    CHECK(parse_mailboxes("to", c.raw, 100, out));
    std::string got;
    for (const Mailbox& m : out) got += "[" + m.display + "|" + m.address + "]";
    CHECK(got == c.want);
  }
  std::vector<Mailbox> two;
  CHECK(parse_mailboxes("to", "a@b, c@d", 2, two));
  two.clear();
  CHECK_FALSE(parse_mailboxes("to", "a@b, c@d, e@f", 2, two));
  CHECK(two.size() == 2);
}
