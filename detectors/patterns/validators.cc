#include "detectors/patterns/validators.h"

#include <algorithm>
#include <array>

#include "detectors/pii/checksums.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (char c : text) {
    if (is_word_byte(c)) kept += c;
  }
  return kept;
}

// Areas 000, 666 and 900 on, group 00 and serial 0000 were never issued.
bool could_be_ssn(std::string_view digits) {
  return digits.size() == 9 && !digits.starts_with("000") && !digits.starts_with("666") && digits[0] != '9' &&
         digits.substr(3, 2) != "00" && digits.substr(5) != "0000" && !all_same(digits);
}

bool knows(const Roster* roster, RosterField field, std::string_view value) {
  return roster == nullptr || !roster->find(field, value).empty();
}

constexpr std::array kValidators{
    Validator{"aba", "a bank's routing number", [](std::string_view text, const Roster*) { return is_routing_number(digits_of(text)); }},
    Validator{"card", "a card issuer's number", [](std::string_view text, const Roster*) { return is_card_number(digits_of(text)); }},
    Validator{"employee_number", "an employee's in the roster",
              [](std::string_view text, const Roster* roster) { return knows(roster, RosterField::employee_number, text); }},
    Validator{"iban", "its check digits right", [](std::string_view text, const Roster*) { return is_iban(letters_and_digits(text)); }},
    Validator{"luhn", "its check digit right",
              [](std::string_view text, const Roster*) {
                const std::string digits = digits_of(text);
                return digits.size() > 1 && !all_same(digits) && passes_luhn(digits);
              }},
    Validator{"ssn", "by the issuing rules", [](std::string_view text, const Roster*) { return could_be_ssn(digits_of(text)); }},
    Validator{"state_number", "a student's in the roster",
              [](std::string_view text, const Roster* roster) { return knows(roster, RosterField::state_number, digits_of(text)); }},
    Validator{"student_number", "a student's in the roster",
              [](std::string_view text, const Roster* roster) { return knows(roster, RosterField::number, digits_of(text)); }},
    Validator{"varied", "not one digit over and over",
              [](std::string_view text, const Roster*) { return !all_same(letters_and_digits(text)); }},
};
static_assert(std::ranges::adjacent_find(kValidators, std::ranges::greater_equal{}, &Validator::name) == kValidators.end(),
              "kValidators: keep sorted by name; names are unique");

}  // namespace

std::span<const Validator> validators() { return kValidators; }

}  // namespace hallpass
