// One number in several groups of digits. Three groups of three, two and four digits are a social security number
// whatever stands between; any other number is put together only where a word for it stands before.
#include <algorithm>
#include <array>
#include <span>

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kGroupsMax = 12;
constexpr std::size_t kGroupMax = 24;
constexpr std::size_t kGapMax = 6;
constexpr std::size_t kDigitsMin = 6, kDigitsMax = 10;

struct Number {
  std::size_t begin = 0, end = 0;
  std::array<std::size_t, kGroupsMax> sizes{};
  std::size_t groups = 0;
  std::string digits;
  std::size_t letters = 0;     // among the digits
  bool odd_gaps = false;       // signs that no number has between
  bool glued = false;          // a letter stands right before or behind
  std::string_view first_gap;
  bool even_gaps = true;
  bool calm_gaps = true;       // blanks, hyphens and full stops alone
};

bool shaped(const Number& number, std::size_t a, std::size_t b, std::size_t c) {
  return number.groups == 3 && number.sizes[0] == a && number.sizes[1] == b && number.sizes[2] == c;
}

bool odd(std::string_view gap) { return gap.find_first_not_of(" \t\n->.,()/") != std::string_view::npos; }

// The number that begins at text[at], a digit.
Number number_at(std::string_view text, std::size_t at) {
  Number number;
  number.begin = at;
  while (at < text.size() && number.groups < kGroupsMax) {
    const std::size_t begin = at;
    std::size_t digits = 0, letters = 0;
    for (; at < text.size() && at - begin < kGroupMax && (is_digit(text[at]) || passes_for(text[at])); ++at) (is_digit(text[at]) ? digits : letters) += 1;
    const bool word = at < text.size() && is_alnum(text[at]);
    if (at == begin || (digits == 0 && letters > 2) || (word && letters > 0)) {
      at = begin;
      break;
    }
    for (std::size_t i = begin; i < at; ++i) number.digits.push_back(is_digit(text[i]) ? text[i] : passes_for(text[i]));
    number.letters += letters;
    number.sizes[number.groups++] = at - begin;
    number.end = at;
    number.glued = number.glued || word;
    std::size_t next = at;
    while (next < text.size() && next - at <= kGapMax && !is_alnum(text[next])) ++next;
    const std::string_view gap = text.substr(at, next - at);
    if (word || gap.empty() || gap.size() > kGapMax || next >= text.size() || gap.find("\n\n") != std::string_view::npos) break;
    if (!is_digit(text[next]) && !(passes_for(text[next]) && next + 1 < text.size() && is_digit(text[next + 1]))) break;
    if (number.groups == 1) number.first_gap = gap;
    number.even_gaps = number.even_gaps && gap == number.first_gap;
    number.calm_gaps = number.calm_gaps && gap.find_first_not_of(" \t\n->.") == std::string_view::npos;
    number.odd_gaps = number.odd_gaps || odd(gap);
    at = next;
  }
  return number;
}

std::string in_groups(const std::string& digits) { return digits.substr(0, 3) + "-" + digits.substr(3, 2) + "-" + digits.substr(5); }

// As it stands it is a telephone number, a date, or begins with a whole number or social security number.
bool is_whole(const Number& number) {
  const auto size = [&number](std::size_t i) { return number.sizes[i]; };
  const auto value = [&number](std::size_t at, std::size_t count) { return (number.digits[at] - '0') * (count > 1 ? 10 : 1) + (count > 1 ? number.digits[at + 1] - '0' : 0); };
  if (std::ranges::any_of(std::span(number.sizes).first(number.groups), [](std::size_t digits) { return digits >= kDigitsMin; })) return true;
  if (number.groups < 3) return false;
  if ((size(0) == 3 && size(1) == 3 && size(2) == 4) || (size(0) == 3 && size(1) == 2 && size(2) == 4)) return true;
  const bool date = number.groups == 3 && size(0) <= 2 && size(1) <= 2 && (size(2) == 2 || size(2) == 4);
  return date && value(0, size(0)) <= 31 && value(size(0), size(1)) <= 31;
}

void judge(std::string_view text, const Number& number, Edits& edits) {
  const bool plain_gap = number.even_gaps && (number.first_gap == "-" || number.first_gap == " " || number.first_gap == ".");
  const bool dressed = number.letters > 0 || number.glued;
  const std::string blank = number.glued ? " " : "";
  if (shaped(number, 3, 2, 4)) {
    if (!plain_gap || dressed) edits.push_back({number.begin, number.end, blank + in_groups(number.digits) + blank, number.odd_gaps || dressed});
    return;
  }
  if (number.groups == 1 && !dressed) return;
  const bool number_like = (number.even_gaps || number.calm_gaps) && number.digits.size() >= kDigitsMin && number.digits.size() <= kDigitsMax;  // else a date with its time
  if (!number_like || (!dressed && is_whole(number)) || !labelled_before(text, number.begin)) return;
  if (shaped(number, 4, 2, 3) && plain_gap) {
    edits.push_back({number.begin, number.end, in_groups({number.digits.rbegin(), number.digits.rend()})});
    return;
  }
  edits.push_back({number.begin, number.end, blank + number.digits + blank, number.letters > 0 || number.odd_gaps});
}

}  // namespace

void undo_number_dress(std::string_view text, Edits& edits) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    while (begin > 0 && at - begin < 3 && passes_for(text[begin - 1])) --begin;  // "O44" begins with a letter
    if (begin > 0 && is_alnum(text[begin - 1])) begin = at;
    Number number = number_at(text, begin);
    if (number.end <= at) {
      at = std::max(begin == at ? at + 1 : number_at(text, at).end, at + 1);
      continue;
    }
    number.glued = number.glued || (begin > 0 && is_alnum(text[begin - 1]));
    judge(text, number, edits);
    at = std::max(number.end, at + 1);
  }
}

}  // namespace hallpass
