// Every line is cut by each kind of border; a run of lines on which one kind agrees is a table. Prose has
// commas too: there it takes more of them, and cells as short as a table's.
#include "detectors/text_tables.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

enum class Border : std::uint8_t { tab, bar, gap, comma };
constexpr std::array kBorders{Border::tab, Border::bar, Border::gap, Border::comma};
constexpr std::size_t kCellBytesMax = 48;  // of one cell, on the average of its line
constexpr std::ptrdiff_t kCellWordsMax = 5;  // between commas
constexpr std::size_t kLineBytesMax = 2'000;

struct Stretch {
  std::uint32_t begin, end;
};

std::size_t cells_min(Border border) {
  switch (border) {
    case Border::tab:
    case Border::bar: return 2;
    case Border::gap: return 3;
    case Border::comma: return 5;
  }
  return 2;
}

// Commas inside names make rows longer by one than their head.
bool agree(Border border, std::size_t head, std::size_t row) {
  return head == row || (border == Border::comma && row == head + 1) || (border == Border::tab && row < head && row + 2 >= head && row >= 2);
}

bool is_border(std::string_view text, std::size_t at, Border border) {
  switch (border) {
    case Border::tab: return text[at] == '\t';
    case Border::bar: return text[at] == '|';
    case Border::gap: return text[at] == ' ' && at + 1 < text.size() && text[at + 1] == ' ';
    case Border::comma: return text[at] == ',';
  }
  return false;
}

Stretch trimmed(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const auto blank = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '>' || text[at] == '"'; };
  while (begin < end && blank(begin)) ++begin;
  while (end > begin && blank(end - 1)) --end;
  return {begin, end};
}

// Bars at the ends of a line are its frame, no cells.
std::vector<Stretch> cut(std::string_view text, Stretch line, Border border) {
  std::vector<Stretch> cells;
  std::uint32_t begin = line.begin;
  for (std::uint32_t at = line.begin; at <= line.end && cells.size() <= kTextColumnsMax; ++at) {
    if (at < line.end && !is_border(text.substr(0, line.end), at, border)) continue;
    cells.push_back(trimmed(text, begin, at));
    if (border == Border::gap) {
      while (at + 1 < line.end && text[at + 1] == ' ') ++at;
    }
    begin = at + 1;
  }
  if (border == Border::bar && !cells.empty() && cells.front().begin == cells.front().end) cells.erase(cells.begin());
  if (border == Border::bar && !cells.empty() && cells.back().begin == cells.back().end) cells.pop_back();
  return cells;
}

// Between the commas of a sentence stand more words than between those of a row.
bool is_wordy(std::string_view text, const std::vector<Stretch>& cells) {
  return std::ranges::any_of(cells, [&](const Stretch& cell) {
    return std::count(text.begin() + cell.begin, text.begin() + cell.end, ' ') >= kCellWordsMax;
  });
}

bool is_table_line(std::string_view text, const std::vector<Stretch>& cells, Stretch line, Border border) {
  return cells.size() >= cells_min(border) && cells.size() <= kTextColumnsMax && line.end - line.begin <= cells.size() * kCellBytesMax &&
         (border != Border::comma || !is_wordy(text, cells));
}

// "Name  Abs  Tdy": words over every column, no figures alone.
bool is_head(std::string_view text, const std::vector<Stretch>& cells) {
  std::size_t filled = 0;
  for (const Stretch& cell : cells) {
    const std::string_view word = text.substr(cell.begin, cell.end - cell.begin);
    filled += std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
  }
  return filled * 3 >= cells.size() * 2;
}

class TextTables {
 public:
  explicit TextTables(std::string_view text) : text_(text) {}

  std::vector<Cell> find() {
    for (std::uint32_t begin = 0; begin < text_.size();) {
      const auto end = static_cast<std::uint32_t>(std::min(text_.find('\n', begin), text_.size()));
      take({begin, end});
      begin = end + 1;
    }
    close();
    number_tables();
    return std::move(cells_);
  }

 private:
  void take(Stretch line) {
    const Stretch inside = trimmed(text_, line.begin, line.end);
    if (inside.begin == inside.end || inside.end - inside.begin > kLineBytesMax) return close();
    if (rows_ > 0 && rows_ < kTextRowsMax && add_row(inside)) return;
    close();
    for (Border border : kBorders) {
      if (!has(inside, border)) continue;
      auto cells = cut(text_, inside, border);
      if (!is_table_line(text_, cells, inside, border) || !is_head(text_, cells)) continue;
      border_ = border;
      head_ = cells.size();
      add(cells);
      return;
    }
  }

  bool has(Stretch line, Border border) const {
    const std::string_view inside = text_.substr(line.begin, line.end - line.begin);
    switch (border) {
      case Border::tab: return inside.find('\t') != std::string_view::npos;
      case Border::bar: return inside.find('|') != std::string_view::npos;
      case Border::gap: return inside.find("  ") != std::string_view::npos;
      case Border::comma: return inside.find(',') != std::string_view::npos;
    }
    return false;
  }

  bool add_row(Stretch line) {
    const auto cells = cut(text_, line, border_);
    if (!is_table_line(text_, cells, line, border_) || !agree(border_, head_, cells.size())) return false;
    add(cells);
    return true;
  }

  void add(const std::vector<Stretch>& cells) {
    for (std::uint16_t column = 0; column < cells.size(); ++column) {
      cells_.push_back({cells[column].begin, cells[column].end, rows_, column, 0});
    }
    ++rows_;
  }

  // A head alone is no table.
  void close() {
    if (rows_ < 2) cells_.resize(kept_);
    kept_ = cells_.size();
    rows_ = 0;
  }

  void number_tables() {
    std::uint16_t table = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (i > 0 && cells_[i].row == 0 && cells_[i].column == 0 && table < 0xffff) ++table;
      cells_[i].table = table;
    }
  }

  std::string_view text_;
  std::vector<Cell> cells_;
  std::size_t kept_ = 0, head_ = 0;
  std::uint32_t rows_ = 0;
  Border border_ = Border::tab;
};

}  // namespace

std::vector<Cell> find_text_tables(std::string_view text) { return TextTables(text).find(); }

}  // namespace hallpass
