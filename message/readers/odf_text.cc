// One pass: styles that hide come before the content they hide, in the same part.
#include "message/readers/odf_text.h"

#include <algorithm>
#include <charconv>

namespace hallpass {
namespace {

constexpr std::size_t kStylesMax = 50'000;
constexpr std::uint32_t kSpacesMax = 100;
constexpr std::uint32_t kRepeatMax = 2'000'000;
constexpr std::size_t kCellBytesMax = 1u << 20;

std::uint32_t count(std::string_view text) {
  std::uint32_t value = 1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::clamp(value, 1u, kRepeatMax);
}

std::uint32_t count(const XmlAttributes& attributes, std::string_view name) { return count(attributes.get(name)); }

bool hides(std::string_view name) {
  return name == "annotation" || name == "tracked-changes" || name == "notes" || name == "hidden-text" || name == "hidden-paragraph";
}

}  // namespace

OdfText::OdfText(Sink& sink, UnitKind kind, std::string suffix)
    : sink_(sink), kind_(kind), suffix_(std::move(suffix)), hidden_(sink, UnitKind::hidden, suffix_) {
  start_unit(suffix_, false);
}

void OdfText::start_unit(std::string suffix, bool hidden) {
  if (flow_) flow_->finish();
  out_ = std::make_unique<UnitWriter>(sink_, hidden ? UnitKind::hidden : kind_, std::move(suffix));
  flow_ = std::make_unique<TableFlow>(*out_);
}

void OdfText::finish() {
  if (rows_) rows_->finish();
  flow_->finish();
}

void OdfText::put(std::string_view text) {
  if (hiding_ || in_label_) {
    hidden_.text(text);
    hidden_open_ = true;
  } else if (in_cell_) {
    if (cell_.size() + text.size() <= kCellBytesMax) cell_.append(text);
  } else {
    flow_->text(text);
  }
}

void OdfText::start_style(std::string_view name, const XmlAttributes& a) {
  if (name == "style") {
    style_ = a.get("name");
  } else if (a.get("display") == "none" || (name == "table-properties" && a.get("display") == "false")) {
    if (hidden_styles_.size() < kStylesMax) hidden_styles_.insert(style_);
  }
}

bool OdfText::start_sheet(std::string_view name, const XmlAttributes& a) {
  const std::string_view visibility = a.get("visibility");
  const bool collapsed = visibility == "collapse" || visibility == "filter";
  if (name == "table") {
    if (++tables_ > 1) return true;
    const std::string sheet = std::string(suffix_).append("#").append(a.get("name"));
    rows_ = std::make_unique<SheetRows>(sink_, hidden_styles_.contains(a.get("style-name")) ? UnitKind::hidden : kind_, sheet);
    row_ = sheet_column_ = 0;
  } else if (!rows_) {
    return false;
  } else if (name == "table-column") {
    const std::uint32_t repeat = count(a, "number-columns-repeated");
    if (collapsed) rows_->hide_columns(sheet_column_, sheet_column_ + repeat - 1);
    sheet_column_ += repeat;
  } else if (name == "table-row") {
    column_ = 0;
    row_repeat_ = count(a, "number-rows-repeated");
    rows_->begin_row(row_, collapsed);
  } else if (name == "table-cell" || name == "covered-table-cell") {
    start_cell(a);
  } else {
    return false;
  }
  return true;
}

// Its value stands in the attribute that its type asks for.
void OdfText::start_cell(const XmlAttributes& a) {
  cell_.clear();
  value_.clear();
  column_repeat_ = 1;
  is_number_ = false;
  for (const char** at = a.pairs(); *at; at += 2) {
    const std::string_view name = local_name(at[0]);
    if (name == "number-columns-repeated") column_repeat_ = count(at[1]);
    else if (name == "value" || name == "date-value" || name == "time-value" || name == "string-value") {
      value_ = at[1];
      is_number_ = is_number_ || (!value_.empty() && (name == "value" || name == "date-value"));
    }
  }
  in_cell_ = true;
}

bool OdfText::end_sheet(std::string_view name) {
  if (name == "table") {
    if (tables_ > 0 && --tables_ == 0 && rows_) rows_.reset();
  } else if (!rows_) {
    return false;
  } else if (name == "table-row") {
    row_ += std::min(row_repeat_, kRepeatMax - std::min(row_, kRepeatMax));
  } else if (name == "table-cell" || name == "covered-table-cell") {
    while (!cell_.empty() && cell_.back() == '\n') cell_.pop_back();
    rows_->cell(column_, cell_.empty() ? value_ : cell_, is_number_);
    column_ += column_repeat_;
    in_cell_ = false;
  } else {
    return false;
  }
  return true;
}

void OdfText::start(std::string_view name, const XmlAttributes& a) {
  if (name == "spreadsheet") in_spreadsheet_ = true;
  if (name == "style" || name.ends_with("-properties")) return start_style(name, a);
  if (hides(name)) ++hiding_;
  if (in_spreadsheet_ && start_sheet(name, a)) return;
  if (name == "p" || name == "h" || name == "span") {
    if (name != "span") ++paragraphs_;
    styled_.push_back(hidden_styles_.contains(a.get("style-name")));
    if (styled_.back()) ++hiding_;
  } else if (name == "tab") {
    put("\t");
  } else if (name == "line-break") {
    put("\n");
  } else if (name == "s") {
    put(std::string(std::min(count(a, "c"), kSpacesMax), ' '));
  } else if (name == "title" || name == "desc") {
    in_label_ = true;
  } else if (name == "page") {
    start_unit(suffix_ + "#slide " + std::to_string(++slides_), hidden_styles_.contains(a.get("style-name")));
  } else if (name == "table") {
    flow_->begin_table();
  } else if (name == "table-row") {
    flow_->begin_row();
  } else if (name == "table-cell" || name == "covered-table-cell") {
    flow_->begin_cell();
    column_repeat_ = count(a, "number-columns-repeated");
  } else if (name == "a" && !a.get("href").empty() && a.get("href")[0] != '#') {
    hidden_.paragraph(a.get("href"));
  }
}

void OdfText::end_paragraph() {
  if (paragraphs_) --paragraphs_;
  if (hidden_open_) hidden_.line_end();
  hidden_open_ = false;
  if (hiding_) return;
  if (in_cell_) cell_.push_back('\n');
  else flow_->line_end();
}

void OdfText::end(std::string_view name) {
  if (hides(name) && hiding_) --hiding_;
  if (in_spreadsheet_ && end_sheet(name)) return;
  if (name == "p" || name == "h" || name == "span") {
    if (name != "span") end_paragraph();
    if (!styled_.empty()) {
      if (styled_.back() && hiding_) --hiding_;
      styled_.pop_back();
    }
  } else if (name == "title" || name == "desc") {
    if (hidden_open_) hidden_.line_end();
    in_label_ = hidden_open_ = false;
  } else if (name == "table-cell" || name == "covered-table-cell") {
    flow_->end_cell(column_repeat_);
  } else if (name == "table-row") {
    flow_->end_row();
  } else if (name == "table") {
    flow_->end_table();
  } else if (name == "page") {
    flow_->finish();
  }
}

void OdfText::text(std::string_view piece) {
  if (paragraphs_ || in_label_) put(piece);
}

void OdfText::loose_text(std::string_view piece) {
  finish();
  out_->paragraph(piece);
}

}  // namespace hallpass
