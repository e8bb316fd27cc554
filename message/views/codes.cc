// Numbers of two kinds look alike: marks in a column, and codes of characters. Codes give words or one long number;
// marks give letters in no order.
#include <algorithm>

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kCodesMin = 6;
constexpr std::size_t kGapMax = 3;

struct List {
  std::size_t begin = 0, end = 0;
  std::string decimal, octal, hexadecimal, binary;
  bool can_decimal = true, can_octal = true, can_hex = true, can_binary = true;
  std::size_t count = 0;
};

int value_of(std::string_view word, int base) {
  int value = 0;
  for (const char c : word) {
    const int digit = is_digit(c) ? c - '0' : is_letter(c) ? (c | 32) - 'a' + 10 : 99;
    if (digit >= base || value > 255) return -1;
    value = value * base + digit;
  }
  return value;
}

// Words of small letters and blanks, or a number.
bool says_something(std::string_view text) {
  if (text.size() < kCodesMin) return false;
  std::size_t small = 0, number = 0;
  for (const char c : text) {
    small += is_lower(c) || c == ' ';
    number += is_digit(c) || c == '-';
  }
  return number == text.size() || (small * 10 >= text.size() * 6 && text.size() >= 10);
}

bool printable(int value) { return (value >= 0x20 && value < 0x7f) || value == '\n' || value == '\r'; }

// Adds the word; false, and nothing is changed, where it fits no reading of the list any more.
bool take(List& list, std::string_view word) {
  const auto fits = [&](bool can, bool size, int base) { return can && size && printable(value_of(word, base)); };
  const bool decimal = fits(list.can_decimal, word.size() <= 3, 10);
  const bool octal = fits(list.can_octal, word.size() == 3, 8);
  const bool hexadecimal = fits(list.can_hex, word.size() == 2, 16);
  const bool binary = fits(list.can_binary, word.size() == 7 || word.size() == 8, 2);
  if (!decimal && !octal && !hexadecimal && !binary) return false;
  if ((list.can_decimal = decimal)) list.decimal.push_back(static_cast<char>(value_of(word, 10)));
  if ((list.can_octal = octal)) list.octal.push_back(static_cast<char>(value_of(word, 8)));
  if ((list.can_hex = hexadecimal)) list.hexadecimal.push_back(static_cast<char>(value_of(word, 16)));
  if ((list.can_binary = binary)) list.binary.push_back(static_cast<char>(value_of(word, 2)));
  ++list.count;
  return true;
}

void close(const List& list, Edits& edits) {
  if (list.count < kCodesMin) return;
  for (const auto& [can, text] : {std::pair(list.can_binary, &list.binary), std::pair(list.can_octal, &list.octal),
                                  std::pair(list.can_hex, &list.hexadecimal), std::pair(list.can_decimal, &list.decimal)}) {
    if (!can || !says_something(*text)) continue;
    edits.push_back({list.begin, list.end, *text});
    return;
  }
}

// 0101010001101000...
void binary_runs(std::string_view text, std::size_t begin, std::size_t end, Edits& edits) {
  const std::string_view run = text.substr(begin, end - begin);
  if (run.size() < 48 || run.size() % 8 != 0 || run.find_first_not_of("01") != std::string_view::npos) return;
  std::string plain;
  for (std::size_t i = 0; i < run.size(); i += 8) {
    const int value = value_of(run.substr(i, 8), 2);
    if (!printable(value)) return;
    plain.push_back(static_cast<char>(value));
  }
  if (says_something(plain)) edits.push_back({begin, end, plain});
}

bool is_hex(char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

}  // namespace

void undo_codes(std::string_view text, Edits& edits) {
  List list;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_hex(text[at])) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    while (at < text.size() && is_hex(text[at])) ++at;
    std::size_t from = begin;
    if (at < text.size() && text[at] == 'x' && at - begin == 1 && text[begin] == '0') {  // 0x35
      from = ++at;
      while (at < text.size() && is_hex(text[at])) ++at;
    }
    const bool word = (begin == 0 || !is_alnum(text[begin - 1])) && (at >= text.size() || !is_alnum(text[at])) && at > from && at - from <= 8;
    const bool follows = list.count > 0 && begin - list.end <= kGapMax &&
                         text.substr(list.end, begin - list.end).find_first_not_of(" ,;:\n\t") == std::string_view::npos;
    if (at - from > 8) binary_runs(text, from, at, edits);
    const std::string_view number = text.substr(from, at - from);
    if (word && list.count >= kCodesMin && number.size() >= 6 && begin > 0 && text[begin - 1] == '\n') {  // a dump's own column
      list.end = at;
      continue;
    }
    if (!word || !follows || !take(list, number)) {
      close(list, edits);
      list = {};
      list.begin = begin;
      if (!word || !take(list, number)) list.count = 0;
    }
    list.end = at;
  }
  close(list, edits);
}

}  // namespace hallpass
