#include "detectors/text_tables.h"

#include <doctest/doctest.h>

namespace hallpass {
namespace {

// "2x3 4x2": rows and columns of every table.
std::string shapes_in(std::string_view text) {
  std::string shapes;
  const auto cells = find_text_tables(text);
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i;
    std::uint32_t rows = 0, columns = 0;
    while (end < cells.size() && cells[end].table == cells[i].table) {
      rows = std::max(rows, cells[end].row + 1);
      columns = std::max<std::uint32_t>(columns, cells[end].column + 1u);
      ++end;
    }
    shapes += (shapes.empty() ? "" : " ") + std::to_string(rows) + "x" + std::to_string(columns);
    i = end;
  }
  return shapes;
}

TEST_CASE("text tables: rows that were typed are rows") {
  struct Case {
    const char* why;
    std::string_view text;
    std::string want;
  };
  const Case cases[] = {
      {"tabs", "name\tabs\ttdy\nquintero, marisol\t14\t3\nashworth, devon\t2\t0\n", "3x3"},
      {"bars with a frame", "| name | grade |\n| devon | 61 |\n", "2x2"},
      {"wide gaps", "name             abs   tdy\nferreira, lucia  14    3\n", "2x3"},
      {"commas, names with one more", "student,id,section,score,final\nashworth, devon,1182,ela 9,77,61\n", "2x6"},
      {"quoted mail", "> name\tabs\n> devon\t14\n", "2x2"},
      {"a last cell left empty", "name\tabs\tnote\nlucia\t14\ncaleb\t2\tcalled\n", "3x3"},
      {"two tables with text between", "a\tb\n1\t2\n\nand\n\nc\td\te\n1\t2\t3\n", "2x2 2x3"},
      {"a head alone", "name\tabs\tTDY\n\nthat is all", ""},
      {"prose with commas", "we need pens, glue, tape, paper, and string for the art room.\nwe also need paint, brushes, aprons, foil, and newspaper now.\n", ""},
      {"a signature between bars", "dana hill | principal | 515-555-0100\n", ""},
      {"figures first: no head", "1\t2\t3\n4\t5\t6\n", ""},
      {"two columns of gaps are a program", "stage manager    lucia\ngeorge           devon\n", ""},
      {"lines of different make", "name\tabs\tnote\ndear all,\nname\tabs\n", ""},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(shapes_in(c.text) == c.want);
  }
}

TEST_CASE("text tables: cells are where the words are") {
  const std::string_view text = "name\tabs\n> lucia \t 14\n";
  const auto cells = find_text_tables(text);
  REQUIRE(cells.size() == 4);
  CHECK(text.substr(cells[2].begin, cells[2].end - cells[2].begin) == "lucia");
  CHECK(text.substr(cells[3].begin, cells[3].end - cells[3].begin) == "14");
}

TEST_CASE("text tables: a table has so many columns and rows and no more") {
  std::string line;
  for (std::size_t i = 0; i < kTextColumnsMax; ++i) line += i ? "\ta" : "a";
  CHECK(shapes_in(line + "\n" + line + "\n") == "2x" + std::to_string(kTextColumnsMax));
  line += "\ta";
  CHECK(shapes_in(line + "\n" + line + "\n").empty());
  std::string rows;
  for (std::size_t i = 0; i < kTextRowsMax + 1; ++i) rows += "a\tb\n";
  CHECK(find_text_tables(rows).size() == kTextRowsMax * 2);
}

}  // namespace
}  // namespace hallpass
