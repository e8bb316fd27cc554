// Encoded words: pieces of one charset that stand side by side are joined before they are decoded, for
// mail programs cut characters in two.
#include "message/header_text.h"

#include <algorithm>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

constexpr std::size_t kWordMax = 4096;  // RFC 2047 says 75

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t end = 0;  // behind "?="
};

// The encoded word that begins at text[at] ("=?"); end 0 where there is none.
EncodedWord encoded_word(std::string_view text, std::size_t at) {
  EncodedWord word;
  const std::string_view rest = text.substr(at, kWordMax);
  const std::size_t q1 = rest.find('?', 2);
  if (q1 == std::string_view::npos || q1 > 64 || q1 + 3 > rest.size() || rest[q1 + 2] != '?') return word;
  const char encoding = rest[q1 + 1];
  const std::size_t end = rest.find("?=", q1 + 3);
  if (end == std::string_view::npos) return word;
  const std::string_view body = rest.substr(q1 + 3, end - q1 - 3);
  if (encoding == 'B' || encoding == 'b') word.bytes = decode_base64(body);
  else if (encoding == 'Q' || encoding == 'q') word.bytes = decode_q(body);
  else return word;
  word.charset = lower_ascii(rest.substr(2, q1 - 2));
  if (const std::size_t star = word.charset.find('*'); star != std::string::npos) word.charset.resize(star);
  word.end = at + end + 2;
  return word;
}

std::string unfolded(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r' || raw[i] == '\n') {
      const bool folded = i + 1 < raw.size() && (raw[i + 1] == ' ' || raw[i + 1] == '\t' || raw[i + 1] == '\n' || raw[i + 1] == '\r');
      if (!folded && i + 1 < raw.size()) out.push_back(' ');
      continue;
    }
    out.push_back(raw[i] == '\0' ? ' ' : raw[i]);
  }
  return std::string(trimmed(out));
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string decode_header(std::string_view raw) {
  const std::string plain = unfolded(raw);
  if (plain.find("=?") == std::string::npos) return to_utf8(plain, "");
  std::string out;
  std::string charset, pending;  // bytes of encoded words not yet decoded
  const auto finish = [&] {
    if (!pending.empty()) out += to_utf8(pending, charset);
    pending.clear();
  };
  std::size_t i = 0;
  std::size_t text_begin = 0;
  bool after_word = false;
  const std::string_view text = plain;
  while (i < text.size()) {
    const std::size_t start = text.find("=?", i);
    if (start == std::string_view::npos) break;
    EncodedWord word = encoded_word(text, start);
    if (word.end == 0) {
      i = start + 2;
      continue;
    }
    const std::string_view between = text.substr(text_begin, start - text_begin);
    const bool joined = after_word && trimmed(between).empty();
    if (!joined || word.charset != charset) finish();
    if (!joined) out += to_utf8(between, "");
    charset = word.charset;
    pending += word.bytes;
    text_begin = i = word.end;
    after_word = true;
  }
  finish();
  out += to_utf8(text.substr(text_begin), "");
  for (char& c : out) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return repaired_utf8(out);
}

}  // namespace hallpass
