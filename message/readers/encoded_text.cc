// One pass over the lines; a file ends at its end mark or at the first line that is none of its own.
#include "message/readers/encoded_text.h"

#include <string.h>

#include <algorithm>

#include "message/charset.h"
#include "message/header_text.h"

namespace hallpass {
namespace {

class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  bool next(std::string_view& line) {
    if (at_ >= text_.size()) return false;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    line = text_.substr(at_, end - at_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at_ = end + 1;
    return true;
  }
  std::size_t place() const { return at_; }
  void back_to(std::size_t place) { at_ = place; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

int uu_value(char c) { return (c - 0x20) & 0x3f; }

// A line of uuencode: its length, then groups of four. false: it is none.
bool decode_uu_line(std::string_view line, std::string& out) {
  if (line.empty() || line[0] < 0x20 || line[0] > 0x60) return false;
  const auto length = static_cast<std::size_t>(uu_value(line[0]));
  if (length > 45 || line.size() - 1 > 64) return false;
  const std::size_t before = out.size();
  for (std::size_t i = 1; out.size() - before < length; i += 4) {
    std::uint32_t bits = 0;  // blanks at a line's end are often lost: they mean zero
    for (std::size_t j = 0; j < 4; ++j) bits = bits << 6 | static_cast<std::uint32_t>(i + j < line.size() ? uu_value(line[i + j]) : 0);
    for (int shift = 16; shift >= 0 && out.size() - before < length; shift -= 8) out.push_back(static_cast<char>(bits >> shift));
  }
  return true;
}

// "begin 644 name"
bool is_uu_begin(std::string_view line, std::string& name) {
  if (!line.starts_with("begin ")) return false;
  line.remove_prefix(6);
  const std::size_t digits = line.find_first_not_of("01234567");
  if (digits == std::string_view::npos || digits < 3 || digits > 6 || line[digits] != ' ') return false;
  name = to_utf8(trimmed(line.substr(digits)), "");
  return !name.empty();
}

void take_uu(Lines& lines, std::string name, Sink& sink) {
  std::string bytes, ignored;
  std::size_t before = lines.place();
  for (std::string_view line; lines.next(line) && line != "end"; before = lines.place()) {
    if (is_uu_begin(line, ignored) || !decode_uu_line(line, bytes)) {
      lines.back_to(before);
      break;
    }
    if (!sink.in_time()) break;
  }
  if (!bytes.empty() && sink.expand(bytes.size())) sink.member({std::move(name), std::move(bytes), {}});
}

void take_yenc(Lines& lines, std::string name, Sink& sink) {
  std::string bytes;
  for (std::string_view line; lines.next(line) && !line.starts_with("=yend") && sink.in_time();) {
    if (line.starts_with("=ypart")) continue;
    if (line.starts_with("..")) line.remove_prefix(1);  // a dot that SMTP doubled
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool escaped = line[i] == '=' && i + 1 < line.size();
      if (escaped) ++i;
      bytes.push_back(static_cast<char>(line[i] - 42 - (escaped ? 64 : 0)));
    }
  }
  if (!bytes.empty() && sink.expand(bytes.size())) sink.member({std::move(name), std::move(bytes), {}});
}

// std::string_view::find stops at each first letter; this does not.
bool contains(std::string_view text, std::string_view wanted) {
  return !text.empty() && ::memmem(text.data(), text.size(), wanted.data(), wanted.size()) != nullptr;
}

}  // namespace

void unfold_encoded_text(std::string_view bytes, Sink& sink) {
  if (contains(bytes, "-----BEGIN PGP MESSAGE-----")) sink.note("content.encrypted", "a PGP message in the text");
  if (!contains(bytes, "begin ")) return;  // "=ybegin " too
  Lines lines(bytes);
  std::string name;
  for (std::string_view line; lines.next(line) && sink.in_time();) {
    if (is_uu_begin(line, name)) {
      take_uu(lines, name, sink);
    } else if (line.starts_with("=ybegin ")) {
      const std::size_t at = line.find("name=");
      take_yenc(lines, at == std::string_view::npos ? "" : to_utf8(trimmed(line.substr(at + 5)), ""), sink);
    }
  }
}

}  // namespace hallpass
