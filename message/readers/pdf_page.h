// PdfPage: one page's text as it lies on the page, made into lines and tables. Rows that are printed stay
// rows; columns of prose are read one after the other. Knows no PDF library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "message/unit_writer.h"

namespace hallpass {

class PdfPage {
 public:
  // A glyph from (x, y) on, `width` wide along the line, in page units with y downwards; `quarter`: quarter
  // turns of the writing, clockwise (0: as usual). False: the page is full.
  bool glyph(double x, double y, double width, double size, unsigned quarter, char32_t code_point);

  bool empty() const { return runs_.empty(); }
  // Writes everything and forgets it.
  void write(UnitWriter& out);

 private:
  // Glyphs drawn one after the other on one line, closely.
  struct Run {
    float left, right, baseline, size;
    std::uint8_t quarter;
    std::uint32_t begin, end;  // in text_
  };
  struct Cell {
    float left, right;
    std::string text;
  };
  struct Line {
    float baseline, size;
    std::vector<Cell> cells;
  };
  using Runs = std::vector<Run>;

  void write_runs(Runs& runs, UnitWriter& out) const;
  std::vector<Runs> split_columns(Runs runs) const;
  std::vector<Line> lines_of(Runs& runs) const;
  static void write_lines(const std::vector<Line>& lines, UnitWriter& out);
  static void write_table(const std::vector<Line>& lines, std::size_t first, std::size_t last, UnitWriter& out);

  Runs runs_;
  std::string text_;
  char32_t last_ = 0;
  float last_left_ = 0;
  bool after_blank_ = false;
};

}  // namespace hallpass
