// UnitWriter: how a reader writes text and tables. It keeps units under kUnitBytesMax by splitting at a
// paragraph or row, separates cells by tabs and rows by line ends, records each cell's place, and repeats
// a table's first row in each unit that continues it.
//
//   UnitWriter out(sink, UnitKind::attachment, "#Period 3");
//   out.begin_table(); out.cell("Student"); out.cell("GPA"); out.end_row(); ... out.end_table();
//   out.paragraph("text");   // or text() in pieces, then line_end()
//
// The rest is written when the writer goes. ok() is false once the sink takes no more: stop reading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "message/sink.h"

namespace hallpass {

class UnitWriter {
 public:
  UnitWriter(Sink& sink, UnitKind kind, std::string suffix = {});
  ~UnitWriter() { flush(); }
  UnitWriter(const UnitWriter&) = delete;
  UnitWriter& operator=(const UnitWriter&) = delete;

  void text(std::string_view utf8);  // may hold line ends
  void line_end();                   // ends a paragraph; a good place to split
  void paragraph(std::string_view utf8) {
    text(utf8);
    line_end();
  }

  void begin_table();
  void cell(std::string_view utf8);                // the next column
  void cell_at(std::uint32_t column, std::string_view utf8);  // columns ascend within a row
  void end_row();
  void row_number(std::uint32_t row) { row_ = row; }  // of the row being written: gaps are allowed
  void end_table();

  bool ok() const { return ok_; }
  bool empty() const { return text_.empty(); }
  void flush();

 private:
  void make_room(std::size_t bytes);
  void split_long_line();
  void repeat_first_row();

  Sink& sink_;
  UnitKind kind_;
  std::string suffix_;
  std::string text_;
  std::vector<Cell> cells_;
  std::string first_row_;          // of the table being written
  std::vector<Cell> first_cells_;
  std::size_t row_begin_ = 0;      // where the row being written begins in text_
  std::size_t row_cells_ = 0;      // and in cells_
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t table_ = 0;
  bool in_table_ = false;
  bool in_row_ = false;
  bool ok_ = true;
};

}  // namespace hallpass
