// Checks that tell numbers from numbers that look alike. All take digits (IBAN: letters too) without
// separators. Pure.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

[[nodiscard]] std::string digits_of(std::string_view text);
[[nodiscard]] bool all_same(std::string_view digits);

[[nodiscard]] bool passes_luhn(std::string_view digits);       // ISO/IEC 7812
[[nodiscard]] bool is_card_number(std::string_view digits);    // Luhn, length and issuer range
[[nodiscard]] bool is_routing_number(std::string_view digits); // ABA checksum and Federal Reserve prefix
[[nodiscard]] bool is_iban(std::string_view letters_and_digits);  // ISO 13616, mod 97; lower case

}  // namespace hallpass
