// LZ77 over a ring of 4096 bytes that begins with the words every RTF begins with.
#include "message/readers/compressed_rtf.h"

#include <algorithm>
#include <array>

#include "message/readers/little_endian.h"

namespace hallpass {
namespace {

constexpr std::size_t kRing = 4096;
constexpr std::string_view kDictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
    "Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

}  // namespace

std::string unpack_rtf(std::string_view packed, std::size_t bytes_max) {
  const std::size_t size = std::min<std::size_t>(le32(packed, 4), bytes_max);
  const std::string_view kind = slice(packed, 8, 4);
  if (kind == "MELA") return std::string(slice(packed, 16, size));
  if (kind != "LZFu") return {};
  std::array<char, kRing> ring{};
  std::ranges::copy(kDictionary, ring.begin());
  std::size_t end = kDictionary.size();
  std::string out;
  const auto put = [&](char c) {
    out.push_back(c);
    ring[end] = c;
    end = (end + 1) % kRing;
  };
  for (std::size_t at = 16; at < packed.size() && out.size() < size;) {
    const unsigned control = le8(packed, at++);
    for (unsigned bit = 0; bit < 8 && at < packed.size() && out.size() < size; ++bit) {
      if (!(control >> bit & 1)) {
        put(packed[at++]);
        continue;
      }
      const unsigned token = static_cast<unsigned>(le8(packed, at)) << 8 | le8(packed, at + 1);
      at += 2;
      const std::size_t from = token >> 4;
      if (from == end) return out;
      for (std::size_t i = 0; i < (token & 0x0f) + 2 && out.size() < size; ++i) put(ring[(from + i) % kRing]);
    }
  }
  return out;
}

}  // namespace hallpass
