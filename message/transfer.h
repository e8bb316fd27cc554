// Transfer encodings, decoded as tolerantly as the most tolerant mail program: what is not of the
// alphabet is skipped, missing padding is supplied, an end in the middle gives what there is. Linear,
// no library, cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

// `damaged` (may be null) is set where characters were met that no encoder writes: the text may be no
// base64 at all.
[[nodiscard]] std::string decode_base64(std::string_view text, bool* damaged = nullptr);
[[nodiscard]] std::string decode_quoted_printable(std::string_view text);
// RFC 2047's Q: as above, and '_' is a blank.
[[nodiscard]] std::string decode_q(std::string_view text);

}  // namespace hallpass
