// What a release pass is bound to: a digest of a message that survives its second way through the MTA and
// nothing else (FORMAT.md, "What a pass is bound to").
#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"

namespace hallpass::quarantine {

// Which of "date", "message-id", "from", "to" the message lacks, joined by commas: an MTA may add them to a
// message it is handed on loopback.
[[nodiscard]] std::string fields_it_may_add(std::string_view message);

// Covers the body and every header field in its order, but for trace fields, our own, those named in
// `may_add`, and the values of address fields. Line ends, folding and blanks of headers do not count, nor
// do empty lines at the end. Linear.
[[nodiscard]] Digest content_digest(std::string_view message, std::string_view may_add, const Key& key);

// `message` with every line ended by CRLF, the last one too: what SMTP may carry.
[[nodiscard]] std::string with_crlf(std::string_view message);

}  // namespace hallpass::quarantine
