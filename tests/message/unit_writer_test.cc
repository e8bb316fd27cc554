// Units as readers write them: split where it may be, tables' first rows repeated, nothing lost.
#include "message/unit_writer.h"

#include <doctest/doctest.h>

#include "message/output.h"
#include "message/sweep.h"
#include "tests/message/read_support.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

struct Written {
  Message message;
  Limits limits;
  CollectedOutput output{message};
  Sink sink{output, limits, in_ms(60'000)};
  Document document;
  Written() {
    document.path = "1";
    message.parts.emplace_back();
    sink.begin_document(document);
  }
};

}  // namespace

TEST_CASE("unit writer: cells, gaps and line ends") {
  Written w;
  {
    UnitWriter out(w.sink, UnitKind::attachment, "#Sheet");
    out.paragraph("before");
    out.begin_table();
    out.cell("A");
    out.cell_at(3, "D\twith tab\nand line");
    out.end_row();
    out.row_number(7);
    out.cell("x");
    out.end_table();
    out.paragraph("after");
  }
  REQUIRE(w.message.units.size() == 1);
  CHECK(w.message.units[0].path == "1#Sheet");
  CHECK(w.message.units[0].text == "before\nA\t\t\tD with tab and line\nx\nafter\n");
  CHECK(cells_of(w.message) == std::vector<std::string>{"0/0/0=A", "0/0/3=D with tab and line", "0/7/0=x"});
}

TEST_CASE("unit writer: long text is split at lines, blanks or characters, and nothing is lost") {
  struct Case {
    std::string_view why;
    std::string piece;
  };
  const Case cases[] = {{"lines", "a line of words\n"}, {"one line of words", "words and "}, {"no blank at all", "x"}, {"characters of two bytes", "\xc3\xa9"}};
  for (const Case& c : cases) {
    CAPTURE(c.why);
    std::string text;
    while (text.size() < 2 * kUnitBytesMax + 1000) text += c.piece;
    Written w;
    UnitWriter(w.sink, UnitKind::attachment).text(text);
    std::string joined;
    for (const Unit& unit : w.message.units) {
      CHECK(unit.text.size() <= kUnitBytesMax);
      joined += unit.text;
    }
    CHECK(w.message.units.size() >= 3);
    CHECK(joined == text);
  }
}

TEST_CASE("unit writer: a row longer than a unit goes on in the next") {
  Written w;
  {
    UnitWriter out(w.sink, UnitKind::attachment);
    out.begin_table();
    for (int i = 0; i < 30; ++i) out.cell(std::string(400'000, 'x'));
    out.end_table();
  }
  std::size_t cells = 0;
  for (const Unit& unit : w.message.units) {
    CHECK(unit.text.size() <= kUnitBytesMax);
    for (const Cell& cell : unit.cells) CHECK(cell.end <= unit.text.size());
    cells += unit.cells.size();
  }
  CHECK(cells == 30);
}

TEST_CASE("sweep: strings in bytes") {
  using namespace std::literals;
  struct Case {
    std::string_view why, bytes, want;
  };
  const Case cases[] = {
      {"ASCII between zeros", "\0\0number 1\0\0"sv, "number 1\n"},
      {"too short", "\0abc\0"sv, ""},
      {"UTF-8", "\1caf\xc3\xa9 au\2"sv, "caf\xc3\xa9 au\n"},
      {"UTF-16", "\1\1n\0u\0m\0b\0e\0r\0\1\1"sv, "number\n"},
      {"UTF-16 at an odd place", "\1n\0u\0m\0b\0e\0r\0\1"sv, "number\n"},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(strings_in(c.bytes) == c.want);
  }
}
