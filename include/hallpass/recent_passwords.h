// RecentPasswords: words of a sender's last messages to a recipient that may be passwords ("here is the
// password for the file I sent"), so that the locked file that comes in another message can be opened.
//
// In the memory of this process alone: never written, never logged, wiped when they are forgotten. Sender
// and recipient are kept as keyed digests, with a key made at start. No verdict waits for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

class RecentPasswords {
 public:
  static constexpr std::size_t kPairsMax = 20'000;        // (sender, recipient); the oldest go first
  static constexpr std::size_t kWordsEach = 8;            // the last of a pair
  static constexpr std::size_t kRecipientsMax = 16;       // of a message; the others are not looked at
  static constexpr std::size_t kWordBytesMax = 64;
  static constexpr std::int64_t kSecondsKept = 4 * 3600;

  virtual ~RecentPasswords() = default;

  // What `sender` wrote to any of `recipients` in the last kSecondsKept seconds, newest first, each once.
  // Addresses as in the envelope. Safe from any number of threads, as is remember().
  virtual std::vector<std::string> recall(std::string_view sender, std::span<const std::string> recipients,
                                          std::int64_t now_seconds) const = 0;

  // Message::passwords of a message that was read.
  virtual void remember(std::string_view sender, std::span<const std::string> recipients,
                        std::span<const std::string> words, std::int64_t now_seconds) = 0;
};

[[nodiscard]] std::unique_ptr<RecentPasswords> make_recent_passwords();  // state/recent_passwords.cc

}  // namespace hallpass
