// OneNote sections (.one, [MS-ONESTORE]): a log of objects. What a person wrote is stored as UTF-16, mostly
// behind its length; files that were dropped in lie whole behind a mark of their own (2.6.13). The log's
// structure, with its versions and references, is not followed: deleted text that is still there is read too.
#include <algorithm>

#include "message/charset.h"
#include "message/readers/little_endian.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

using namespace std::literals;

constexpr std::string_view kSection = "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3"sv;
constexpr std::string_view kContents = "\xa1\x2f\xff\x43\xd9\xef\x76\x4c\x9e\xe2\x10\xea\x57\x22\x76\x5f"sv;
constexpr std::string_view kFileMark = "\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac"sv;
constexpr std::size_t kFileHead = 36;  // the mark, the length (8 bytes), 12 unused
constexpr std::size_t kFilesMax = 1'000;
constexpr std::size_t kUnmarkedMin = 8;   // characters of a text without its length before it
constexpr std::size_t kMarkedMin = 2;

// A character of a text in a European language, as UTF-16.
bool is_text(std::uint16_t unit) {
  return (unit >= 0x20 && unit < 0x7f) || unit == '\t' || unit == '\r' || unit == '\n' || (unit >= 0xa0 && unit < 0x250) || (unit >= 0x2010 && unit < 0x2030) ||
         unit == 0x20ac || unit == 0x2122;
}

// Runs of UTF-16 in `bytes`, that stand at even or at odd places.
void read_texts(std::string_view bytes, UnitWriter& out, Sink& sink) {
  for (std::size_t at = 0; at + 2 <= bytes.size() && out.ok() && sink.in_time();) {
    if (!is_text(le16(bytes, at))) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end + 2 <= bytes.size() && is_text(le16(bytes, end))) end += 2;
    const std::size_t size = end - at;
    const std::size_t told = at >= 4 ? le32(bytes, at - 4) : 0;  // perhaps with the zero at its end
    const bool marked = size >= 2 * kMarkedMin && (told == size || told == size + 2);
    if (marked || size >= 2 * kUnmarkedMin) out.paragraph(to_utf8(bytes.substr(at, size), "utf-16le"));
    at = marked || size >= 2 * kUnmarkedMin ? end : at + 1;
  }
}

}  // namespace

Likeness looks_like_onenote(std::string_view bytes) { return bytes.starts_with(kSection) || bytes.starts_with(kContents) ? Likeness::certain : Likeness::no; }

void read_onenote(const Document& document, Sink& sink) {
  UnitWriter out(sink, document.kind);
  std::size_t from = 0;
  std::size_t files = 0;
  for (std::size_t at = document.bytes.find(kFileMark); at != std::string_view::npos && files < kFilesMax && sink.in_time(); at = document.bytes.find(kFileMark, at)) {
    read_texts(document.bytes.substr(from, at - from), out, sink);
    const std::string_view file = slice(document.bytes, at + kFileHead, le32(document.bytes, at + 16));
    if (!file.empty() && !sink.member({"file " + std::to_string(++files), std::string(file), {}})) return;
    from = at += kFileHead + file.size();
    from = std::min(from, document.bytes.size());
  }
  read_texts(document.bytes.substr(from), out, sink);
}

}  // namespace hallpass
