// Title, author and the like of legacy documents (MS-OLEPS): the strings alone.
#include <algorithm>

#include "message/charset.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kPropertiesMax = 1'000;
constexpr std::uint32_t kSectionsMax = 4;

std::string charset_of(std::uint16_t code_page) {
  if (code_page == 65001) return "utf-8";
  if (code_page == 1200) return "utf-16le";
  return code_page ? "windows-" + std::to_string(code_page) : "windows-1252";
}

void write_section(std::string_view section, UnitWriter& out) {
  const std::uint32_t count = std::min(le32(section, 4), kPropertiesMax);
  std::string charset = "windows-1252";
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view value = slice(section, le32(section, 8 + 8 * i + 4), section.size());
    const std::uint32_t type = le32(value, 0);
    if (le32(section, 8 + 8 * i) == 1 && type == 2) charset = charset_of(le16(value, 4));
    std::string text;
    if (type == 0x1e) text = to_utf8(slice(value, 8, le32(value, 4)), charset);
    else if (type == 0x1f) text = to_utf8(slice(value, 8, static_cast<std::size_t>(le32(value, 4)) * 2), "utf-16le");
    text = text.substr(0, text.find('\0'));
    if (text.find_first_not_of(" \r\n\t") != std::string::npos) out.paragraph(text);
  }
}

}  // namespace

void read_property_set(const LegacyPlace& place, std::string_view stream) {
  const std::string bytes = place.stream(stream);
  UnitWriter out(place.sink, UnitKind::metadata, place.suffix + "#properties");
  for (std::uint32_t i = 0; i < std::min(le32(bytes, 24), kSectionsMax); ++i) {
    write_section(slice(bytes, le32(bytes, 28 + 20 * i + 16), bytes.size()), out);
  }
}

}  // namespace hallpass
