#include <doctest/doctest.h>

#include "message/readers/compressed_rtf.h"
#include "tests/message/read_support.h"

namespace hallpass::test {

TEST_CASE("rtf: what is seen and what is hidden") {
  struct Case {
    std::string_view why;
    std::string body;
    std::string seen;
    std::string hidden;
  };
  const Case cases[] = {
      {"paragraphs", "One\\par Two\\line Three", "One\nTwo\nThree\n", ""},
      {"formatting splits a number", "078-0{\\b 5}-11\\i 20", "078-05-1120\n", ""},
      {"line ends of the file are nothing", "a\r\nb", "ab\n", ""},
      {"code page", "na\\'efve", "na\xc3\xafve\n", ""},
      {"code page of the font", "{\\fonttbl{\\f1\\fcharset204 Arial Cyr;}}\\f1 \\'cf", "\xd0\x9f\n", ""},
      {"unicode with a stand-in", "caf\\u233 ?\\'21", "caf\xc3\xa9!\n", ""},
      {"unicode beyond 16 bits", "\\u-10179?\\u-8704?", "\xf0\x9f\x98\x80\n", ""},
      {"escaped braces", "\\{x\\}\\\\", "{x}\\\n", ""},
      {"optional hyphens are not there", "mar\\-ga\\~ret\\_a", "marga ret-a\n", ""},
      {"hidden text", "a{\\v secret}b", "ab\n", "secret"},
      {"hidden switched off", "\\v0 a", "a\n", ""},
      {"field: result seen, instruction hidden", "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt here}}", "here\n", "HYPERLINK x\n"},
      {"unknown destinations are text out of sight", "a{\\*\\madeup not text}b", "ab\n", "not text\n"},
      {"pictures of kinds that are not read are skipped", "a{\\pict 0102ff}b", "ab\n", ""},
      {"binary data does not close groups", "a{\\pict\\bin3 }}}}b", "ab\n", ""},
      {"text boxes are read", "{\\shp{\\*\\shpinst{\\shptxt in a box}}}", "in a box\n", ""},
      {"style names are no text", "{\\stylesheet{\\s1 heading 078-05-1120;}}x", "x\n", ""},
      {"unbalanced", "a}}}b{{{c", "abc\n", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document("{\\rtf1\\ansi\\ansicpg1252 " + c.body + "}", "a.rtf");
    CHECK(text_of(message) == c.seen);
    CHECK(text_of(message, UnitKind::hidden) == c.hidden);
    CHECK(message.notes.empty());
  }
}

TEST_CASE("rtf: tables and properties") {
  const Message message = read_document(
      "{\\rtf1{\\info{\\title Fall}{\\author Pat}}Before\\par\\trowd\\cellx1\\cellx2\\pard\\intbl Name\\cell GPA\\cell\\row"
      "\\trowd\\pard\\intbl Ann\\par Lee\\cell\\cell\\row\\pard After\\par}");
  CHECK(text_of(message) == "Before\nName\tGPA\nAnn Lee\t\nAfter\n");
  CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Name", "0/0/1=GPA", "0/1/0=Ann Lee"});
  CHECK(text_of(message, UnitKind::metadata).find("Fall\nPat") != std::string::npos);
}

TEST_CASE("rtf: depth and damage") {
  std::string deep = "{\\rtf1 ";
  for (int i = 0; i < 100'000; ++i) deep += "{";
  CHECK(text_of(read_document(deep + "deep down")).find("deep down") != std::string::npos);
  const std::string whole = "{\\rtf1\\u233 \\'e9{\\*\\x}\\bin9 \\trowd a\\cell\\row}";
  for (std::size_t length = 0; length <= whole.size(); ++length) (void)read_document(std::string_view(whole).substr(0, length), "a.rtf");
}

TEST_CASE("packed rtf: the specification's own example") {
  const std::string packed("\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel\x09\0\x20\x62w\x05\xb0ld}\x0a\x80\x0f\xa0", 49);
  CHECK(unpack_rtf(packed, 1000) == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  CHECK(unpack_rtf(packed, 5) == "{\\rtf");
  CHECK(unpack_rtf("not packed at all, really", 1000).empty());
  for (std::size_t length = 0; length < packed.size(); ++length) CHECK(unpack_rtf(packed.substr(0, length), 1000).size() <= 43);
}

}  // namespace hallpass::test
