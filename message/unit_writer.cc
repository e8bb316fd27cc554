// Text accumulates until a paragraph or row ends past the size of a unit, then goes to the sink.
#include "message/unit_writer.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kSplitAt = kUnitBytesMax - (256u << 10);
constexpr std::size_t kGrowFrom = 32u << 10;  // room is doubled up to here
constexpr std::size_t kCellsGrowFrom = 1'000, kCellsRoom = 64'000;
constexpr std::size_t kFirstRowMax = 64u << 10;
constexpr std::uint32_t kColumnsMax = 0xffff;

}  // namespace

UnitWriter::UnitWriter(Sink& sink, UnitKind kind, std::string suffix)
    : sink_(sink), kind_(kind), suffix_(std::move(suffix)) {}

// What outgrows some pages mostly becomes a whole unit. Room for that at once is not touched before it is written
// to; doubling touches every page twice.
void UnitWriter::make_room(std::size_t bytes) {
  if (text_.size() + bytes > text_.capacity() && text_.size() + bytes > kGrowFrom && text_.capacity() < kUnitBytesMax) text_.reserve(kUnitBytesMax);
  if (cells_.size() == cells_.capacity() && cells_.size() >= kCellsGrowFrom && cells_.size() < kCellsRoom) cells_.reserve(kCellsRoom);
}

void UnitWriter::text(std::string_view utf8) {
  make_room(std::min(utf8.size(), kSplitAt));
  while (ok_ && text_.size() + utf8.size() > kSplitAt) {
    const std::size_t room = kSplitAt > text_.size() ? kSplitAt - text_.size() : 0;
    std::size_t take = std::min(room, utf8.size());
    if (const std::size_t line = utf8.rfind('\n', take); take < utf8.size() && line != std::string_view::npos && line < take) {
      take = line + 1;
    }
    text_.append(utf8.substr(0, take));
    utf8.remove_prefix(take);
    split_long_line();
  }
  if (ok_) text_.append(utf8);
}

// The text is full and no paragraph ended lately: cut at the last blank, or between two characters.
void UnitWriter::split_long_line() {
  std::size_t cut = text_.size();
  if (!text_.empty() && text_.back() != '\n') {
    const std::size_t blank = text_.find_last_of(" \t\n");
    if (blank != std::string::npos && text_.size() - blank < 4096 && blank > 0) cut = blank + 1;
    while (cut > 0 && cut < text_.size() && (static_cast<unsigned char>(text_[cut]) & 0xc0) == 0x80) --cut;
    if (cut == text_.size()) {
      while (cut > 0 && (static_cast<unsigned char>(text_[cut - 1]) & 0xc0) == 0x80) --cut;
      if (cut > 0 && static_cast<unsigned char>(text_[cut - 1]) >= 0xc0) --cut;
    }
  }
  if (cut == 0) cut = text_.size();
  const std::string rest = text_.substr(cut);
  text_.resize(cut);
  flush();
  text_ = rest;
}

void UnitWriter::line_end() {
  text_.push_back('\n');
  if (text_.size() > kSplitAt && !in_row_) flush();
}

void UnitWriter::begin_table() {
  if (!text_.empty() && text_.back() != '\n') line_end();
  in_table_ = true;
  row_ = 0;
  column_ = 0;
  first_row_.clear();
  first_cells_.clear();
  row_begin_ = text_.size();
  row_cells_ = cells_.size();
}

void UnitWriter::cell(std::string_view utf8) { cell_at(column_, utf8); }

void UnitWriter::cell_at(std::uint32_t column, std::string_view utf8) {
  if (!ok_) return;
  utf8 = utf8.substr(0, kUnitBytesMax / 8);  // the sink repairs a character cut in two
  make_room(utf8.size() + 1);
  if (text_.size() + utf8.size() > kUnitBytesMax - 64) {  // a row longer than a unit goes on in the next
    flush();
    row_begin_ = row_cells_ = 0;
  }
  if (!in_row_) {
    in_row_ = true;
    row_begin_ = text_.size();
    row_cells_ = cells_.size();
    column_ = 0;
  } else {
    text_.push_back('\t');
  }
  // a few empty columns show as tabs, a long gap does not
  for (std::uint32_t gap = 0; column_ + gap < column && gap < 16; ++gap) text_.push_back('\t');
  const auto begin = static_cast<std::uint32_t>(text_.size());
  text_.append(utf8);
  const auto parts = [](char c) { return c == '\t' || c == '\n' || c == '\r'; };  // cells and rows from each other
  if (std::ranges::any_of(utf8, parts)) std::replace_if(text_.begin() + begin, text_.end(), parts, ' ');
  if (column <= kColumnsMax && !utf8.empty()) {
    cells_.push_back({begin, static_cast<std::uint32_t>(text_.size()), row_, static_cast<std::uint16_t>(column),
                      static_cast<std::uint16_t>(std::min(table_, kColumnsMax))});
  }
  column_ = column + 1;
}

void UnitWriter::end_row() {
  text_.push_back('\n');
  if (row_ == 0 && first_cells_.empty() && text_.size() - row_begin_ <= kFirstRowMax) {
    first_row_ = text_.substr(row_begin_);
    first_cells_.assign(cells_.begin() + static_cast<std::ptrdiff_t>(row_cells_), cells_.end());
    for (Cell& cell : first_cells_) {
      cell.begin -= static_cast<std::uint32_t>(row_begin_);
      cell.end -= static_cast<std::uint32_t>(row_begin_);
    }
  }
  ++row_;
  column_ = 0;
  in_row_ = false;
  if (text_.size() > kSplitAt) {
    flush();
    repeat_first_row();
  }
}

void UnitWriter::repeat_first_row() {
  text_ = first_row_;
  cells_ = first_cells_;
}

void UnitWriter::end_table() {
  if (in_row_) end_row();
  in_table_ = false;
  ++table_;
}

void UnitWriter::flush() {
  if (ok_ && !text_.empty()) ok_ = sink_.unit(kind_, suffix_, text_, cells_);
  text_.clear();
  cells_.clear();
  table_ = 0;
  for (Cell& cell : first_cells_) cell.table = 0;
}

}  // namespace hallpass
