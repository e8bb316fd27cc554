// Excel 95 to 2003 (MS-XLS): one stream of records, first the workbook's (sheet names, strings, formats),
// then each sheet's, in order.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "message/charset.h"
#include "message/readers/biff.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/readers/number_format.h"
#include "message/readers/office_rc4.h"
#include "message/readers/sheet_rows.h"

namespace hallpass {
namespace {

constexpr std::size_t kStringsMax = 4'000'000;
constexpr std::size_t kFormatsMax = 100'000;
constexpr std::size_t kSheetsMax = 70'000;

// Numbers packed into 30 bits: an integer or the upper part of a double, perhaps times a hundred.
double packed_number(std::uint32_t rk) {
  double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                        : std::bit_cast<double>(static_cast<std::uint64_t>(rk & 0xfffffffc) << 32);
  return rk & 1 ? value / 100 : value;
}

class ExcelReader {
 public:
  explicit ExcelReader(const LegacyPlace& place) : place_(place) {}

  void read(std::string_view stream) {
    BiffRecords records(stream);
    for (BiffRecord record; records.next(record) && place_.sink.in_time();) {
      if (record.type == 0x809 || record.type == 0x409 || record.type == 0x209 || record.type == 0x09) begin(record);
      else if (record.type == 0x0a) end();
      else if (rows_) cell(record, records);
      else global(record, records);
      if (rows_ && !rows_->ok()) return;
    }
    end();
  }

 private:
  struct Sheet {
    std::string name;
    bool hidden = false;
  };

  std::string narrow(std::string_view bytes) const { return to_utf8(bytes, charset_); }

  // A string of the length given in the record: with flags in BIFF8, plain before.
  std::string text(std::string_view body, std::size_t at, std::size_t length_bytes) const {
    if (biff8_) return BiffStrings({slice(body, at, body.size())}).string(length_bytes);
    const std::size_t size = length_bytes == 1 ? le8(body, at) : le16(body, at);
    return narrow(slice(body, at + length_bytes, size));
  }

  void begin(const BiffRecord& record) {
    ++depth_;
    if (record.type == 0x809) biff8_ = le16(record.body, 0) >= 0x600;
    const std::uint16_t kind = le16(record.body, 2);
    if (depth_ > 1 || kind == 0x05) return;  // a chart inside a sheet; the workbook itself
    const auto known = sheets_.find(static_cast<std::uint32_t>(record.at));
    const Sheet sheet = known != sheets_.end() ? known->second : Sheet{"sheet " + std::to_string(++unnamed_), false};
    suffix_ = place_.suffix + "#" + sheet.name;
    rows_ = std::make_unique<SheetRows>(place_.sink, sheet.hidden ? UnitKind::hidden : place_.kind, suffix_);
    hidden_rows_.clear();
    if (kind == 0x40) place_.sink.note("content.executable", "the workbook holds a macro sheet");
  }

  void end() {
    if (depth_ > 0) --depth_;
    if (depth_ > 0) return;
    rows_.reset();
  }

  void global(const BiffRecord& record, BiffRecords& records) {
    const std::string_view body = record.body;
    switch (record.type) {
      case 0x22: date1904_ = le16(body, 0) == 1; break;
      case 0x42: charset_ = code_page(le16(body, 0)); break;
      case 0x85:
        if (sheets_.size() < kSheetsMax) sheets_[le32(body, 0)] = {text(body, 6, 1), (le8(body, 4) & 3) != 0};
        break;
      case 0x41e: case 0x1e:
        if (codes_.size() < kFormatsMax) codes_[le16(body, 0)] = NumberFormat(record.type == 0x1e ? text(body, 0, 1) : text(body, 2, biff8_ ? 2 : 1));
        break;
      case 0xe0:
        if (styles_.size() < kFormatsMax) styles_.push_back(le16(body, 2));
        break;
      case 0xfc: read_strings(records.with_continuations(record), le32(body, 4)); break;
      default: break;
    }
  }

  void read_strings(std::vector<std::string_view> bodies, std::size_t count) {
    BiffStrings reader(std::move(bodies));
    reader.skip(8);
    std::size_t total = 0;
    for (std::size_t i = 0; i < std::min(count, kStringsMax) && !reader.at_end() && place_.sink.in_time(); ++i) {
      strings_.push_back(reader.string(2));
      total += strings_.back().size();
      if (total > place_.sink.limits().text_bytes_max) return place_.sink.note("content.over_limit", "limit text_bytes_max was reached by the workbook's strings");
    }
  }

  std::string shown(double value, std::size_t style) const {
    const unsigned id = style < styles_.size() ? styles_[style] : 0;
    const auto code = codes_.find(id);
    return (code != codes_.end() ? code->second : NumberFormat::builtin(id)).show(value, date1904_);
  }

  void put(std::uint16_t row, std::uint16_t column, std::string_view value, bool is_number) {
    rows_->begin_row(row, hidden_rows_.contains(row));
    rows_->cell(column, value, is_number);
  }

  void cell(const BiffRecord& record, BiffRecords& records) {
    const std::string_view body = record.body;
    const std::uint16_t row = le16(body, 0), column = le16(body, 2), style = le16(body, 4);
    switch (record.type) {
      case 0xfd: {
        const std::uint32_t index = le32(body, 6);
        if (index < strings_.size()) put(row, column, strings_[index], false);
        break;
      }
      case 0x204: case 0xd6: put(row, column, text(body, 6, 2), false); break;
      case 0x203: put(row, column, shown(le_double(body, 6), style), true); break;
      case 0x27e: put(row, column, shown(packed_number(le32(body, 6)), style), true); break;
      case 0xbd:
        for (std::size_t at = 4; at + 8 <= body.size(); at += 6) {
          put(row, static_cast<std::uint16_t>(column + (at - 4) / 6), shown(packed_number(le32(body, at + 2)), le16(body, at)), true);
        }
        break;
      case 0x06: case 0x406: formula(body, row, column, style); break;
      case 0x207: put(formula_row_, formula_column_, BiffStrings(records.with_continuations(record)).string(2), false); break;
      case 0x205: put(row, column, le8(body, 7) ? "#N/A" : le8(body, 6) ? "TRUE" : "FALSE", true); break;
      case 0x208:
        if (le16(body, 12) & 0x20) hidden_rows_.insert(row);
        break;
      case 0x7d:
        if (le16(body, 8) & 1) rows_->hide_columns(row, column);  // first and last stand where row and column do
        break;
      default: aside(record, records);
    }
  }

  void formula(std::string_view body, std::uint16_t row, std::uint16_t column, std::uint16_t style) {
    formula_row_ = row;
    formula_column_ = column;
    if (le16(body, 12) != 0xffff) return put(row, column, shown(le_double(body, 6), style), true);
    if (le8(body, 6) == 1) put(row, column, le8(body, 8) ? "TRUE" : "FALSE", true);  // 0: a string record follows
  }

  // Headers, footers, comments, text boxes, links.
  void aside(const BiffRecord& record, BiffRecords& records) {
    if (record.type == 0x14 || record.type == 0x15) {
      const std::string line = record.body.empty() ? std::string() : text(record.body, 0, biff8_ ? 2 : 1);
      if (line.size() > 3) UnitWriter(place_.sink, place_.kind, suffix_).paragraph(line);  // more than "&P"
    } else if (record.type == 0x1b6) {
      const auto bodies = records.with_continuations(record);
      if (bodies.size() < 2 || bodies[1].empty()) return;
      BiffStrings characters({bodies.begin() + 1, bodies.end()});
      characters.skip(1);
      UnitWriter(place_.sink, UnitKind::hidden, suffix_).paragraph(characters.characters(le16(record.body, 10), bodies[1][0] & 1));
    }
  }

  static std::string code_page(std::uint16_t page) {
    if (page == 1200) return "utf-16le";
    return page == 0 || page == 0x8001 ? "windows-1252" : page == 0x8000 ? "macintosh" : "windows-" + std::to_string(page);
  }

  const LegacyPlace& place_;
  std::map<std::uint32_t, Sheet> sheets_;  // by where their records begin
  std::vector<std::string> strings_;
  std::map<unsigned, NumberFormat> codes_;
  std::vector<std::uint16_t> styles_;
  std::set<std::uint16_t> hidden_rows_;
  std::unique_ptr<SheetRows> rows_;
  std::string suffix_;
  std::string charset_ = "windows-1252";
  std::size_t depth_ = 0;
  int unnamed_ = 0;
  std::uint16_t formula_row_ = 0;
  std::uint16_t formula_column_ = 0;
  bool biff8_ = true;
  bool date1904_ = false;
};

}  // namespace

namespace {

constexpr std::uint16_t kFilePass = 0x2f;
constexpr std::size_t kLockBlock = 1024;

// What the record FilePass says, which stands among the first of a locked workbook.
std::optional<std::string_view> lock_of(std::string_view stream) {
  BiffRecords records(stream);
  int left = 8;
  for (BiffRecord record; left-- > 0 && records.next(record);) {
    if (record.type == kFilePass) return record.body;
  }
  return std::nullopt;
}

// Records' heads are never encrypted, nor are some records (MS-XLS 2.2.10), nor where a sheet's records begin.
std::string unlocked(std::string_view stream, const Rc4Lock& lock, std::string_view key) {
  constexpr std::array<std::uint16_t, 7> kPlain{0x2f, 0xe1, 0x138, 0x194, 0x195, 0x196, 0x809};
  std::string clear = lock.open(stream, kLockBlock, key);
  BiffRecords records(stream);
  for (BiffRecord record; records.next(record);) {
    const std::size_t plain = 4 + (std::ranges::count(kPlain, record.type) ? record.body.size() : record.type == 0x85 ? 4 : 0);
    clear.replace(record.at, plain, stream.substr(record.at, plain));
  }
  return clear;
}

}  // namespace

void read_excel_stream(const LegacyPlace& place, std::string_view stream) {
  const std::string bytes = place.stream(stream);
  const auto locked = lock_of(bytes);
  if (!locked) {
    if (!place.sink.document().again) ExcelReader(place).read(bytes);
    return;
  }
  const auto lock = place.sink.last_try() && le16(*locked, 0) == 1 ? Rc4Lock::read(locked->substr(2)) : std::nullopt;
  const std::string key = lock ? lock->try_words(place.sink) : std::string();
  if (key.empty()) place.sink.locked("the workbook asks for a password");
  else ExcelReader(place).read(unlocked(bytes, *lock, key));
}

}  // namespace hallpass
