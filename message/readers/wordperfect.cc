// WordPerfect 5 and 6: characters with functions between them. A function ends in the byte that opened it;
// one that does not is taken for a single byte, so that damage costs no text.
#include "message/readers/little_endian.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::size_t kFixedMax = 16;
constexpr std::uint8_t kVersion6 = 2;

// How many bytes the function at `at` takes.
std::size_t function_bytes(std::string_view bytes, std::size_t at, bool version6) {
  const std::uint8_t code = le8(bytes, at);
  const std::uint8_t fixed_from = version6 ? 0xf0 : 0xc0, fixed_to = version6 ? 0xff : 0xcf;
  if (code >= fixed_from && code <= fixed_to) {
    for (std::size_t size = 3; size <= kFixedMax; ++size) {
      if (le8(bytes, at + size - 1) == code) return size;
    }
    return 1;
  }
  if (code < 0xd0) return 1;
  const std::size_t size = le16(bytes, at + 2) + (version6 ? 0u : 4u);
  return size >= 5 && le8(bytes, at + size - 1) == code ? size : 1;
}

}  // namespace

Likeness looks_like_wordperfect(std::string_view bytes) { return bytes.starts_with("\xffWPC") ? Likeness::certain : Likeness::no; }

void read_wordperfect(const Document& document, Sink& sink) {
  const std::string_view bytes = document.bytes;
  if (le16(bytes, 12) != 0) return sink.note("content.encrypted", "the document asks for a password");
  const bool version6 = le8(bytes, 10) == kVersion6;
  UnitWriter out(sink, document.kind);
  for (std::size_t at = le32(bytes, 4); at < bytes.size() && out.ok() && sink.in_time();) {
    const std::uint8_t code = le8(bytes, at);
    if (code >= 0x20 && code < 0x7f) {
      std::size_t end = at;
      while (end < bytes.size() && le8(bytes, end) >= 0x20 && le8(bytes, end) < 0x7f) ++end;
      out.text(bytes.substr(at, end - at));
      at = end;
      continue;
    }
    if (code == 0x0d || code == 0x80 || code == 0x81 || code == 0xa0) out.text(" ");  // soft line ends and hard blanks
    else if (code == 0x0a || code == 0x0c || code == 0xcc || code == 0xd0) out.line_end();
    else if (code >= 0xa9 && code <= 0xae) out.text("-");
    at += code < 0xc0 ? 1 : function_bytes(bytes, at, version6);
  }
}

}  // namespace hallpass
