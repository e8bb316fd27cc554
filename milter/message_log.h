// What the daemon writes to its log, one line a message. Never matched text, a subject or a file name; what
// comes from outside (addresses, Message-ID) is made printable and cut.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/settings.h"

namespace hallpass {

struct MessageLine {
  std::string id;        // queue id, or the session's where the MTA gave none yet
  std::string sender;
  std::size_t recipients = 0;
  std::string action;    // the verdict, or refused, tempfail, released
  std::vector<std::string> rules;
  std::size_t students = 0;
  std::int64_t elapsed_ms = 0;
  std::size_t size_bytes = 0;
  std::size_t parts = 0;
  std::string message_id;
  std::string held;      // item id; empty: nothing held
  std::size_t held_recipients = 0;
  std::size_t own_headers = 0;   // of ours that came in and were taken out
  std::string trouble;   // makes the line a warning
};

// Once, before the first line: to standard error, text or JSON, from `log_level` on.
void start_logging(const std::string& log_level, bool json);

void log_message(const MessageLine& line);
void log_info(std::string_view text);
void log_warning(std::string_view text);
// Each line of `text` on a line of its own: problems of a configuration.
void log_error(std::string_view text);

// The text form, for tests.
[[nodiscard]] std::string to_text(const MessageLine& line);

}  // namespace hallpass
