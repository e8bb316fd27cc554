// E-mail addresses as they are compared: angle brackets off, quoted local parts unquoted where they need
// no quotes, domain and local part in lower case (RFC 5321 lets local parts differ by case; no school's
// mail system does), a trailing dot off. Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hallpass {

[[nodiscard]] std::string normalize_address(std::string_view address);
[[nodiscard]] std::string_view domain_of(std::string_view normalized_address);  // "" without an '@'
[[nodiscard]] std::string_view local_part_of(std::string_view normalized_address);

// Is `domain` one of `domains` or below one of them? All in lower case.
[[nodiscard]] bool domain_matches(std::string_view domain, std::span<const std::string> domains);

}  // namespace hallpass
