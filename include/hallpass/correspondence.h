// Correspondence: who writes to whom. Read while a message is judged; updated only after its verdict
// was carried out. Never needed for a verdict: an implementation that cannot answer in time says so
// through known() == false.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

class Correspondence {
 public:
  virtual ~Correspondence() = default;

  // Is there any history of this sender to compare with? false: draw no conclusions.
  virtual bool known(std::string_view sender) const = 0;

  // How many messages `sender` sent to `recipient` so far, and when last (Unix time, 0 never).
  struct Habit {
    std::uint32_t messages = 0;
    std::int64_t last_seconds = 0;
  };
  virtual Habit habit(std::string_view sender, std::string_view recipient) const = 0;
};

}  // namespace hallpass
