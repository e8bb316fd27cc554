// An mbox file, message by message, with one message in memory at a time.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace hallpass {

// Reads `begun`, which is to begin with a "From " line, and what follows it in `in` up to the end. A message begins at a
// line "From WORD … H:MM… YYYY" after an empty line or at the start, so that a sentence which begins with
// "From" in mail nobody quoted splits nothing. Quoting is undone: mboxrd's and mboxo's ">From " becomes
// "From ", mboxrd's ">>From " becomes ">From ". Line ends stay as they are.
class MboxSplitter {
 public:
  // A message is cut off one byte after `message_bytes_max`, which is how the reader sees that it is longer.
  MboxSplitter(std::istream& in, std::size_t message_bytes_max, std::string begun = {});

  // The next message without its "From " line; nothing at the end.
  [[nodiscard]] std::optional<std::string> next();

  // After next(): is there another one?
  [[nodiscard]] bool more() const { return separator_read_; }

 private:
  int next_byte();
  bool read_line();
  void append(std::string& message) const;

  std::istream& in_;
  std::size_t message_bytes_max_;
  std::string begun_;         // what was read of `in` before us
  std::size_t begun_at_ = 0;
  std::string line_;          // the line read last, with its end; long ones come in pieces
  bool line_begins_ = true;   // is line_ the first piece of its line?
  bool after_blank_ = true;
  bool separator_read_ = false;
};

}  // namespace hallpass
