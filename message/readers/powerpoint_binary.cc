// PowerPoint 97 to 2003 (MS-PPT): a tree of records walked without recursion, since a container is just a
// header before its children. Text atoms are text; what stands in notes and masters is hidden.
#include <algorithm>

#include "message/charset.h"
#include "message/readers/inflate.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/readers/pictures_inside.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

enum Record : std::uint16_t { kNotes = 0x3f0, kMainMaster = 0x3f8, kHandout = 0xfc9, kTextChars = 0xfa0, kTextBytes = 0xfa8, kCString = 0xfba, kObject = 0x1011 };

constexpr std::uint32_t kEncryptedUser = 0xf3d1c4df;

std::string lines(std::string text) {
  for (char& c : text) {
    if (c == '\r' || c == '\v') c = '\n';
  }
  return text;
}

}  // namespace

void read_powerpoint_stream(const LegacyPlace& place) {
  if (le32(place.stream("Current User"), 12) == kEncryptedUser || place.file.find(place.folder, "EncryptedSummary")) {
    return place.sink.note("content.encrypted", "the presentation asks for a password");
  }
  const std::string bytes = place.stream("PowerPoint Document");
  UnitWriter out(place.sink, place.kind, place.suffix);
  UnitWriter hidden(place.sink, UnitKind::hidden, place.suffix);
  std::size_t hidden_until = 0;
  for (std::size_t at = 0; at + 8 <= bytes.size() && place.sink.in_time() && out.ok();) {
    const std::uint16_t type = le16(bytes, at + 2);
    const std::size_t size = le32(bytes, at + 4);
    const bool container = (le16(bytes, at) & 0x0f) == 0x0f;
    const std::string_view body = slice(bytes, at + 8, size);
    if (type == kNotes || type == kMainMaster || type == kHandout) hidden_until = std::max(hidden_until, at + 8 + size);
    UnitWriter& to = at < hidden_until || type == kCString ? hidden : out;
    if (type == kTextChars || type == kCString) to.paragraph(lines(to_utf8(body, "utf-16le")));
    else if (type == kTextBytes) to.paragraph(lines(to_utf8(body, "iso-8859-1")));
    if (type == kObject && (le16(bytes, at) & 0xfff0) == 0x10) {  // a packed compound file, behind its size
      Member object{"object", inflate_zlib(slice(body, 4, body.size()), place.sink.limits().expanded_bytes_max, place.sink), {}};
      if (!object.bytes.empty()) place.sink.member(std::move(object));
    }
    at += container ? 8 : 8 + body.size();
  }
  queue_drawn_pictures(place.stream("Pictures"), place.sink);
}

}  // namespace hallpass
