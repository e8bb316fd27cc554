// HtmlPage: the text of a page as it grows: paragraphs, blanks folded as a browser does, tables inside
// tables. Only innermost cells are cells (a table that lays out a whole mail is no table of values).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "message/sink.h"

namespace hallpass {

class HtmlPage {
 public:
  HtmlPage(Sink& sink, UnitKind kind) : sink_(sink), kind_(kind) {}

  void text(std::string_view raw, bool preformatted);  // entities are decoded here
  void block();                                        // the end or begin of a paragraph
  void line_break();
  void begin_table();
  void end_table();
  void begin_row();
  void begin_cell(unsigned columns, unsigned rows);
  void end_cell();
  void finish();
  bool ok() const { return ok_; }

 private:
  struct Span {                 // a cell that reaches down into the rows to come
    unsigned rows = 0;
    std::string text;           // repeated in each, so that every row has its head
  };
  struct Table {
    std::uint32_t row = 0, column = 0, number = 0;
    std::size_t cell_begin = 0;
    unsigned columns = 1, rows = 1;  // of the open cell
    std::vector<Span> spans;    // by column
    bool in_cell = false, leaf = true, row_used = false;
    bool reaches_down = false;  // its first row has a cell of several rows: a head over two columns heads both
    std::string first_row;      // repeated where the table is split
    std::vector<Cell> first_cells;
  };
  void emit();
  void split_table(Table& table);
  void fill_spans(Table& table, bool all);
  void trim_blank();

  Sink& sink_;
  UnitKind kind_;
  std::string text_;
  std::vector<Cell> cells_;
  std::vector<Table> tables_;
  std::uint32_t table_count_ = 0;
  std::size_t row_begin_ = 0, row_cells_ = 0;
  std::size_t deeper_tables_ = 0;  // below kTablesDeep: read as text
  bool ok_ = true;
};

}  // namespace hallpass
