// Volume: how much a sender sent lately. Read while a message is judged; updated only after its verdict
// was carried out.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

class Volume {
 public:
  virtual ~Volume() = default;

  // Recipients that `sender` addressed in (now - window_seconds, now], this message not included.
  virtual std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                         std::int64_t window_seconds) const = 0;
};

}  // namespace hallpass
