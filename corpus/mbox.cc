// Lines are read in bounded pieces, so that a file without a line end costs no memory. Only the first piece
// of a line can be a separator or quoted.
#include "corpus/mbox.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kPieceBytesMax = 64u << 10;

bool digit(char c) { return c >= '0' && c <= '9'; }

// "From dana@a.example Thu Mar  5 15:41:05 2026": a time of day and a year of four digits.
bool separates(std::string_view line) {
  if (!line.starts_with("From ") || line.size() > 1024) return false;
  bool time = false, year = false;
  for (std::size_t at = 5; at < line.size(); ++at) {
    if (line[at] == ':' && digit(line[at - 1]) && at + 1 < line.size() && digit(line[at + 1])) time = true;
    if (!digit(line[at]) || digit(line[at - 1])) continue;
    std::size_t end = at;
    while (end < line.size() && digit(line[end])) ++end;
    if (end - at == 4 && (line[at] == '1' || line[at] == '2')) year = true;
  }
  return time && year;
}

bool quoted_from(std::string_view line) {
  const auto first = line.find_first_not_of('>');
  return first != std::string_view::npos && first > 0 && line.substr(first).starts_with("From ");
}

}  // namespace

MboxSplitter::MboxSplitter(std::istream& in, std::size_t message_bytes_max, std::string begun)
    : in_(in), message_bytes_max_(message_bytes_max), begun_(std::move(begun)) {}

int MboxSplitter::next_byte() {
  return begun_at_ < begun_.size() ? static_cast<unsigned char>(begun_[begun_at_++]) : in_.rdbuf()->sbumpc();
}

bool MboxSplitter::read_line() {
  line_begins_ = line_.empty() || line_.back() == '\n';
  line_.clear();
  for (int c = 0; line_.size() < kPieceBytesMax && (c = next_byte()) != std::streambuf::traits_type::eof();) {
    line_ += static_cast<char>(c);
    if (c == '\n') break;
  }
  return !line_.empty();
}

void MboxSplitter::append(std::string& message) const {
  std::string_view piece = line_;
  if (line_begins_ && quoted_from(piece)) piece.remove_prefix(1);
  const std::size_t room = message_bytes_max_ + 1 - std::min(message.size(), message_bytes_max_ + 1);
  message.append(piece.substr(0, room));
}

std::optional<std::string> MboxSplitter::next() {
  std::string message;
  bool begun = separator_read_;
  separator_read_ = false;
  while (read_line()) {
    if (line_begins_ && after_blank_ && (separates(line_) || (!begun && line_.starts_with("From ")))) {
      after_blank_ = false;
      if (begun) {
        separator_read_ = true;
        break;
      }
      begun = true;
      continue;
    }
    after_blank_ = line_begins_ && (line_ == "\n" || line_ == "\r\n");
    begun = true;
    append(message);
  }
  if (!begun) return std::nullopt;
  // The empty line before the next separator belongs to the mbox, not to the message.
  if (message.ends_with("\r\n\r\n")) message.resize(message.size() - 2);
  else if (message.ends_with("\n\n")) message.resize(message.size() - 1);
  return message;
}

}  // namespace hallpass
