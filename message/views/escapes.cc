// Escapes that name one character each, in the spellings of links, programs, pages and mails. A single one that
// stands for a blank or a sign is what links have; one that stands for a letter or a digit hides it.
#include <algorithm>

#include "base/utf8.h"
#include "message/header_text.h"
#include "message/readers/html_entities.h"
#include "message/transfer.h"
#include "message/charset.h"
#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kUtf7Max = 4096;
constexpr std::size_t kTokenMax = 8192;

int hex(char c) {
  return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// `count` hexadecimal digits of text from `at` on; -1: there are not so many.
int hex_value(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (hex(text[i]) < 0) return -1;
    value = value << 4 | hex(text[i]);
  }
  return value;
}

struct Escape {
  std::size_t end = 0;  // 0: none
  std::string text;
  bool hides = false;   // a letter, a digit, a hyphen
};

Escape of_code(int code, std::size_t end) {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return {};
  Escape escape{end, {}, code < 0x80 && (is_alnum(static_cast<char>(code)) || code == '-')};
  append_utf8(escape.text, static_cast<char32_t>(code));
  return escape;
}

Escape percent(std::string_view text, std::size_t at) {  // %35 %2535
  std::size_t from = at + 1;
  while (text.substr(from, 2) == "25" && from + 4 <= text.size() && from - at < 10) from += 2;
  const int value = hex_value(text, from, 2);
  if (value < 0) return {};
  if (value < 0x80) return of_code(value, from + 2);
  return {};
}

Escape backslash(std::string_view text, std::size_t at) {
  const char kind = at + 1 < text.size() ? text[at + 1] : ' ';
  if (kind == 'u') return of_code(hex_value(text, at + 2, 4), at + 6);
  if (kind == 'x') return of_code(hex_value(text, at + 2, 2), at + 4);
  if (kind < '0' || kind > '1' || at + 4 > text.size()) return {};
  int code = 0;
  for (std::size_t i = at + 1; i < at + 4; ++i) {
    if (text[i] < '0' || text[i] > '7') return {};
    code = code << 3 | (text[i] - '0');
  }
  return of_code(code, at + 4);
}

Escape entity(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at + 1] != '#') return {};
  Escape escape;
  const std::size_t used = append_entity(text.substr(at, 16), escape.text);
  if (used == 0 || escape.text.empty()) return {};
  escape.end = at + used;
  escape.hides = escape.text.size() == 1 && (is_alnum(escape.text[0]) || escape.text[0] == '-');
  return escape;
}

Escape code_point(std::string_view text, std::size_t at) {  // U+0035, with a blank behind it
  if (at == 0 || (text[at - 1] | 32) != 'u') return {};
  Escape escape = of_code(hex_value(text, at + 1, 4), at + 5);
  if (escape.end != 0 && escape.end < text.size() && text[escape.end] == ' ') ++escape.end;
  return escape;
}

// `end`: of the run that was looked at.
Escape utf7(std::string_view text, std::size_t at, std::size_t& end) {  // +ADUAMg-
  end = at + 1;
  while (end < text.size() && end - at < kUtf7Max && (is_alnum(text[end]) || text[end] == '+' || text[end] == '/')) ++end;
  if (end - at < 4 || end >= text.size() || text[end] != '-') return {};
  const std::string wide = decode_base64(text.substr(at + 1, end - at - 1));
  std::string plain;
  for (std::size_t i = 0; i + 1 < wide.size(); i += 2) {
    if (wide[i] != 0 || static_cast<unsigned char>(wide[i + 1]) < 0x20 || !is_ascii(wide[i + 1])) return {};
    plain.push_back(wide[i + 1]);
  }
  return plain.empty() ? Escape{} : Escape{end + 1, plain, true};
}

Escape equals(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return {};
  if (text[at + 1] == '?') {
    const std::size_t charset_end = text.substr(at, 44).find('?', 2);
    if (charset_end == std::string_view::npos || text.substr(at + charset_end, 3).size() < 3 || text[at + charset_end + 2] != '?') return {};
    const std::string_view rest = text.substr(at, 4096);
    std::size_t end = rest.find("?=", charset_end + 3);
    const bool open = end == std::string_view::npos;  // without its end: to the next blank
    if (open) end = std::min(rest.find_first_of(" \t\n"), rest.size());
    const std::string_view word = rest.substr(0, open ? end : end + 2);
    const std::string decoded = decode_header(std::string(word) + (open ? "?=" : ""));
    return decoded.starts_with("=?") || word.size() < 10 ? Escape{} : Escape{at + word.size(), decoded, true};
  }
  if (text[at + 1] == '\n') {  // a soft line break
    const bool inside = at > 0 && is_alnum(text[at - 1]) && at + 2 < text.size() && is_alnum(text[at + 2]);
    return inside ? Escape{at + 2, "", false} : Escape{};  // mail that was quoted as it stood
  }
  const int value = hex_value(text, at + 1, 2);
  if (value < 0x20 || value >= 0x7f) return {};
  Escape escape = of_code(value, at + 3);
  const auto next = [&](std::size_t i) { return i < text.size() && text[i] == '='; };
  escape.hides = escape.hides && (next(at + 3) || (at >= 3 && next(at - 3)));  // "x=20" is an assignment
  return escape.hides || value == '=' || next(at + 3) || (at >= 3 && next(at - 3)) ? escape : Escape{};
}

// "f?entry=The+garden+club+meets": a link's own way to write blanks.
void plus_signs(std::string_view text, Edits& edits) {
  for (std::size_t plus = text.find('+'); plus != std::string_view::npos;) {
    std::size_t begin = plus;
    while (begin > 0 && plus - begin < kTokenMax && text[begin - 1] > ' ') --begin;
    std::size_t end = plus, count = 0;
    std::string out;
    for (end = begin; end < text.size() && end - begin < kTokenMax && text[end] > ' '; ++end) {
      const bool blank = text[end] == '+';
      count += blank;
      out.push_back(blank ? ' ' : text[end]);
    }
    if (count >= 3 && text.substr(begin, end - begin).find('=') != std::string_view::npos) edits.push_back({begin, end, out, false});
    plus = text.find('+', std::max(end, plus + 1));
  }
}

std::size_t next_sign(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c <= '=' && (c == '%' || c == '&' || c == '+' || c == '=')) return at;
    if (c == '\\') return at;
  }
  return std::string_view::npos;
}

}  // namespace

void undo_escapes(std::string_view text, Edits& edits) {
  for (std::size_t at = next_sign(text, 0); at != std::string_view::npos;) {
    Escape found;
    std::size_t looked_at = at + 1;
    switch (text[at]) {
      case '%': found = percent(text, at); break;
      case '\\': found = backslash(text, at); break;
      case '&': found = entity(text, at); break;
      case '=': found = equals(text, at); break;
      default: found = code_point(text, at); if (found.end == 0) found = utf7(text, at, looked_at); else --at; break;
    }
    if (found.end == 0) {
      at = next_sign(text, looked_at);
      continue;
    }
    if (!edits.empty() && edits.back().end == at && edits.back().text.size() < kTokenMax) {
      edits.back().end = found.end;
      edits.back().text += found.text;
      edits.back().disguise = edits.back().disguise || found.hides;
    } else {
      edits.push_back({at, found.end, found.text, found.hides});
    }
    at = next_sign(text, found.end);
  }
  plus_signs(text, edits);
}

}  // namespace hallpass
