// The header of a message as the offline tools need it before anything is read: who wrote to whom, and
// when. Our own tolerant look at the outermost header; it decides about no message, it only stands in for
// the SMTP envelope and the clock that a file does not have. Pure, linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/envelope.h"

namespace hallpass {

struct HeadField {
  std::string_view name;  // as written
  std::string value;      // unfolded, not decoded
};

// At most so many bytes and fields of a message are looked at.
inline constexpr std::size_t kHeadBytesMax = 1u << 20;
inline constexpr std::size_t kHeadFieldsMax = 10'000;

// The fields before the first empty line, in order. A leading mbox "From " line and lines that are no field
// are passed over. Names refer to `message`.
[[nodiscard]] std::vector<HeadField> head_fields(std::string_view message);

// Does `text`, the beginning of a file, look like a message: a header field in its first line, and one of
// the fields that mail has?
[[nodiscard]] bool looks_like_message(std::string_view text);

// The addresses of an address field's value: display names, comments and group names left out, at most
// `addresses_max`. "Dana <d@a.example>, p@b.example" -> the two. What holds no '@' is no address.
[[nodiscard]] std::vector<std::string> addresses_in(std::string_view value, std::size_t addresses_max = 10'000);

// The envelope that the header suggests: the first address of From (else of Sender, else of Return-Path)
// to all of To, Cc and Bcc, each once; no login, no client.
[[nodiscard]] Envelope envelope_of_head(const std::vector<HeadField>& fields);

// The first Date that can be read.
[[nodiscard]] std::optional<std::int64_t> date_of_head(const std::vector<HeadField>& fields);

}  // namespace hallpass
