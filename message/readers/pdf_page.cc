// Runs are collected in the order drawn, then lie on lines by their baselines. A gap of a character's
// height or more inside a line parts cells; two or more lines of cells below each other are a table.
#include "message/readers/pdf_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/utf8.h"

namespace hallpass {
namespace {

constexpr std::size_t kPageBytesMax = 8u << 20;
constexpr std::size_t kRunsMax = 500'000;
constexpr float kWordGap = 0.13F;      // of the size: a blank
constexpr float kCellGap = 0.95F;      // of the size: another cell
constexpr float kBaselineSlack = 0.35F;
constexpr std::size_t kProseCharacters = 24;  // on the average in a column of prose
constexpr std::size_t kProseLines = 8;

bool right_to_left(char32_t c) { return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc); }
bool letterless(char32_t c) { return c < 0x30 || (c > 0x39 && c < 0x41); }

// Glyphs stand as they are seen; scripts written from the right are put back into reading order.
std::string in_reading_order(std::string text) {
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xd6; })) return text;
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  bool any = false;
  for (std::size_t i = 0; i < points.size();) {
    if (!right_to_left(points[i])) {
      ++i;
      continue;
    }
    std::size_t end = i, last = i;
    while (end < points.size() && (right_to_left(points[end]) || letterless(points[end]))) {
      if (right_to_left(points[end])) last = end;
      ++end;
    }
    std::reverse(points.begin() + static_cast<std::ptrdiff_t>(i), points.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    i = end;
    any = true;
  }
  if (!any) return text;
  text.clear();
  for (const char32_t point : points) append_utf8(text, point);
  return text;
}

}  // namespace

bool PdfPage::glyph(double x, double y, double width, double size, unsigned quarter, char32_t code_point) {
  if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(width) || !std::isfinite(size)) return true;
  if (text_.size() > kPageBytesMax || runs_.size() >= kRunsMax) return false;
  if (code_point == ' ' || code_point == 0xa0) {  // tells no more than the gap it leaves
    after_blank_ = true;
    return true;
  }
  const bool after_blank = std::exchange(after_blank_, false);
  double along = x, across = y;
  if (quarter == 1) along = y, across = -x;
  else if (quarter == 2) along = -x, across = -y;
  else if (quarter == 3) along = -y, across = x;
  const auto left = static_cast<float>(along), right = static_cast<float>(along + std::max(width, 0.0));
  const auto baseline = static_cast<float>(across), tall = static_cast<float>(std::max(size, 0.5));
  if (!runs_.empty()) {
    Run& run = runs_.back();
    const float gap = left - run.right;
    const bool same_line = run.quarter == quarter && std::fabs(run.baseline - baseline) < 0.1F * run.size && std::fabs(run.size - tall) < 0.3F * run.size;
    // bold by drawing twice
    if (same_line && code_point == last_ && std::fabs(left - last_left_) < 0.1F * tall) return true;
    if (same_line && gap > -0.3F * run.size && gap < kCellGap * run.size) {
      if (gap > kWordGap * run.size || after_blank) text_.push_back(' ');
      append_utf8(text_, code_point);
      run.right = std::max(right, run.right);
      run.end = static_cast<std::uint32_t>(text_.size());
      last_ = code_point;
      last_left_ = left;
      return true;
    }
  }
  const auto begin = static_cast<std::uint32_t>(text_.size());
  append_utf8(text_, code_point);
  runs_.push_back({left, right, baseline, tall, static_cast<std::uint8_t>(quarter), begin, static_cast<std::uint32_t>(text_.size())});
  last_ = code_point;
  last_left_ = left;
  return true;
}

std::vector<PdfPage::Line> PdfPage::lines_of(Runs& runs) const {
  std::ranges::stable_sort(runs, {}, &Run::baseline);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < runs.size();) {
    std::size_t end = i;
    float size = runs[i].size;
    while (end < runs.size() && runs[end].baseline - runs[i].baseline < kBaselineSlack * std::max(size, runs[end].size)) size = std::max(size, runs[end++].size);
    std::stable_sort(runs.begin() + static_cast<std::ptrdiff_t>(i), runs.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Run& a, const Run& b) { return a.left < b.left; });
    Line line{runs[i].baseline, size, {}};
    std::string_view before;
    float before_left = 0;
    for (std::size_t r = i; r < end; ++r) {
      const Run& run = runs[r];
      const std::string_view text = std::string_view(text_).substr(run.begin, run.end - run.begin);
      const bool again = text == before && std::fabs(run.left - before_left) < 0.15F * run.size;  // bold by drawing twice
      before = text;
      before_left = run.left;
      if (again || (text.find_first_not_of(' ') == std::string_view::npos && line.cells.empty())) continue;
      const float gap = line.cells.empty() ? 0 : run.left - line.cells.back().right;
      if (line.cells.empty() || gap >= kCellGap * std::min(size, run.size)) {
        line.cells.push_back({run.left, run.right, std::string(text)});
        continue;
      }
      if (gap > kWordGap * run.size && line.cells.back().text.back() != ' ' && text[0] != ' ') line.cells.back().text.push_back(' ');
      line.cells.back().text.append(text);
      line.cells.back().right = std::max(line.cells.back().right, run.right);
    }
    std::erase_if(line.cells, [](const Cell& cell) { return cell.text.find_first_not_of(' ') == std::string::npos; });
    for (Cell& cell : line.cells) cell.text = in_reading_order(std::move(cell.text));
    if (!line.cells.empty()) lines.push_back(std::move(line));
    i = end;
  }
  return lines;
}

// Two columns of prose: somewhere in the middle is a gutter that hardly any run crosses, and what stands on
// both sides is long.
std::vector<PdfPage::Runs> PdfPage::split_columns(Runs runs) const {
  std::vector<Runs> whole;
  float left = runs[0].left, right = runs[0].right;
  for (const Run& run : runs) {
    left = std::min(left, run.left);
    right = std::max(right, run.right);
  }
  constexpr std::size_t kBins = 128;
  std::array<std::size_t, kBins> cover{};
  const float scale = right > left ? static_cast<float>(kBins) / (right - left) : 0;
  for (const Run& run : runs) {
    const auto first = static_cast<std::size_t>(std::max(0.0F, (run.left - left) * scale));
    const auto last = static_cast<std::size_t>(std::max(0.0F, (run.right - left) * scale));
    for (std::size_t bin = first; bin <= std::min(last, kBins - 1); ++bin) ++cover[bin];
  }
  const auto gutter = std::min_element(cover.begin() + kBins / 3, cover.end() - kBins / 3);
  const float middle = left + (static_cast<float>(gutter - cover.begin()) + 0.5F) / (scale > 0 ? scale : 1);
  std::size_t characters[2] = {0, 0}, lines[2] = {0, 0};
  for (const Run& run : runs) {
    const std::size_t side = run.left > middle;
    characters[side] += run.end - run.begin;
    ++lines[side];
  }
  const auto prose = [&](std::size_t side) { return lines[side] >= kProseLines && characters[side] >= lines[side] * kProseCharacters; };
  if (*gutter * 8 > runs.size() || !prose(0) || !prose(1)) {
    whole.push_back(std::move(runs));
    return whole;
  }
  whole.resize(2);
  for (const Run& run : runs) whole[run.left > middle].push_back(run);
  return whole;
}

void PdfPage::write(UnitWriter& out) {
  std::array<Runs, 4> turned;
  for (const Run& run : runs_) turned[run.quarter & 3].push_back(run);
  for (Runs& runs : turned) {
    if (runs.empty()) continue;
    for (Runs& column : split_columns(std::move(runs))) write_runs(column, out);
  }
  runs_.clear();
  text_.clear();
}

void PdfPage::write_runs(Runs& runs, UnitWriter& out) const { write_lines(lines_of(runs), out); }

void PdfPage::write_lines(const std::vector<Line>& lines, UnitWriter& out) {
  for (std::size_t i = 0; i < lines.size() && out.ok();) {
    std::size_t end = i, last = i;  // [i, last] begins and ends with lines of several cells
    std::size_t rows = 0;
    while (end < lines.size() && (lines[end].cells.size() > 1 || (rows > 0 && end - last <= 1 && lines[end].cells[0].text.size() < 40))) {
      if (end > i && lines[end].baseline - lines[end - 1].baseline > 4 * lines[end].size) break;
      if (lines[end].cells.size() > 1) {
        ++rows;
        last = end;
      }
      ++end;
    }
    if (rows >= 2) {
      write_table(lines, i, last, out);
      i = last + 1;
      continue;
    }
    for (std::size_t c = 0; c < lines[i].cells.size(); ++c) {
      if (c > 0) out.text("\t");
      out.text(lines[i].cells[c].text);
    }
    out.line_end();
    ++i;
  }
}

// The row with most cells says where the columns are; every other cell belongs to the nearest of them.
void PdfPage::write_table(const std::vector<Line>& lines, std::size_t first, std::size_t last, UnitWriter& out) {
  const auto fullest = std::max_element(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                                        [](const Line& a, const Line& b) { return a.cells.size() < b.cells.size(); });
  const std::vector<Cell>& columns = fullest->cells;
  out.begin_table();
  for (std::size_t i = first; i <= last; ++i) {
    const std::vector<Cell>& cells = lines[i].cells;
    std::size_t column = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::size_t last_free = columns.size() - (cells.size() - c);  // leaves one for each that follows
      const auto distance = [&](std::size_t k) {
        return std::max({columns[k].left - cells[c].right, cells[c].left - columns[k].right, 0.0F}) +
               0.01F * std::fabs(columns[k].left + columns[k].right - cells[c].left - cells[c].right);
      };
      while (column < last_free && distance(column + 1) <= distance(column)) ++column;
      out.cell_at(static_cast<std::uint32_t>(column++), cells[c].text);
    }
    out.end_row();
  }
  out.end_table();
}

}  // namespace hallpass
