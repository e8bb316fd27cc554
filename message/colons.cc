// Counts along the colons, which are rare, instead of along the bytes.
#include "message/colons.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kColonsOfField = 2'000;

// Does a line that is no continuation begin between `begin` and `end`?
bool field_ends(std::string_view bytes, std::size_t begin, std::size_t end) {
  for (std::size_t line = bytes.find('\n', begin); line < end; line = bytes.find('\n', line + 1)) {
    const char next = line + 1 < bytes.size() ? bytes[line + 1] : 0;
    if (next != ' ' && next != '\t') return true;
  }
  return false;
}

}  // namespace

std::string with_fewer_colons(std::string_view bytes) {
  std::string copy;
  std::size_t count = 0, last = 0;
  for (std::size_t at = bytes.find(':'); at != std::string_view::npos; at = bytes.find(':', at + 1)) {
    if (field_ends(bytes, last, at)) count = 0;
    last = at;
    if (++count <= kColonsOfField) continue;
    if (copy.empty()) copy = bytes;
    copy[at] = ' ';
  }
  return copy;
}

}  // namespace hallpass
