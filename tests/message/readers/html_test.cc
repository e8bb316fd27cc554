// HTML: what a person sees, what they do not, and tables as cells.
#include <doctest/doctest.h>

#include "base/utf8.h"
#include "tests/message/read_support.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

Message read(std::string_view html) { return read_document(html, "page.html"); }

}  // namespace

TEST_CASE("html: visible and hidden text") {
  struct Case {
    std::string_view why;
    std::string_view html;
    std::string_view seen;
    std::string_view hidden;
  };
  const Case cases[] = {
      {"paragraphs are lines", "<p>one</p><p>two</p>", "one\ntwo\n", ""},
      {"blanks fold as in a browser", "<p>a \n\t b</p>", "a b\n", ""},
      {"inline tags do not split a word", "<p>078-<b>05</b>-1120</p>", "078-05-1120\n", ""},
      {"empty elements do not split either", "<p>078<span></span>-05-11<wbr>20</p>", "078-05-1120\n", ""},
      {"references", "<p>a&amp;b &#65;&#x42; caf&eacute; &lt;x&gt;</p>", "a&b AB caf\xc3\xa9 <x>\n", ""},
      {"a reference without semicolon", "<p>a&ampb &nosuch; &</p>", "a&ampb &nosuch; &\n", ""},
      {"references to no character", "<p>&#0;&#xd800;&#99999999;x</p>", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx\n", ""},
      {"comments are hidden", "<p>a<!-- secret -->b</p>", "ab\n", "secret\n"},
      {"a comment without end hides the rest", "<p>a</p><!-- b <p>c", "a\n", "b <p>c\n"},
      {"display:none", "<p>a<span style='display : none'>b<i>c</i></span>d</p>", "ad\n", "bc\n"},
      {"the same element nested in a hidden one", "<div hidden>a<div>b</div>c</div>d", "d", "abc\n"},
      {"a void element hides nothing after it", "<img hidden>a", "a", ""},
      {"alt and title", "<img alt='Ana Lopez'><a title=tip>x</a>", "x", "Ana Lopez\ntip\n"},
      {"mailto", "<a href='mailto:a@b.c'>x</a><a href='http://h/'>y</a>", "xy", "mailto:a@b.c\n"},
      {"script is hidden, style is nothing", "<script>var a='1<2';</script><style>p{}</style>x", "x", "var a='1<2';\n"},
      {"a '<' that begins no tag", "<p>a < b <3 c</p>", "a < b <3 c\n", ""},
      {"a quote that never closes does not swallow the page", "<p title=\"x>seen</p><p>also</p>", "seen\nalso\n", "x\n"},
      {"pre keeps lines", "<pre>a\n  b</pre>", "a\n  b\n", ""},
      {"cut inside a tag", "<p>a</p><b tit", "a\n", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read(c.html);
    CHECK(text_of(message) == c.seen);
    CHECK(text_of(message, UnitKind::hidden) == c.hidden);
  }
}

TEST_CASE("html: tables") {
  struct Case {
    std::string_view why;
    std::string_view html;
    std::vector<std::string> cells;
  };
  const Case cases[] = {
      {"rows and columns", "<table><tr><th>A<th>B<tr><td>1<td>2</table>", {"0/0/0=A", "0/0/1=B", "0/1/0=1", "0/1/1=2"}},
      {"colspan moves the next", "<table><tr><td colspan=2>A</td><td>B</td></tr></table>", {"0/0/0=A", "0/0/2=B"}},
      {"an empty cell keeps its column", "<table><tr><td></td><td>B</td></tr></table>", {"0/0/1=B"}},
      {"markup inside a cell", "<table><tr><td><p>a <b>b</b></p></td></tr></table>", {"0/0/0=a b"}},
      {"a cell around a table is no cell", "<table><tr><td>x<table><tr><td>1</td></tr></table></td><td>y</td></tr></table>",
       {"1/0/0=1", "0/0/1=y"}},
      {"two tables", "<table><tr><td>1</table><table><tr><td>2</table>", {"0/0/0=1", "1/0/0=2"}},
      {"a cell without a table is text", "<td>x</td>", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(cells_of(read(c.html)) == c.cells);
  }
}

TEST_CASE("html: depth and size cost nothing but time") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div><table><tr><td>";
  deep += "078-05-1120";
  CHECK(text_of(read(deep)).find("078-05-1120") != std::string::npos);
  std::string wide = "<table><tr><td>Name</td><td>Number</td></tr>";
  for (int i = 0; i < 200'000; ++i) wide += "<tr><td>Some One</td><td>" + std::to_string(100'000'000 + i) + "</td></tr>";
  const Message message = read(wide);
  CHECK(message.units.size() > 2);
  for (const Unit& unit : message.units) {
    CHECK(unit.text.size() <= kUnitBytesMax);
    if (unit.kind == UnitKind::attachment) CHECK(unit.text.starts_with("Name\tNumber\n"));
  }
  CHECK(message.units.back().text.ends_with("100199999\n"));
}

TEST_CASE("html: cut at every length, never beyond its bytes") {
  const std::string page = "<html><!--c--><p title=\"t\">a&eacute;b<table><tr><td colspan=2>1</td></tr></table><script>x</script>";
  for (std::size_t length = 0; length <= page.size(); ++length) {
    CAPTURE(length);
    for (const Unit& unit : read(std::string(page, 0, length)).units) {
      CHECK(unit.text.size() <= page.size());
      CHECK(is_valid_utf8(unit.text));
    }
  }
}
