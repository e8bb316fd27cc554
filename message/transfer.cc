// One pass each. Base64 that was concatenated from several padded pieces is decoded piece by piece, as
// some mail programs do: '=' ends a quantum, not the text.
#include "message/transfer.h"

#include <array>
#include <cstdint>

namespace hallpass {
namespace {

constexpr std::array<std::int8_t, 256> kBase64 = [] {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  table['-'] = 62;  // the URL alphabet means the same
  table['_'] = 63;
  return table;
}();

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string decode_base64(std::string_view text, bool* damaged) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int have = 0;
  bool after_blank = false;
  for (const char c : text) {
    if (damaged && (c == '-' || c == '_' || (after_blank && kBase64[static_cast<unsigned char>(c)] >= 0))) *damaged = true;
    after_blank = c == ' ' || c == '\t';
    const std::int8_t value = kBase64[static_cast<unsigned char>(c)];
    if (value >= 0) {
      bits = bits << 6 | static_cast<std::uint32_t>(value);
      if (++have == 4) {
        out.push_back(static_cast<char>(bits >> 16));
        out.push_back(static_cast<char>(bits >> 8));
        out.push_back(static_cast<char>(bits));
        have = 0;
        bits = 0;
      }
    } else if (c == '=') {
      if (have >= 2) out.push_back(static_cast<char>(bits >> (have == 2 ? 4 : 10)));
      if (have == 3) out.push_back(static_cast<char>(bits >> 2));
      have = 0;
      bits = 0;
    } else if (c != '\r' && c != '\n' && c != ' ' && c != '\t' && damaged) {
      *damaged = true;
    }
  }
  if (have >= 2) out.push_back(static_cast<char>(bits >> (have == 2 ? 4 : 10)));
  if (have == 3) out.push_back(static_cast<char>(bits >> 2));
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t next = text.find('=', i);
    if (next == std::string_view::npos) {
      out.append(text.substr(i));
      break;
    }
    out.append(text.substr(i, next - i));
    i = next;
    if (i + 2 < text.size() + 0 && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex(text[i + 1]) << 4 | hex(text[i + 2])));
      i += 3;
      continue;
    }
    std::size_t end = i + 1;  // a soft line break may carry blanks before its line end
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
    if (end < text.size() && text[end] == '\r') ++end;
    if (end < text.size() && text[end] == '\n') {
      i = end + 1;
    } else if (end >= text.size()) {
      i = end;
    } else {
      out.push_back('=');
      ++i;
    }
  }
  return out;
}

std::string decode_q(std::string_view text) {
  std::string blanks(text);
  for (char& c : blanks) {
    if (c == '_') c = ' ';
  }
  return decode_quoted_printable(blanks);
}

}  // namespace hallpass
