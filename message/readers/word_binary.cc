// Word 97 to 2003 (MS-DOC): the text lies in pieces, in UTF-16 or Windows-1252, named by the piece table in
// the table stream. Word 6 and 95 have one stretch of 8-bit text. Cells end in 0x07, rows in one more whose
// paragraph is marked so; where no marks are, two of them in a row end the row.
#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/readers/office_rc4.h"
#include "message/readers/pictures_inside.h"
#include "message/readers/table_flow.h"

namespace hallpass {
namespace {

constexpr std::uint16_t kWord97 = 0xa5ec;
constexpr std::uint16_t kLocked = 0x0100, kScrambled = 0x8000;
constexpr std::uint32_t kCompressed = 0x40000000;
constexpr std::size_t kPageBytes = 512;
constexpr std::size_t kPiecesMax = 1'000'000;
constexpr std::size_t kStretchMax = 64u << 10;

// What the marks at paragraphs' ends say, by where they end in the main stream.
struct Marks {
  std::unordered_set<std::uint32_t> row_ends;
  std::unordered_set<std::uint32_t> in_table;
};

Marks paragraph_marks(std::string_view main, std::string_view table) {
  Marks marks;
  const std::string_view plc = slice(table, le32(main, 0x102), le32(main, 0x106));
  const std::size_t pages = plc.size() < 4 ? 0 : (plc.size() - 4) / 8;
  for (std::size_t i = 0; i < pages; ++i) {
    const std::string_view page = slice(main, static_cast<std::size_t>(le32(plc, (pages + 1) * 4 + i * 4)) * kPageBytes, kPageBytes);
    const std::size_t count = le8(page, kPageBytes - 1);
    for (std::size_t p = 0; p < count; ++p) {
      const std::size_t at = static_cast<std::size_t>(le8(page, (count + 1) * 4 + p * 13)) * 2;
      if (at == 0) continue;
      const std::size_t words = le8(page, at);
      const std::string_view changes = words ? slice(page, at + 3, words * 2 - 1) : slice(page, at + 4, static_cast<std::size_t>(le8(page, at + 1)) * 2);
      const std::uint32_t end = le32(page, (p + 1) * 4);
      if (changes.find("\x17\x24\x01") != std::string_view::npos) marks.row_ends.insert(end);
      if (changes.find("\x16\x24\x01") != std::string_view::npos) marks.in_table.insert(end);
    }
  }
  return marks;
}

char32_t windows_1252(unsigned char c) {
  static constexpr char16_t kHigh[] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
                                       0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178};
  return c >= 0x80 && c < 0xa0 ? kHigh[c - 0x80] : c;
}

class WordText {
 public:
  WordText(UnitWriter& out, UnitWriter& hidden, Marks marks) : hidden_(hidden), flow_(out), marks_(std::move(marks)) {}
  ~WordText() {
    paragraph('\r', 0);
    flow_.finish();
  }

  // `end`: where the character ends in the main stream.
  void character(char32_t c, std::uint32_t end) {
    switch (c) {
      case 0x07: case '\r': case 0x0c: case 0x0e: return paragraph(c, end);
      case 0x0b: case '\n': text_.push_back('\n'); break;
      case 0x13: ++instructions_; break;  // a field: its instruction, then what it shows
      case 0x14: case 0x15:
        if (instructions_ && !instruction_.empty()) hidden_.paragraph(instruction_);
        instruction_.clear();
        instructions_ -= instructions_ > 0;
        break;
      case 0x1e: text_.push_back('-'); break;
      default:
        if (c == '\t' || c >= 0x20) append_utf8(instructions_ ? instruction_ : text_, c);
    }
    if (text_.size() > kStretchMax && !in_table_) flush();
    if (instruction_.size() > kStretchMax) instructions_ = 0;
  }

 private:
  void flush() {
    flow_.text(text_);
    text_.clear();
  }

  void paragraph(char32_t mark, std::uint32_t end) {
    const bool cell = mark == 0x07;
    const bool ends_row = marks_.row_ends.contains(end) || (cell && marks_.row_ends.empty() && after_cell_ && text_.empty());
    const bool in_table = cell || ends_row || marks_.in_table.contains(end);
    if (!in_table && in_table_) flow_.end_table();
    if (in_table && !in_table_) flow_.begin_table();
    in_table_ = in_table;
    flush();
    if (ends_row) flow_.end_row();
    else if (cell) {
      if (!flow_.in_cell()) flow_.begin_cell();
      flow_.end_cell();
    } else {
      flow_.line_end();
    }
    after_cell_ = cell && !ends_row;
  }

  UnitWriter& hidden_;
  TableFlow flow_;
  Marks marks_;
  std::string text_;
  std::string instruction_;
  std::uint32_t instructions_ = 0;
  bool in_table_ = false;
  bool after_cell_ = false;
};

std::string_view piece_table(std::string_view table, std::string_view main) {
  std::string_view clx = slice(table, le32(main, 0x1a2), le32(main, 0x1a6));
  while (!clx.empty() && clx[0] == 1) clx = slice(clx, 3u + le16(clx, 1), clx.size());
  return clx.empty() || clx[0] != 2 ? std::string_view() : slice(clx, 5, le32(clx, 1));
}

void read_pieces(std::string_view main, std::string_view pieces, WordText& text, const LegacyPlace& place) {
  const std::size_t count = std::min(pieces.size() < 4 ? 0 : (pieces.size() - 4) / 12, kPiecesMax);
  std::size_t total = 0;
  for (std::size_t i = 0; i < count && place.sink.in_time(); ++i) {
    const std::uint32_t from = le32(pieces, i * 4), to = le32(pieces, i * 4 + 4);
    const std::uint32_t where = le32(pieces, (count + 1) * 4 + i * 8 + 2);
    if (to <= from) continue;
    const bool narrow = where & kCompressed;
    const std::size_t begin = narrow ? (where & ~kCompressed) / 2 : where;
    const std::size_t size = static_cast<std::size_t>(to - from) * (narrow ? 1 : 2);
    const std::string_view bytes = slice(main, begin, size);
    total += bytes.size();
    if (total > 2 * main.size() + kPageBytes) return place.sink.note("content.over_limit", "pieces of text repeat without end");
    for (std::size_t at = 0; at < bytes.size(); at += narrow ? 1 : 2) {
      char32_t c = narrow ? windows_1252(le8(bytes, at)) : le16(bytes, at);
      if (c >= 0xd800 && c < 0xdc00 && at + 3 < bytes.size()) {
        c = 0x10000 + ((c - 0xd800) << 10) + ((le16(bytes, at + 2) - 0xdc00u) & 0x3ff);
        at += 2;
      } else if (c >= 0xd800 && c < 0xe000) {
        c = 0xfffd;
      }
      text.character(c, static_cast<std::uint32_t>(begin + at + (narrow ? 1 : 2)));
    }
  }
}

// The lock stands in front of the table; the beginning of the main stream is never encrypted (MS-DOC 2.2.6).
bool unlock(std::string& main, std::string& table, std::string& data, Sink& sink) {
  constexpr std::size_t kPlainBytes = 68;
  if (!sink.last_try() || (le16(main, 0x0a) & kScrambled)) return false;
  const auto lock = Rc4Lock::read(slice(table, 0, le32(main, 0x0e)));
  const std::string key = lock ? lock->try_words(sink) : std::string();
  if (key.empty()) return false;
  const std::string head = main.substr(0, kPlainBytes);
  for (std::string* stream : {&main, &table, &data}) *stream = lock->open(*stream, kPageBytes, key);
  main.replace(0, head.size(), head);
  return true;
}

}  // namespace

void read_word_streams(const LegacyPlace& place) {
  std::string main = place.stream("WordDocument");
  const std::uint16_t flags = le16(main, 0x0a);
  const bool locked = (flags & kLocked) != 0;
  if (!locked && place.sink.document().again) return;
  std::string table = place.stream(flags & 0x0200 ? "1Table" : "0Table"), data = place.stream("Data");
  if (locked && !unlock(main, table, data, place.sink)) return place.sink.locked("the document asks for a password");
  UnitWriter out(place.sink, place.kind, place.suffix);
  UnitWriter hidden(place.sink, UnitKind::hidden, place.suffix);
  if (le16(main, 0) == kWord97) {
    const std::string_view pieces = piece_table(table, main);
    if (pieces.empty()) place.sink.note("content.unreadable", "the document's table of text is damaged");
    WordText text(out, hidden, paragraph_marks(main, table));
    read_pieces(main, pieces, text, place);
    queue_drawn_pictures(main, place.sink);
    queue_drawn_pictures(data, place.sink);
  } else {  // Word 6 and 95
    WordText text(out, hidden, {});
    const std::uint32_t first = le32(main, 0x18);
    const std::uint32_t last = le32(main, 0x1c);
    const std::string_view bytes = slice(main, first, last > first ? last - first : 0);
    for (std::size_t at = 0; at < bytes.size(); ++at) text.character(windows_1252(le8(bytes, at)), static_cast<std::uint32_t>(first + at + 1));
  }
}

}  // namespace hallpass
