// CSV and its relatives: the separator found, quotes honoured, damage survived.
#include <doctest/doctest.h>

#include "tests/message/read_support.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("csv: cells") {
  struct Case {
    std::string_view why;
    std::string_view name;
    std::string_view bytes;
    std::vector<std::string> cells;
  };
  using namespace std::literals;
  const Case cases[] = {
      {"commas", "a.csv", "A,B\n1,2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=1", "0/1/1=2"}},
      {"semicolons, decimal commas", "a.csv", "A;B\n1,5;2,5\n3,5;4\n", {"0/0/0=A", "0/0/1=B", "0/1/0=1,5", "0/1/1=2,5", "0/2/0=3,5", "0/2/1=4"}},
      {"tabs in a .csv", "a.csv", "A\tB\n1\t2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=1", "0/1/1=2"}},
      {"tabs in a .tsv with commas about", "a.tsv", "A, x\tB\n1, y\t2\n", {"0/0/0=A, x", "0/0/1=B", "0/1/0=1, y", "0/1/1=2"}},
      {"quotes hold separators", "a.csv", "A,B\n\"Doe, Jo\",2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=Doe, Jo", "0/1/1=2"}},
      {"doubled quotes", "a.csv", "A,B\n\"a \"\"b\"\"\",2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=a \"b\"", "0/1/1=2"}},
      {"a line end inside quotes is a blank", "a.csv", "A,B\n\"a\nb\",2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=a b", "0/1/1=2"}},
      {"a quote that never closes", "a.csv", "A,B\n\"a,2\n", {"0/0/0=A", "0/0/1=B", "0/1/0=a,2 "}},
      {"empty values keep their columns", "a.csv", "A,,C\n", {"0/0/0=A", "0/0/2=C"}},
      {"CRLF and a byte order mark", "a.csv", "\xef\xbb\xbf" "A,B\r\n1,2\r\n", {"0/0/0=A", "0/0/1=B", "0/1/0=1", "0/1/1=2"}},
      {"UTF-16", "a.csv", "\xff\xfe" "A\0,\0B\0\n\0"sv, {"0/0/0=A", "0/0/1=B"}},
      {"a spreadsheet's first line", "a.csv", "sep=;\nA;B\n", {"0/0/0=A", "0/0/1=B"}},
      {"no name, but every line says so", "", "A,B,C\n1,2,3\n4,5,6\n", {"0/0/0=A", "0/0/1=B", "0/0/2=C", "0/1/0=1", "0/1/1=2", "0/1/2=3", "0/2/0=4", "0/2/1=5", "0/2/2=6"}},
      {"prose is no table", "", "Dear all,\nthanks, yes, no\nbye\n", {}},
      {"nothing", "a.csv", "", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(cells_of(read_document(c.bytes, c.name)) == c.cells);
  }
}

TEST_CASE("csv: a long table is split at rows and repeats its first") {
  std::string csv = "Student,GPA\n";
  for (int i = 0; i < 600'000; ++i) csv += "Some One,3." + std::to_string(i) + "\n";
  const Message message = read_document(csv, "long.csv");
  std::uint32_t last_row = 0;
  for (const Unit& unit : message.units) {
    if (unit.kind != UnitKind::attachment) continue;
    CHECK(unit.text.starts_with("Student\tGPA\n"));
    CHECK(unit.cells.at(2).row > last_row);
    last_row = unit.cells.back().row;
  }
  CHECK(last_row == 600'000);
}
