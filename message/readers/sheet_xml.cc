// A sheet of an xlsx file, streamed: one row is in memory at a time.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "message/readers/sheet_rows.h"
#include "message/readers/workbook.h"
#include "message/readers/xml_events.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

constexpr std::size_t kFormulaBytesMax = 64u << 10;
constexpr std::size_t kValueBytesMax = 1u << 20;

std::uint32_t number(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_on(std::string_view text) { return text == "1" || text == "true"; }

// "AB12" -> 27; nothing where there are no letters.
std::optional<std::uint32_t> column_of(std::string_view reference) {
  std::uint32_t column = 0;
  std::size_t i = 0;
  for (; i < reference.size() && i < 4 && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
    column = column * 26 + static_cast<std::uint32_t>(reference[i] - 'A' + 1);
  }
  if (i == 0) return std::nullopt;
  return column - 1;
}

class SheetXml final : public XmlHandler {
 public:
  SheetXml(Workbook& book, Sink& sink, UnitKind kind, const std::string& suffix)
      : book_(book), rows_(sink, kind, suffix), hidden_(sink, UnitKind::hidden, suffix), around_(sink, kind, suffix) {}

  void start(std::string_view name, const XmlAttributes& a) override {
    if (name == "c") begin_cell(a);
    else if (name == "v" || name == "t") take_ = phonetic_ ? nullptr : &value_;
    else if (name == "f") {
      formula_.clear();
      take_ = &formula_;
    } else if (name == "row") {
      row_ = number(a.get("r"), row_ + 1);
      column_ = 0;
      rows_.begin_row(row_, is_on(a.get("hidden")));
    } else if (name == "rPh") {
      ++phonetic_;
    } else if (name == "col") {
      const std::uint32_t first = number(a.get("min"), 0);
      if (is_on(a.get("hidden")) && first > 0) rows_.hide_columns(first - 1, number(a.get("max"), first) - 1);
    } else if (name == "hyperlink") {
      for (const std::string_view key : {"display", "tooltip", "location"}) {
        if (!a.get(key).empty()) hidden_.paragraph(a.get(key));
      }
    } else if (name.ends_with("Header") || name.ends_with("Footer") || name == "formula1") {
      value_.clear();
      take_ = &value_;
    }
  }

  void end(std::string_view name) override {
    if (name == "c") end_cell();
    else if (name == "v") {}
    else if (name == "rPh") phonetic_ -= phonetic_ > 0;
    else if (name == "sheetData") rows_.finish();
    else if ((name.ends_with("Header") || name.ends_with("Footer")) && !value_.empty()) around_.paragraph(value_);
    else if (name == "formula1" && value_.find('"') != std::string::npos) hidden_.paragraph(value_);
    take_ = nullptr;
  }

  void text(std::string_view piece) override {
    if (take_ && take_->size() + piece.size() <= kValueBytesMax) take_->append(piece);
  }
  void loose_text(std::string_view piece) override { around_.paragraph(piece); }
  bool wants_more() const override { return rows_.ok(); }

 private:
  void begin_cell(const XmlAttributes& a) {
    value_.clear();
    formula_.clear();
    style_ = 0;
    std::string_view type;
    for (const char** at = a.pairs(); *at; at += 2) {
      switch (at[0][1] == '\0' ? at[0][0] : '\0') {
        case 'r': column_ = column_of(at[1]).value_or(column_); break;
        case 's': style_ = number(at[1], 0); break;
        case 't': type = at[1]; break;
        default: break;
      }
    }
    type_ = type.empty() || type == "n" ? 'n' : type == "s" ? 's' : type == "b" ? 'b' : type == "d" ? 'd' : 't';
  }

  void end_cell() {
    if (type_ == 's') {
      rows_.cell(column_, book_.strings.use(number(value_, 0xffffffff)), false);
    } else if (type_ == 'n' && !value_.empty()) {
      rows_.cell(column_, shown_number(), true);
    } else if (type_ == 'b') {
      rows_.cell(column_, value_ == "1" ? "TRUE" : "FALSE", true);
    } else {
      rows_.cell(column_, value_, type_ == 'd');
    }
    // what a formula only might show
    if (!formula_.empty() && formula_.size() < kFormulaBytesMax && formula_.find('"') != std::string::npos) hidden_.paragraph(formula_);
    ++column_;
  }

  std::string shown_number() {
    const NumberFormat& format = book_.format_of(style_);
    // as it stands: a whole number, or too short to hold the noise of binary fractions
    const bool short_enough = value_.size() <= 11;
    const bool plain = value_.size() <= 17 && std::ranges::all_of(value_, [short_enough](char c) { return (c >= '0' && c <= '9') || (c == '.' && short_enough); });
    if (format.general() && plain) return value_;
    char* end = nullptr;
    const double value = std::strtod(value_.c_str(), &end);
    return end == value_.c_str() ? value_ : format.show(value, book_.date1904);
  }

  Workbook& book_;
  SheetRows rows_;
  UnitWriter hidden_;
  UnitWriter around_;  // headers, footers
  std::string value_;
  std::string formula_;
  std::string* take_ = nullptr;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t style_ = 0;
  std::size_t phonetic_ = 0;
  char type_ = 'n';
};

}  // namespace

void read_sheet(ZipWalk& walk, Workbook& book, UnitKind kind, Sink& sink) {
  const SheetInfo* info = book.sheet_at(walk.name());
  const std::string base = walk.name().substr(walk.name().rfind('/') + 1);
  const std::string suffix = std::string("#").append(info ? info->name : base.substr(0, base.rfind('.')));
  SheetXml handler(book, sink, info && info->hidden ? UnitKind::hidden : kind, suffix);
  read_xml_member(walk, handler, sink);
}

}  // namespace hallpass
