#include "base/utf8.h"

namespace hallpass {
namespace {

bool continues(unsigned char c) { return (c & 0xC0) == 0x80; }

}  // namespace

std::size_t valid_sequence_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(static_cast<unsigned char>(byte(1))) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned second = byte(1);
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;  // no surrogates
    return second >= low && second <= high && continues(static_cast<unsigned char>(byte(2))) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned second = byte(1);
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;  // up to U+10FFFF
    return second >= low && second <= high && continues(static_cast<unsigned char>(byte(2))) &&
                   continues(static_cast<unsigned char>(byte(3)))
               ? 4
               : 0;
  }
  return 0;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = valid_sequence_length(text.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string repaired_utf8(std::string_view text, std::size_t* replaced) {
  std::string result;
  result.reserve(text.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = valid_sequence_length(text.substr(i));
    if (length == 0) {
      result += "\xEF\xBF\xBD";
      ++count;
      ++i;
    } else {
      result.append(text, i, length);
      i += length;
    }
  }
  if (replaced) *replaced = count;
  return result;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::size_t length = valid_sequence_length(text.substr(at));
  if (length == 0) {
    ++at;
    return 0xFFFD;
  }
  const auto bits = [&](std::size_t i, unsigned mask) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]) & mask);
  };
  char32_t point = 0;
  switch (length) {
    case 1: point = bits(0, 0x7F); break;
    case 2: point = bits(0, 0x1F) << 6 | bits(1, 0x3F); break;
    case 3: point = bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F); break;
    default: point = bits(0, 0x07) << 18 | bits(1, 0x3F) << 12 | bits(2, 0x3F) << 6 | bits(3, 0x3F);
  }
  at += length;
  return point;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else if (c <= 0x10FFFF) {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    append_utf8(out, 0xFFFD);
  }
}

}  // namespace hallpass
