#include "detectors/credentials/secret_shape.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

struct Make {
  std::size_t lower = 0, upper = 0, digit = 0, symbol = 0, other = 0;
};

Make make_of(std::string_view token) {
  Make make;
  for (char c : token) {
    if (c >= 'a' && c <= 'z') ++make.lower;
    else if (c >= 'A' && c <= 'Z') ++make.upper;
    else if (is_digit(c)) ++make.digit;
    else if (std::string_view("!@#$%^&*_+-=~?.").find(c) != std::string_view::npos) ++make.symbol;
    else ++make.other;
  }
  return make;
}

bool is_address(std::string_view token) {
  if (token.find("://") != std::string_view::npos || token.starts_with("www.")) return true;
  const std::size_t at = token.find('@');
  if (at != std::string_view::npos && token.find('.', at) != std::string_view::npos) return true;
  for (std::string_view end : {".com", ".org", ".net", ".edu", ".gov", ".us", ".pdf", ".docx", ".xlsx", ".example", ".html"}) {
    if (token.ends_with(end)) return true;
  }
  return token.find('/') != std::string_view::npos;
}

// "8-character", "4-digit", "2-step", "90-day", "9th", "10:30", "3/4", "$40", "50%", "2025-26".
bool is_plain_number_word(std::string_view token) {
  const Make make = make_of(token);
  if (make.lower + make.upper == 0) return true;
  std::size_t digits = 0;
  while (digits < token.size() && is_digit(token[digits])) ++digits;
  if (digits == 0) return false;
  const std::string_view rest = token.substr(digits);
  if (rest == "th" || rest == "st" || rest == "nd" || rest == "rd" || rest == "am" || rest == "pm" || rest == "x") return true;
  return rest.starts_with('-') && make.upper == 0 && make.digit == digits;
}

double entropy_bits(std::string_view token) {
  std::array<std::size_t, 256> counts{};
  for (char c : token) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(token.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

// Base64 has slashes where a path has them too; a path has words between them.
bool is_base64(std::string_view token) {
  const Make make = make_of(token);
  return token.size() >= 32 && token.find('.') == std::string_view::npos && token.front() != '/' && make.digit >= 2 && make.upper >= 4 &&
         make.lower >= 4;
}

bool opens(char c) { return c == '"' || c == '\'' || c == '(' || c == '[' || c == '<' || c == '`' || c == '{'; }
bool closes(char c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == '>' || c == '`' || c == '}'; }

}  // namespace

Token next_token(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
  Token token;
  if (at >= text.size() || text[at] == '\n') {
    token.begin = token.end = at;
    return token;
  }
  std::size_t begin = at, end = at;
  while (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' && text[end] != '\r') ++end;
  token.end = end;
  // Typographic quotes come as three bytes each.
  const auto curly = [&](std::size_t i) { return i + 2 < text.size() && text[i] == '\xE2' && text[i + 1] == '\x80'; };
  while (begin < end && (opens(text[begin]) || curly(begin))) {
    token.quoted |= text[begin] == '"' || text[begin] == '\'' || text[begin] == '`' || curly(begin);
    begin += curly(begin) ? 3 : 1;
  }
  while (end > begin) {
    if (closes(text[end - 1]) || text[end - 1] == ',' || text[end - 1] == ';' || text[end - 1] == '.' || text[end - 1] == ':') --end;
    else if (end - begin >= 3 && curly(end - 3)) end -= 3;
    else break;
  }
  token.text = text.substr(begin, end - begin);
  token.begin = begin;
  return token;
}

bool looks_like_password(std::string_view token, std::size_t length_min) {
  if (token.size() < length_min || token.size() > 128 || is_address(token) || is_plain_number_word(token)) return false;
  const Make make = make_of(token);
  if (make.lower + make.upper == 0 || make.other > token.size() / 4) return false;
  const std::size_t hyphens = static_cast<std::size_t>(std::ranges::count_if(token, [](char c) { return c == '-' || c == '.' || c == '?' || c == '_'; }));
  return make.digit > 0 || make.symbol > hyphens;
}

bool looks_strongly_like_password(std::string_view token) {
  if (!looks_like_password(token, 6)) return false;
  const Make make = make_of(token);
  const bool capital_inside = make.upper > 0 && make.lower > 0;
  const bool symbol_inside = std::ranges::any_of(token, [](char c) { return std::string_view("!@#$%^&*_+=~").find(c) != std::string_view::npos; });
  return make.digit > 0 && (capital_inside || symbol_inside || make.digit >= 2) && make.lower + make.upper >= 3;
}

bool is_pin(std::string_view token) {
  return token.size() >= 4 && token.size() <= 8 && std::ranges::all_of(token, is_digit);
}

bool looks_like_key(std::string_view token) {
  if (token.size() < 16 || token.size() > 512 || (is_address(token) && !is_base64(token))) return false;
  const Make make = make_of(token);
  if (make.other > 2 + token.size() / 16 || make.digit < 2 || make.lower + make.upper < 4) return false;
  return entropy_bits(token) >= 3.2;
}

}  // namespace hallpass
