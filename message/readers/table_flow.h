// TableFlow: paragraphs and tables that may stand in each other, written to a UnitWriter that knows one
// table at a time. The text of a cell gathers until the cell ends; a table inside a cell is written after
// the table around it, as a table of its own. For word processors' formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "message/unit_writer.h"

namespace hallpass {

class TableFlow {
 public:
  explicit TableFlow(UnitWriter& out) : out_(out) {}

  void text(std::string_view utf8);
  void line_end();

  // Calls that do not match (a cell without a row) are put right, never refused.
  void begin_table();
  void begin_row();
  void begin_cell();
  void end_cell(std::uint32_t columns = 1);  // how many columns the cell spans
  void skip_columns(std::uint32_t columns);
  void end_row();
  void end_table();
  // Whatever is still open ends.
  void finish();

  bool in_table() const { return !open_.empty(); }
  bool in_cell() const { return !open_.empty() && open_.back().in_cell; }

 private:
  struct CellText {
    std::uint32_t column;
    std::string text;
  };
  struct Table {
    std::vector<CellText> row;               // of the row being read
    std::vector<std::vector<CellText>> rows; // finished ones; only where another table is around it
    std::uint32_t column = 0;
    bool in_cell = false;
    bool in_row = false;
  };
  void write_row(const std::vector<CellText>& row);
  void write_table(const Table& table);

  UnitWriter& out_;
  std::vector<Table> open_;       // the innermost last
  std::vector<Table> waiting_;    // inner tables whose outermost one is not finished
  bool writing_table_ = false;
  bool at_line_start_ = true;
  std::size_t too_deep_ = 0;      // tables beyond the bound, read as text of their cell
};

}  // namespace hallpass
