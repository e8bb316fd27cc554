// Header fields as text: unfolding, encoded words (RFC 2047), parameters (RFC 2231) and mailboxes
// (RFC 5322), read forgivingly and in linear time. No library: these bytes are the first hostile ones.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hallpass/message.h"

namespace hallpass {

// The value as a person sees it: unfolded, encoded words decoded, raw 8-bit bytes guessed, valid UTF-8.
[[nodiscard]] std::string decode_header(std::string_view raw);

// "text/plain; charset=utf-8; name*0=a; name*1=b" -> value "text/plain", parameters {charset, name}. Names
// in lower case, values decoded; the first of several with one name wins, in `repeated` true.
struct HeaderValue {
  std::string value;
  std::vector<std::pair<std::string, std::string>> parameters;
  bool repeated = false;
  std::string_view parameter(std::string_view name) const;
};
[[nodiscard]] HeaderValue parse_parameters(std::string_view raw);

// Appends the mailboxes of an address field, at most until `out` holds `mailboxes_max`; false: there were more.
bool parse_mailboxes(std::string_view field, std::string_view raw, std::size_t mailboxes_max, std::vector<Mailbox>& out);

[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace hallpass
