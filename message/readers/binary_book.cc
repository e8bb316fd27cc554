// A record is a number, a length (both seven bits to a byte) and a body. Section numbers are those of [MS-XLSB].
#include "message/readers/binary_book.h"

#include <algorithm>
#include <bit>
#include <map>

#include "message/charset.h"
#include "message/readers/little_endian.h"
#include "message/readers/office_parts.h"
#include "message/readers/sheet_rows.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

constexpr std::size_t kBodyMax = 1u << 20;  // of a record that is looked into: a string has 32,767 characters
constexpr std::size_t kSheetsMax = 70'000;
constexpr std::size_t kStylesMax = 100'000;

// 2.3.1 to 2.3.2: the records that are read, by number.
enum Record : unsigned {
  kRowHeader = 0, kCellRk = 2, kCellError = 3, kCellBool = 4, kCellReal = 5, kCellString = 6, kCellShared = 7, kFormulaString = 8,
  kFormulaNumber = 9, kFormulaBool = 10, kSharedItem = 19, kFormat = 44, kStyle = 47, kColumns = 60, kCellRich = 62, kBookProperties = 153,
  kSheet = 156, kBeginCellStyles = 617, kEndCellStyles = 618, kComment = 637,
};

class Records {
 public:
  Records(ZipWalk& walk, Sink& sink) : walk_(walk), sink_(sink) {}

  // The next record; the body of one that is too long to be looked into is left out. False: the end.
  bool next() {
    if (!sink_.in_time()) return false;
    unsigned size = 0;
    if (!number(2, type) || !number(4, size)) return false;
    const bool keep = size <= kBodyMax;
    body_.clear();
    for (std::size_t left = size; left > 0;) {
      if (piece_.empty() && !walk_.piece(piece_)) return false;
      const std::size_t take = std::min(left, piece_.size());
      if (keep) body_.append(piece_.substr(0, take));
      piece_.remove_prefix(take);
      left -= take;
    }
    body = body_;
    return true;
  }

  unsigned type = 0;
  std::string_view body;

 private:
  bool number(int bytes_max, unsigned& out) {
    out = 0;
    for (int i = 0; i < bytes_max; ++i) {
      if (piece_.empty() && !walk_.piece(piece_)) return false;
      const auto byte = static_cast<unsigned char>(piece_.front());
      piece_.remove_prefix(1);
      out |= static_cast<unsigned>(byte & 0x7f) << (7 * i);
      if (!(byte & 0x80)) break;
    }
    return true;
  }

  ZipWalk& walk_;
  Sink& sink_;
  std::string_view piece_;
  std::string body_;
};

// A length in characters, then UTF-16 (2.5.169). `at` moves behind it.
std::string wide_string(std::string_view body, std::size_t& at) {
  const std::uint32_t characters = le32(body, at);
  at += 4;
  if (characters == 0xffffffff) return {};
  const std::string_view bytes = slice(body, at, std::size_t{characters} * 2);
  at += bytes.size();
  return to_utf8(bytes, "utf-16le");
}

std::string wide_string_at(std::string_view body, std::size_t at) { return wide_string(body, at); }

// An integer or the upper part of a double, perhaps times a hundred (2.5.123).
double packed_number(std::uint32_t rk) {
  const double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                              : std::bit_cast<double>(static_cast<std::uint64_t>(rk & 0xfffffffc) << 32);
  return rk & 1 ? value / 100 : value;
}

void read_book(Records& records, Workbook& book) {
  while (records.next()) {
    if (records.type == kBookProperties) book.date1904 = (le8(records.body, 0) & 1) != 0;
    if (records.type != kSheet || book.sheets.size() >= kSheetsMax) continue;
    std::size_t at = 8;
    SheetInfo sheet;
    sheet.hidden = le32(records.body, 0) != 0;
    sheet.relation = wide_string(records.body, at);
    sheet.name = wide_string(records.body, at);
    book.sheets.push_back(std::move(sheet));
  }
}

void read_styles(Records& records, Workbook& book) {
  std::map<unsigned, NumberFormat> codes;
  bool of_cells = false;
  while (records.next()) {
    if (records.type == kFormat && codes.size() < kStylesMax) codes[le16(records.body, 0)] = NumberFormat(wide_string_at(records.body, 2));
    else if (records.type == kBeginCellStyles) of_cells = true;
    else if (records.type == kEndCellStyles) of_cells = false;
    else if (records.type == kStyle && of_cells && book.style_format.size() < kStylesMax) {
      const unsigned id = le16(records.body, 2);
      const auto code = codes.find(id);
      book.style_format.push_back(static_cast<std::uint32_t>(book.formats.size()));
      book.formats.push_back(code != codes.end() ? code->second : NumberFormat::builtin(id));
    }
  }
}

void read_strings(Records& records, Workbook& book, Sink& sink) {
  while (records.next()) {
    if (records.type != kSharedItem || book.strings.add(wide_string_at(records.body, 1), sink.limits())) continue;
    return sink.note("content.over_limit", "limit text_bytes_max was reached by the workbook's strings");
  }
}

class BinarySheet {
 public:
  BinarySheet(Workbook& book, SheetRows& rows) : book_(book), rows_(rows) {}

  void take(unsigned type, std::string_view body) {
    if (type == kRowHeader) {
      row_ = le32(body, 0);
      hidden_ = (le8(body, 11) & 0x10) != 0;
    } else if (type == kColumns) {
      if (le16(body, 16) & 1) rows_.hide_columns(le32(body, 0), le32(body, 4));
    } else if (type >= kCellRk && (type <= kFormulaBool || type == kCellRich)) {
      cell(type, body);
    }
  }

 private:
  void cell(unsigned type, std::string_view body) {
    const std::size_t style = le32(body, 4) & 0xffffff;
    switch (type) {
      case kCellRk: return put(body, shown(packed_number(le32(body, 8)), style), true);
      case kCellReal: case kFormulaNumber: return put(body, shown(le_double(body, 8), style), true);
      case kCellBool: case kFormulaBool: return put(body, le8(body, 8) ? "TRUE" : "FALSE", true);
      case kCellError: return put(body, "#N/A", true);
      case kCellString: case kFormulaString: return put(body, wide_string_at(body, 8), false);
      case kCellRich: return put(body, wide_string_at(body, 9), false);
      case kCellShared: return put(body, book_.strings.use(le32(body, 8)), false);
      default: return;
    }
  }
  void put(std::string_view body, std::string_view text, bool is_number) {
    rows_.begin_row(row_, hidden_);
    rows_.cell(le32(body, 0), text, is_number);
  }
  std::string shown(double value, std::size_t style) const { return book_.format_of(style).show(value, book_.date1904); }

  Workbook& book_;
  SheetRows& rows_;
  std::uint32_t row_ = 0;
  bool hidden_ = false;
};

}  // namespace

bool is_binary_book_part(std::string_view member) {
  return member == "xl/workbook.bin" || member == "xl/_rels/workbook.bin.rels" || member == "xl/styles.bin" || member == "xl/sharedStrings.bin";
}

void read_binary_book_part(ZipWalk& walk, Workbook& book, Sink& sink) {
  if (walk.name().ends_with(".rels")) return read_workbook_part(walk, book, sink);
  Records records(walk, sink);
  if (walk.name() == "xl/workbook.bin") read_book(records, book);
  else if (walk.name() == "xl/styles.bin") read_styles(records, book);
  else read_strings(records, book, sink);
}

void read_binary_sheet(ZipWalk& walk, Workbook& book, UnitKind kind, Sink& sink) {
  const SheetInfo* sheet = book.sheet_at(walk.name());
  SheetRows rows(sink, sheet && sheet->hidden ? UnitKind::hidden : kind, "#" + (sheet ? sheet->name : walk.name()));
  BinarySheet cells(book, rows);
  for (Records records(walk, sink); rows.ok() && records.next();) cells.take(records.type, records.body);
}

void read_binary_comments(ZipWalk& walk, Sink& sink) {
  UnitWriter out(sink, UnitKind::hidden, "#comments");
  for (Records records(walk, sink); out.ok() && records.next();) {
    if (records.type == kComment) out.paragraph(wide_string_at(records.body, 1));
  }
}

}  // namespace hallpass
