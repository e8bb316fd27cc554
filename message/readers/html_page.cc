// See html_page.h. The stack of tables is bounded; what is nested deeper is text of the cell around it.
#include "message/readers/html_page.h"

#include <algorithm>
#include <array>

#include "message/readers/html_entities.h"

namespace hallpass {
namespace {

constexpr std::size_t kTablesDeep = 64;
constexpr std::size_t kSplitAt = kUnitBytesMax - (512u << 10);
constexpr std::size_t kHardSplit = kUnitBytesMax - (16u << 10);
constexpr std::size_t kFirstRowMax = 64u << 10;
constexpr std::uint32_t kColumnsMax = 0xffff;
constexpr std::size_t kSpanColumnsMax = 1'000;
constexpr std::size_t kSpanTextMax = 64;  // a longer cell is not repeated
constexpr unsigned kHeadColumnsMax = 12;

// The characters at which a run of plain text ends.
enum : std::uint8_t { kEndsPlain = 1, kEndsPreformatted = 2 };
constexpr std::array<std::uint8_t, 256> kEnds = [] {
  std::array<std::uint8_t, 256> table{};
  table['&'] = table['\r'] = kEndsPlain | kEndsPreformatted;
  table[' '] = table['\t'] = table['\n'] = table['\f'] = kEndsPlain;
  return table;
}();

}  // namespace

void HtmlPage::text(std::string_view raw, bool preformatted) {
  const std::uint8_t ends = preformatted ? kEndsPreformatted : kEndsPlain;
  while (!raw.empty()) {
    std::size_t plain = 0;
    while (plain < raw.size() && !(kEnds[static_cast<unsigned char>(raw[plain])] & ends)) ++plain;
    std::size_t take = std::min<std::size_t>(plain, 8192);
    while (take > 0 && take < raw.size() && (static_cast<unsigned char>(raw[take]) & 0xc0) == 0x80) --take;
    if (take == 0 && plain > 0) take = plain;
    text_.append(raw.substr(0, take));
    raw.remove_prefix(take);
    if (text_.size() > kHardSplit) emit();
    if (take < plain || raw.empty()) continue;
    if (raw[0] == '&') {
      if (const std::size_t used = append_entity(raw, text_)) {
        raw.remove_prefix(used);
        continue;
      }
      text_.push_back('&');
    } else if (!preformatted && !text_.empty() && text_.back() != ' ' && text_.back() != '\n' && text_.back() != '\t') {
      text_.push_back(' ');
    }
    raw.remove_prefix(1);
  }
}

void HtmlPage::trim_blank() {
  const bool cell_starts = !tables_.empty() && tables_.back().in_cell && tables_.back().cell_begin >= text_.size();
  if (!cell_starts && !text_.empty() && text_.back() == ' ') text_.pop_back();
}

void HtmlPage::block() {
  trim_blank();
  if (!tables_.empty() && tables_.back().in_cell && tables_.back().cell_begin >= text_.size()) return;
  if (text_.empty() || text_.back() == '\n' || text_.back() == '\t') return;
  line_break();
}

void HtmlPage::line_break() {
  text_.push_back('\n');
  if (text_.size() > kSplitAt && tables_.empty()) emit();
}

void HtmlPage::begin_table() {
  if (tables_.size() >= kTablesDeep) {
    ++deeper_tables_;
    return block();
  }
  block();
  if (!tables_.empty()) tables_.back().leaf = false;
  tables_.emplace_back();
  tables_.back().number = table_count_++;
}

void HtmlPage::end_table() {
  if (deeper_tables_ > 0) {
    --deeper_tables_;
    return block();
  }
  if (tables_.empty()) return;
  begin_row();
  tables_.pop_back();
  block();
}

void HtmlPage::begin_row() {
  if (tables_.empty() || deeper_tables_ > 0) return block();
  end_cell();
  Table& table = tables_.back();
  if (table.row_used) {
    fill_spans(table, true);
    for (Span& span : table.spans) span.rows -= span.rows > 0;
    if (text_.empty() || text_.back() != '\n') text_.push_back('\n');
    if (table.row == 0 && text_.size() - std::min(row_begin_, text_.size()) <= kFirstRowMax && row_cells_ < cells_.size() &&
        cells_[row_cells_].table == table.number) {
      table.first_row = text_.substr(row_begin_);
      table.first_cells.assign(cells_.begin() + static_cast<std::ptrdiff_t>(row_cells_), cells_.end());
      for (Cell& cell : table.first_cells) {
        cell.begin -= static_cast<std::uint32_t>(row_begin_);
        cell.end -= static_cast<std::uint32_t>(row_begin_);
      }
    }
    ++table.row;
    if (text_.size() > kSplitAt) split_table(table);
  }
  table.row_used = false;
  table.column = 0;
  row_begin_ = text_.size();
  row_cells_ = cells_.size();
}

void HtmlPage::split_table(Table& table) {
  const std::string row = table.first_row;
  emit();
  table.number = table_count_++;
  text_ = row;
  cells_ = table.first_cells;
  for (Cell& cell : cells_) cell.table = static_cast<std::uint16_t>(std::min(table.number, kColumnsMax));
}

// Cells from rows above that reach into this one: up to the next free column, or all that are left of the row.
void HtmlPage::fill_spans(Table& table, bool all) {
  const auto fill = [&](Span& span) {
    if (span.rows > 0 && !span.text.empty()) {
      if (table.row_used) text_.push_back('\t');
      const auto begin = static_cast<std::uint32_t>(text_.size());
      text_ += span.text;
      cells_.push_back({begin, static_cast<std::uint32_t>(text_.size()), table.row, static_cast<std::uint16_t>(table.column),
                        static_cast<std::uint16_t>(std::min(table.number, kColumnsMax))});
      table.row_used = true;
    }
  };
  for (; table.column < table.spans.size() && (all || table.spans[table.column].rows > 0); ++table.column) fill(table.spans[table.column]);
}

void HtmlPage::begin_cell(unsigned columns, unsigned rows) {
  if (tables_.empty() || deeper_tables_ > 0) return block();
  end_cell();
  Table& table = tables_.back();
  fill_spans(table, false);
  if (table.row_used) text_.push_back('\t');
  table.row_used = true;
  table.rows = rows;
  table.in_cell = table.leaf = true;
  table.columns = columns;
  table.cell_begin = text_.size();
}

void HtmlPage::end_cell() {
  if (tables_.empty() || deeper_tables_ > 0 || !tables_.back().in_cell) return;
  Table& table = tables_.back();
  while (text_.size() > table.cell_begin && (text_.back() == ' ' || text_.back() == '\n')) text_.pop_back();
  if (table.leaf && table.column <= kColumnsMax && text_.size() > table.cell_begin) {
    cells_.push_back({static_cast<std::uint32_t>(table.cell_begin), static_cast<std::uint32_t>(text_.size()), table.row,
                      static_cast<std::uint16_t>(table.column), static_cast<std::uint16_t>(std::min(table.number, kColumnsMax))});
  }
  if (table.rows > 1 && table.leaf && table.column + table.columns <= kSpanColumnsMax) {
    if (table.spans.size() < table.column + table.columns) table.spans.resize(table.column + table.columns);
    for (unsigned i = 0; i < table.columns; ++i) table.spans[table.column + i] = {table.rows, {}};
    if (const std::string_view said = std::string_view(text_).substr(table.cell_begin); said.size() <= kSpanTextMax) table.spans[table.column].text = said;
  }
  const std::size_t end = text_.size();
  table.reaches_down = table.reaches_down || (table.row == 0 && table.rows > 1);
  const bool heads = table.row == 0 && table.reaches_down && end - table.cell_begin <= kSpanTextMax && table.columns <= kHeadColumnsMax;
  for (unsigned i = 1; heads && i < table.columns && table.leaf && end > table.cell_begin; ++i) {
    text_.push_back('\t');
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += text_.substr(table.cell_begin, end - table.cell_begin);
    cells_.push_back({begin, static_cast<std::uint32_t>(text_.size()), 0, static_cast<std::uint16_t>(table.column + i), static_cast<std::uint16_t>(std::min(table.number, kColumnsMax))});
  }
  table.column += table.columns;
  table.in_cell = false;
}

void HtmlPage::emit() {
  if (ok_ && !text_.empty()) ok_ = sink_.unit(kind_, {}, text_, cells_);
  text_.clear();
  cells_.clear();
  row_begin_ = row_cells_ = 0;
  table_count_ = 0;
  for (Table& table : tables_) {
    table.cell_begin = 0;
    table.number = table_count_++;
    table.leaf = table.leaf && &table == &tables_.back();
  }
}

void HtmlPage::finish() {
  for (std::size_t bound = kTablesDeep; !tables_.empty() && bound > 0; --bound) {
    deeper_tables_ = 0;
    end_table();
  }
  emit();
}

}  // namespace hallpass
