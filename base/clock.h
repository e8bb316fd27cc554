// The machine's clock, for records of what people and the daemon did. What judges a message takes its
// time as an argument instead.
#pragma once

#include <chrono>
#include <cstdint>

namespace hallpass {

[[nodiscard]] inline std::int64_t unix_now_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace hallpass
