#include "detectors/pii/checksums.h"

#include <algorithm>
#include <array>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

int number_at(std::string_view digits, std::size_t count) {
  int value = 0;
  for (std::size_t i = 0; i < count && i < digits.size(); ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

struct CardRange {
  int from, to;           // of the first four digits
  std::size_t shortest, longest;
};
constexpr std::array kCardRanges{
    CardRange{2200, 2204, 16, 19},  // Mir
    CardRange{2221, 2720, 16, 16},  // Mastercard
    CardRange{3000, 3059, 14, 19},  // Diners
    CardRange{3095, 3095, 14, 19}, CardRange{3400, 3499, 15, 15},  // American Express
    CardRange{3528, 3589, 16, 19},                                 // JCB
    CardRange{3600, 3699, 14, 19}, CardRange{3700, 3799, 15, 15}, CardRange{3800, 3999, 14, 19},
    CardRange{4000, 4999, 13, 19},  // Visa
    CardRange{5000, 5099, 12, 19},  // Maestro
    CardRange{5100, 5599, 16, 16},  // Mastercard
    CardRange{5600, 5899, 12, 19}, CardRange{6011, 6011, 16, 19},  // Discover
    CardRange{6200, 6299, 16, 19},                                 // UnionPay
    CardRange{6304, 6304, 12, 19}, CardRange{6390, 6390, 12, 19}, CardRange{6440, 6599, 16, 19},
    CardRange{6759, 6763, 12, 19}, CardRange{8100, 8171, 16, 19},
};

}  // namespace

std::string digits_of(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (is_digit(c)) digits += c;
  }
  return digits;
}

bool all_same(std::string_view digits) {
  return std::ranges::all_of(digits, [&](char c) { return c == digits.front(); });
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return !digits.empty() && sum % 10 == 0;
}

bool is_card_number(std::string_view digits) {
  if (digits.size() < 12 || digits.size() > 19 || !passes_luhn(digits)) return false;
  const int front = number_at(digits, 4);
  return std::ranges::any_of(kCardRanges, [&](const CardRange& range) {
    return front >= range.from && front <= range.to && digits.size() >= range.shortest && digits.size() <= range.longest;
  });
}

bool is_routing_number(std::string_view digits) {
  if (digits.size() != 9 || all_same(digits)) return false;
  const int prefix = number_at(digits, 2);
  const bool known = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix == 80;
  const auto at = [&](std::size_t i) { return digits[i] - '0'; };
  const int sum = 3 * (at(0) + at(3) + at(6)) + 7 * (at(1) + at(4) + at(7)) + (at(2) + at(5) + at(8));
  return known && sum % 10 == 0;
}

bool is_iban(std::string_view text) {
  if (text.size() < 15 || text.size() > 34) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[(i + 4) % text.size()];
    if (is_digit(c)) remainder = (remainder * 10 + (c - '0')) % 97;
    else if (c >= 'a' && c <= 'z') remainder = (remainder * 100 + (c - 'a' + 10)) % 97;
    else return false;
  }
  return remainder == 1;
}

}  // namespace hallpass
