// A run is a stretch of the alphabet, lines of it joined. Only what decodes to readable text counts, so that
// links, identifiers and pictures stay silent.
#include "message/pasted.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

constexpr std::size_t kRunMin = 20;
constexpr std::size_t kDecodedMax = 1u << 20;

enum : std::uint8_t { none = 0, base64 = 1, hex = 2 };
constexpr std::array<std::uint8_t, 256> kClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool hex_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    table[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>((digit || letter || c == '+' || c == '/' || c == '=' ? base64 : none) |
                                                                   (digit || hex_letter ? hex : none));
  }
  return table;
}();

bool readable(std::string_view text) {
  if (text.size() < 9 || !is_valid_utf8(text)) return false;
  std::size_t blanks_and_letters = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') return false;
    blanks_and_letters += c == ' ' || c == '-' || c == '\n' || c == ',' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
  }
  return blanks_and_letters * 10 >= text.size() * 7;
}

std::string from_hex(std::string_view run) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i + 1 < run.size(); i += 2) out.push_back(static_cast<char>(value(run[i]) << 4 | value(run[i + 1])));
  return out;
}

void decode_run(const std::string& run, bool all_hex, bool all_digits, std::string& out) {
  if (run.size() < kRunMin || all_digits || out.size() > kDecodedMax) return;
  std::string decoded = all_hex ? from_hex(run) : std::string();
  if (!readable(decoded)) decoded = decode_base64(run);
  if (readable(decoded)) out.append(decoded).push_back('\n');
}

}  // namespace

std::string pasted_text(std::string_view text) {
  std::string out, run;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    std::uint8_t all = base64 | hex;
    bool letters = false;
    while (at < text.size()) {
      const auto c = static_cast<unsigned char>(text[at]);
      if (!(kClass[c] & base64)) break;
      all &= kClass[c];
      letters = letters || c > '9';
      ++at;
    }
    if (at - begin >= kRunMin) {
      run.assign(text.substr(begin, at - begin));
      // further lines of the same run: as long, or the last and shorter one
      while (at - begin >= 40 && at + 1 < text.size() && (text[at] == '\n' || text[at] == '\r')) {
        std::size_t next = text.find_first_not_of("\r\n", at);
        if (next == std::string_view::npos || next - at > 2) break;
        std::size_t end = next;
        while (end < text.size() && (kClass[static_cast<unsigned char>(text[end])] & base64)) all &= kClass[static_cast<unsigned char>(text[end++])];
        if (end == next || (end < text.size() && text[end] != '\n' && text[end] != '\r')) break;
        run.append(text.substr(next, end - next));
        at = end;
      }
      decode_run(run, (all & hex) != 0, !letters, out);
    }
    if (at == begin) ++at;
  }
  return out;
}

}  // namespace hallpass
