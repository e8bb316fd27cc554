// Rows of an outermost table are written as they end; only inner tables wait. A row of a single cell that
// holds several paragraphs is a box around text and is written as text.
#include "message/readers/table_flow.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kTablesDeepMax = 16;
constexpr std::size_t kWaitingTablesMax = 10'000;
constexpr std::size_t kCellBytesMax = 64u << 10;  // what a cell holds beyond this is written as text
constexpr std::uint32_t kColumnsMax = 16'384;

bool blank(std::string_view text) { return text.find_first_not_of(" \t\n\r") == std::string_view::npos; }

std::string_view without_line_ends(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return text;
}

}  // namespace

void TableFlow::text(std::string_view utf8) {
  if (utf8.empty()) return;
  if (open_.empty()) {
    out_.text(utf8);
    at_line_start_ = utf8.back() == '\n';
    return;
  }
  if (!open_.back().in_cell) begin_cell();
  open_.back().row.back().text.append(utf8);
}

void TableFlow::line_end() {
  if (open_.empty()) {
    if (!at_line_start_) out_.line_end();
    at_line_start_ = true;
  } else if (open_.back().in_cell && !open_.back().row.back().text.empty()) {
    open_.back().row.back().text.push_back('\n');
  }
}

void TableFlow::begin_table() {
  if (open_.size() >= kTablesDeepMax) {
    ++too_deep_;
    return;
  }
  if (open_.empty()) line_end();
  open_.emplace_back();
}

void TableFlow::begin_row() {
  if (too_deep_) return line_end();
  if (open_.empty()) begin_table();
  if (open_.back().in_row) end_row();
  open_.back().in_row = true;
  open_.back().column = 0;
}

void TableFlow::begin_cell() {
  if (too_deep_) return;
  if (open_.empty() || !open_.back().in_row) begin_row();
  Table& table = open_.back();
  if (table.in_cell) end_cell();
  table.row.push_back({table.column, {}});
  table.in_cell = true;
}

void TableFlow::end_cell(std::uint32_t columns) {
  if (too_deep_) return text(" ");
  if (open_.empty() || !open_.back().in_cell) return;
  open_.back().in_cell = false;
  skip_columns(columns);
}

void TableFlow::skip_columns(std::uint32_t columns) {
  if (too_deep_ || open_.empty()) return;
  std::uint32_t& column = open_.back().column;
  column = std::min(column + std::min(columns, kColumnsMax), kColumnsMax);
}

void TableFlow::end_row() {
  if (too_deep_ || open_.empty() || !open_.back().in_row) return;
  Table& table = open_.back();
  if (table.in_cell) end_cell();
  table.in_row = false;
  if (open_.size() > 1) {
    table.rows.push_back(std::move(table.row));
  } else {
    write_row(table.row);
  }
  table.row.clear();
}

void TableFlow::end_table() {
  if (too_deep_) {
    --too_deep_;
    return;
  }
  if (open_.empty()) return;
  end_row();
  Table table = std::move(open_.back());
  open_.pop_back();
  if (!open_.empty()) {
    if (waiting_.size() < kWaitingTablesMax) waiting_.push_back(std::move(table));
    else for (const auto& row : table.rows) for (const CellText& cell : row) text(cell.text + " ");
    return;
  }
  if (writing_table_) out_.end_table();
  writing_table_ = false;
  at_line_start_ = true;
  for (const Table& inner : waiting_) write_table(inner);
  waiting_.clear();
}

void TableFlow::finish() {
  too_deep_ = 0;
  while (!open_.empty()) end_table();
  line_end();
}

void TableFlow::write_table(const Table& table) {
  for (const auto& row : table.rows) write_row(row);
  if (writing_table_) out_.end_table();
  writing_table_ = false;
}

void TableFlow::write_row(const std::vector<CellText>& row) {
  const auto filled = std::ranges::count_if(row, [](const CellText& cell) { return !blank(cell.text); });
  if (filled == 0) return;
  const auto first = std::ranges::find_if(row, [](const CellText& cell) { return !blank(cell.text); });
  const bool box = row.size() == 1 && without_line_ends(first->text).find('\n') != std::string_view::npos;
  if (box || (filled == 1 && first->text.size() > kCellBytesMax)) {
    if (writing_table_) out_.end_table();
    writing_table_ = false;
    out_.paragraph(without_line_ends(first->text));
    return;
  }
  if (!writing_table_) out_.begin_table();
  writing_table_ = true;
  std::vector<std::string_view> rest;
  for (const CellText& cell : row) {
    const std::string_view all = without_line_ends(cell.text);
    if (all.size() > kCellBytesMax) rest.push_back(all);
    else out_.cell_at(cell.column, all);
  }
  out_.end_row();
  for (const std::string_view text : rest) out_.paragraph(text);
}

}  // namespace hallpass
