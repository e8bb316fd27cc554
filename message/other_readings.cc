// Each is one pass; most mail takes none of the turns.
#include "message/other_readings.h"

#include <algorithm>
#include <array>

#include "message/header_text.h"

namespace hallpass {
namespace {

constexpr unsigned kProseWords = 6, kSmallWords = 4;

constexpr std::array<std::string_view, 14> kPrograms{"authentication-results", "date", "delivery-date", "in-reply-to", "message-id", "mime-version", "received",
                                                     "received-spf", "references", "return-path", "user-agent", "x-mailer", "x-mimeole", "x-received"};
static_assert(std::ranges::is_sorted(kPrograms));

// Letters, and no sign but what ends a sentence: no host, no path, no identifier.
bool is_plain_word(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ':' || word.back() == ')' || word.back() == '?')) word.remove_suffix(1);
  while (!word.empty() && word.front() == '(') word.remove_prefix(1);
  return !word.empty() && std::ranges::all_of(word, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

}  // namespace

bool holds_prose(std::string_view text) {
  unsigned words = 0, small = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const bool plain = is_plain_word(word);
    words = plain ? words + 1 : 0;
    small = plain ? small + (word[0] >= 'a' && word[0] <= 'z') : 0;
    if (words >= kProseWords && small >= kSmallWords) return true;
  }
  return false;
}

bool is_written_by_programs(std::string_view name) {
  return std::ranges::binary_search(kPrograms, name) || name.starts_with("arc-") || name.starts_with("dkim-") || name.starts_with("x-ms-");
}

std::string with_blanks(std::string name) {
  for (char& c : name) c = c == '_' || c == '.' ? ' ' : c;
  return name;
}

std::string with_line_feeds(std::string_view bytes) {
  bool differs = false;
  for (std::size_t at = bytes.find('\r'); at != std::string_view::npos && !differs; at = bytes.find('\r', at + 1)) {
    const std::string_view next = bytes.substr(at + 1, 9);
    if (next.starts_with('\n') || next.starts_with("\r\n")) continue;
    differs = next.starts_with("--") || next.starts_with('\r') || lower_ascii(next.substr(0, 8)) == "content-";
  }
  if (!differs) return {};
  std::string copy(bytes);
  for (std::size_t i = 0; i < copy.size(); ++i) {
    if (copy[i] == '\r' && (i + 1 >= copy.size() || copy[i + 1] != '\n')) copy[i] = '\n';
  }
  return copy;
}

}  // namespace hallpass
