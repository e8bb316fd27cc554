// SheetRows: the rows of a spreadsheet's sheet, on their way to units. What can be seen goes to the sheet's
// own unit; rows with hidden cells go whole, under the header, to a hidden one. A sheet that holds several
// tables, one below the other, is given as several tables. Shared by xlsx, xls and ods.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "message/unit_writer.h"

namespace hallpass {

class SheetRows {
 public:
  // `suffix` is "#Period 3".
  SheetRows(Sink& sink, UnitKind kind, const std::string& suffix);
  ~SheetRows() { finish(); }
  SheetRows(const SheetRows&) = delete;
  SheetRows& operator=(const SheetRows&) = delete;

  void hide_columns(std::uint32_t first, std::uint32_t last);
  // Rows ascend; a row may come in pieces as long as no other comes between.
  void begin_row(std::uint32_t row, bool hidden);
  void cell(std::uint32_t column, std::string_view text, bool is_number);
  void finish();

  bool ok() const { return out_.ok() && hidden_.ok(); }

 private:
  struct SheetCell {
    std::uint32_t column;
    std::uint32_t begin, end;  // in row_text_
    bool hidden;
  };
  void end_row();
  bool column_hidden(std::uint32_t column) const;
  bool starts_table() const;
  void write(UnitWriter& out, bool hidden_too);

  UnitWriter out_;
  UnitWriter hidden_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns_;
  std::vector<SheetCell> row_;
  std::string row_text_;
  std::vector<SheetCell> header_;
  std::string header_text_;
  std::uint32_t row_number_ = 0;
  std::uint32_t last_written_ = 0;
  std::uint32_t rows_in_table_ = 0;
  std::uint32_t numbers_in_row_ = 0;
  bool sorted_ = true;
  bool row_hidden_ = false;
  bool in_row_ = false;
  bool in_table_ = false;
  bool in_hidden_table_ = false;
  bool only_titles_ = true;       // the table so far has but one cell a row
  bool numbers_seen_ = false;     // in the table so far
};

}  // namespace hallpass
