// Who sent to whom, from a Postfix log: syslog lines of any age, with classic ("Nov 22 08:15:37") or RFC 3339 times.
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace hallpass::cli {

// A message that left the queue.
struct LoggedMessage {
  std::string sender;               // the login where it is an address, else MAIL FROM
  std::set<std::string> delivered;  // status=sent, each once
  std::int64_t at_seconds = 0;
};

inline constexpr std::size_t kLogLineBytesMax = 16'384;   // longer ones are passed over
inline constexpr std::size_t kLogMessagesOpenMax = 100'000;  // in the queue at once; more: the log is incomplete

// Does it read like one? `beginning`: some kilobytes of a file.
[[nodiscard]] bool looks_like_postfix_log(std::string_view beginning);

// Reads forward, one message in hand. What was handed to a filter on this host (relay=127.0.0.1) is not
// counted: it comes again.
class PostfixLog {
 public:
  // `now_seconds`: lines without a year are of the last one that does not make them later than that.
  PostfixLog(std::istream& in, std::int64_t now_seconds) : in_(in), now_seconds_(now_seconds) {}

  // The next message that is done; at the end those that never were; then nothing.
  [[nodiscard]] std::optional<LoggedMessage> next();

 private:
  std::optional<LoggedMessage> take(std::string_view line);
  std::int64_t time_of(std::string_view line) const;

  std::istream& in_;
  const std::int64_t now_seconds_;
  std::map<std::string, LoggedMessage, std::less<>> open_;  // by queue id
};

}  // namespace hallpass::cli
