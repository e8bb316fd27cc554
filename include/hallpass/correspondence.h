// Correspondence: who writes to whom. Read while a message is judged; updated only after its verdict
// was carried out. Never needed for a verdict: an implementation that cannot answer in time says so
// through known() == false.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
  // The empty sender is the whole district; the recipient "@domain" is everybody at that domain, "^ann" (for
  // one sender) everybody whose address begins with these kBeginning letters.
  static constexpr std::size_t kBeginning = 3;
  virtual Habit habit(std::string_view sender, std::string_view recipient) const = 0;

  // habit() for many recipients of one sender, same order; an implementation answers them at one go.
  virtual std::vector<Habit> habits(std::string_view sender, std::span<const std::string> recipients) const {
    std::vector<Habit> all;
    all.reserve(recipients.size());
    for (const std::string& recipient : recipients) all.push_back(habit(sender, recipient));
    return all;
  }

  // In how many messages `sender` addressed both (messages to at most kTogetherMax recipients count).
  static constexpr std::size_t kTogetherMax = 12;
  virtual std::uint32_t together(std::string_view sender, std::string_view one,
                                 std::string_view other) const {
    (void)sender, (void)one, (void)other;
    return 0;
  }
};

}  // namespace hallpass
