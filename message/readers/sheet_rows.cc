// A gap of empty rows ends a table where what follows looks like a header: after a title, or where a row
// of words alone comes after rows with numbers. Row 0 of a table then is the header of its columns.
#include "message/readers/sheet_rows.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kRowBytesMax = 4u << 20;
constexpr std::uint32_t kColumnsMax = 16'384;
constexpr std::size_t kHiddenRangesMax = 1'000;

}  // namespace

SheetRows::SheetRows(Sink& sink, UnitKind kind, const std::string& suffix)
    : out_(sink, kind, suffix), hidden_(sink, UnitKind::hidden, suffix) {}

void SheetRows::hide_columns(std::uint32_t first, std::uint32_t last) {
  if (hidden_columns_.size() < kHiddenRangesMax) hidden_columns_.emplace_back(first, last);
}

bool SheetRows::column_hidden(std::uint32_t column) const {
  return std::ranges::any_of(hidden_columns_, [column](const auto& range) { return column >= range.first && column <= range.second; });
}

void SheetRows::begin_row(std::uint32_t row, bool hidden) {
  if (in_row_ && row == row_number_) return;
  end_row();
  in_row_ = true;
  row_number_ = row;
  row_hidden_ = hidden;
}

void SheetRows::cell(std::uint32_t column, std::string_view text, bool is_number) {
  if (text.empty() || column >= kColumnsMax || row_text_.size() + text.size() > kRowBytesMax) return;
  if (!row_.empty() && column <= row_.back().column) sorted_ = false;
  const auto begin = static_cast<std::uint32_t>(row_text_.size());
  row_text_.append(text);
  row_.push_back({column, begin, static_cast<std::uint32_t>(row_text_.size()), row_hidden_ || column_hidden(column)});
  numbers_in_row_ += is_number;
}

bool SheetRows::starts_table() const {
  if (rows_in_table_ == 0) return false;
  if (only_titles_ && row_.size() >= 2) return true;
  return row_number_ > last_written_ + 1 && numbers_seen_ && numbers_in_row_ == 0 && row_.size() >= 2;
}

void SheetRows::write(UnitWriter& out, bool hidden_too) {
  bool any = false;
  for (const SheetCell& cell : row_) {
    if (cell.hidden && !hidden_too) continue;
    out.cell_at(cell.column, std::string_view(row_text_).substr(cell.begin, cell.end - cell.begin));
    any = true;
  }
  if (any) out.end_row();
}

void SheetRows::end_row() {
  in_row_ = false;
  if (row_.empty()) return;
  if (!sorted_) std::ranges::stable_sort(row_, {}, &SheetCell::column);
  if (starts_table()) {
    if (in_table_) out_.end_table();
    if (in_hidden_table_) hidden_.end_table();
    in_table_ = in_hidden_table_ = false;
    rows_in_table_ = 0;
    only_titles_ = true;
    numbers_seen_ = false;
  }
  if (!in_table_) out_.begin_table();
  in_table_ = true;
  write(out_, false);
  if (rows_in_table_ == 0) {
    header_ = row_;
    header_text_ = row_text_;
  }
  if (std::ranges::any_of(row_, &SheetCell::hidden)) {
    if (!in_hidden_table_) {
      hidden_.begin_table();
      in_hidden_table_ = true;
      if (rows_in_table_ > 0) {  // the header first
        std::swap(row_, header_);
        std::swap(row_text_, header_text_);
        write(hidden_, true);
        std::swap(row_, header_);
        std::swap(row_text_, header_text_);
      }
    }
    write(hidden_, true);
  }
  ++rows_in_table_;
  last_written_ = row_number_;
  only_titles_ = only_titles_ && row_.size() == 1;
  numbers_seen_ = numbers_seen_ || numbers_in_row_ > 0;
  numbers_in_row_ = 0;
  sorted_ = true;
  row_.clear();
  row_text_.clear();
}

void SheetRows::finish() {
  end_row();
  if (in_table_) out_.end_table();
  if (in_hidden_table_) hidden_.end_table();
  in_table_ = in_hidden_table_ = false;
}

}  // namespace hallpass
