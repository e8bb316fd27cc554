// Passwords that people write beside what they lock ("the password is Tiger42"): what a person would type to
// open it. They are tried, and handed on for the same sender's next messages (hallpass/recent_passwords.h);
// they are never shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/message.h"

namespace hallpass {

class Sink;

// The words of one message, in the order in which they are tried.
class PasswordWords {
 public:
  // Of a unit's text. Bodies and headers are looked through; of an attachment only the beginning.
  void look_at(UnitKind kind, std::string_view text);

  const std::vector<std::string>& marked() const { return marked_; }      // after "password" and the like, or alone on a line
  const std::vector<std::string>& loose() const { return loose_; }  // letters and digits in one word of the body

 private:
  void look_around(std::string_view text, std::size_t begin, std::size_t end);
  void look_at_lines(std::string_view text);

  std::vector<std::string> marked_, loose_;
  std::size_t bytes_seen_ = 0;
};

inline constexpr std::size_t kMarkedMax = 16;
inline constexpr std::size_t kLooseMax = 16;

// One locked document's way through the words: own marked ones, those of earlier messages, own loose ones.
// Bounded for the message by limits.passwords_max and passwords_ms; what is left out is noted.
//
//   PasswordTries tries(sink);
//   while (const std::string* word = tries.next()) {
//     if (opens(*word)) return tries.opened(), read_it();
//   }
class PasswordTries {
 public:
  explicit PasswordTries(Sink& sink);
  ~PasswordTries() { stop_clock(); }
  PasswordTries(const PasswordTries&) = delete;
  PasswordTries& operator=(const PasswordTries&) = delete;

  const std::string* next();  // null: no more
  void opened();              // the last one fits: noted; the clock stands until next()

 private:
  void stop_clock();

  Sink& sink_;
  std::vector<std::string> words_;
  std::size_t earlier_begin_ = 0, earlier_end_ = 0;  // which of them come from earlier messages
  std::size_t at_ = 0;
  bool cut_ = false;
  std::int64_t started_ns_ = 0;  // 0: the clock stands
};

}  // namespace hallpass
