// Passes: the single-use, signed header value with which a released item comes back through the milter.
// Making and reading are pure; that a pass is used once is the index's matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace hallpass::quarantine {

struct Pass {
  std::string id;
  std::int64_t expires_seconds = 0;
  std::string may_add;   // content_digest.h
  std::string nonce;     // 32 letters and digits
  std::string mac;       // hex
};

// What else the mac covers.
struct PassScope {
  const Digest& content;
  std::string_view sender;
  const std::vector<std::string>& recipients;
};

inline constexpr std::size_t kPassBytesMax = 400;

// "v1 id=… exp=… add=… nonce=… mac=…". `pass.mac` is ignored.
[[nodiscard]] std::string write_pass(const Pass& pass, const PassScope& scope, const Key& key);

// Nothing where the value is not exactly of that form. Says nothing yet about the mac.
[[nodiscard]] std::optional<Pass> read_pass(std::string_view header_value);

// In constant time.
[[nodiscard]] bool mac_is_right(const Pass& pass, const PassScope& scope, const Key& key);

}  // namespace hallpass::quarantine
