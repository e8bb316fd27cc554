// JSON as lines "key: value", objects parted by blank lines; escapes undone. Forgiving: what is not JSON
// is passed over, and nothing is kept but the key at hand, so depth costs nothing.
#include <charconv>

#include "base/utf8.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

class JsonReader {
 public:
  JsonReader(std::string_view text, UnitWriter& out, Sink& sink) : text_(text), out_(out), sink_(sink) {}

  void read() {
    while (at_ < text_.size() && out_.ok() && sink_.in_time()) {
      const char c = text_[at_];
      if (c == '"') {
        string();
      } else if (c == '}') {
        ++at_;
        if (lines_ > 0) out_.line_end();
        lines_ = 0;
      } else if (c == ',' || c == '[' || c == ']' || c == '{' || c == ':' || c <= ' ') {
        ++at_;
      } else {
        word();
      }
    }
  }

 private:
  void string() {
    value_.clear();
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) escape();
      else value_.push_back(text_[at_]);
    }
    ++at_;
    std::size_t next = at_;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\n' || text_[next] == '\r' || text_[next] == '\t')) ++next;
    if (next < text_.size() && text_[next] == ':') {
      key_ = value_;
      at_ = next + 1;
    } else {
      line();
    }
  }

  void escape() {
    const char c = text_[++at_];
    if (c != 'u') {
      value_.push_back(c == 'n' || c == 'r' ? '\n' : c == 't' ? '\t' : c);
      return;
    }
    char32_t unit = hex4(at_ + 1);
    at_ += std::min<std::size_t>(4, text_.size() - at_ - 1);
    if (unit >= 0xd800 && unit < 0xdc00 && text_.substr(at_ + 1, 2) == "\\u") {
      unit = 0x10000 + ((unit - 0xd800) << 10) + ((hex4(at_ + 3) - 0xdc00) & 0x3ff);
      at_ += std::min<std::size_t>(6, text_.size() - at_ - 1);
    }
    append_utf8(value_, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
  }

  char32_t hex4(std::size_t at) const {
    const std::string_view hex = at < text_.size() ? text_.substr(at, 4) : std::string_view();
    unsigned value = 0xfffd;
    std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    return value;
  }

  void word() {  // a number, true, null, or no JSON at all
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] > ' ' && std::string_view(",:[]{}\"").find(text_[at_]) == std::string_view::npos) ++at_;
    value_ = text_.substr(begin, at_ - begin);
    if (value_ == "null") key_.clear();
    else line();
  }

  void line() {
    if (!key_.empty()) {
      out_.text(key_);
      out_.text(": ");
    }
    out_.paragraph(value_);
    ++lines_;
  }

  std::string_view text_;
  UnitWriter& out_;
  Sink& sink_;
  std::size_t at_ = 0;
  std::size_t lines_ = 0;
  std::string key_;
  std::string value_;
};

}  // namespace

Likeness looks_like_json(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \r\n\t\xef\xbb\xbf");
  if (first == std::string_view::npos || (bytes[first] != '{' && bytes[first] != '[')) return Likeness::no;
  const std::size_t second = bytes.find_first_not_of(" \r\n\t[{", first);
  return second != std::string_view::npos && bytes[second] == '"' ? Likeness::maybe : Likeness::no;
}

void read_json(const Document& document, Sink& sink) {
  const std::string text = document_text(document, sink);
  UnitWriter out(sink, document.kind);
  JsonReader(text, out, sink).read();
}

}  // namespace hallpass
