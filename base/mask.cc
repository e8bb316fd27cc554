#include "base/mask.h"

#include "base/utf8.h"

namespace hallpass {

std::string mask(std::string_view value) {
  std::string result;
  result.reserve(value.size());
  for (char c : value) {
    if (c >= '0' && c <= '9') result += '0';
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) result += 'x';
    else if (static_cast<unsigned char>(c) >= 0xC0) result += 'x';  // lead byte stands for the character
    else if (static_cast<unsigned char>(c) < 0x80) result += c;
  }
  return result;
}

std::string printable(std::string_view text, std::size_t bytes_max) {
  std::string result;
  for (std::size_t i = 0; i < text.size() && result.size() < bytes_max;) {
    const std::size_t length = valid_sequence_length(text.substr(i));
    if (length == 0) {
      result += '?';
      ++i;
    } else {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (length == 1 && (c < 0x20 || c == 0x7f)) result += '?';
      else if (length == 2 && c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) result += '?';  // C1
      else result += text.substr(i, length);
      i += length;
    }
  }
  return result;
}

}  // namespace hallpass
