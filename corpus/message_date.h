// The Date header field as a clock (RFC 5322, section 3.3, and what mailers really write): the offline tools
// judge a message as of the moment it was sent. Pure, linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hallpass {

// "Wed, 04 Mar 2026 14:12:00 -0600" -> Unix time. Takes comments, a missing weekday, missing seconds, years
// of two or three digits and named zones; a missing or unknown zone is UTC. Nothing where day, month, year
// or time are not there or name no moment between 1970 and 9999.
[[nodiscard]] std::optional<std::int64_t> parse_message_date(std::string_view text);

}  // namespace hallpass
