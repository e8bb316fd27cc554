// A '<' that begins no tag is text, as in browsers. Finding the end of a tag minds quotes, but a quote
// that never closes must not swallow the document: then the tag ends at its first '>'.
#include "message/readers/html_tags.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kTagMax = 1u << 20;  // a longer tag ends at its first '>'

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':'; }

}  // namespace

bool same_name(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::ranges::equal(a, lower, [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}

bool same_element(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, [](char x, char y) { return (x | 32) == (y | 32); });
}

HtmlToken HtmlTokenizer::next() {
  if (at_ >= html_.size()) return {};
  if (html_[at_] == '<') {
    if (HtmlToken found = tag(); found.kind != HtmlToken::Kind::end) return found;
  }
  const std::size_t begin = at_;
  at_ = std::min(html_.find('<', at_ + 1), html_.size());
  return {HtmlToken::Kind::text, {}, html_.substr(begin, at_ - begin)};
}

// The tag or comment at at_; Kind::end where the '<' is only a character.
HtmlToken HtmlTokenizer::tag() {
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) {
    if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {  // empty, as browsers have it
      at_ += rest[4] == '>' ? 5 : 6;
      return {HtmlToken::Kind::comment, {}, {}};
    }
    std::size_t end = rest.find("--", 4), close = 0;
    while (end != std::string_view::npos) {
      close = rest.substr(end + 2).starts_with('>') ? 3 : rest.substr(end + 2).starts_with("!>") ? 4 : 0;
      if (close > 0) break;
      end = rest.find("--", end + 1);
    }
    const std::size_t stop = std::min(end, rest.size());
    at_ += end == std::string_view::npos ? rest.size() : end + close;
    return {HtmlToken::Kind::comment, {}, rest.substr(4, stop - 4)};
  }
  if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
    const std::size_t end = std::min(rest.find('>'), rest.size());
    at_ += std::min(end + 1, rest.size());
    return {HtmlToken::Kind::comment, {}, rest.substr(2, end - std::min<std::size_t>(end, 2))};
  }
  std::size_t i = 1;
  const bool closing = rest.size() > 1 && rest[1] == '/';
  if (closing) ++i;
  if (i >= rest.size() || !is_letter(rest[i])) return {};
  const std::size_t name_begin = i;
  while (i < rest.size() && is_name(rest[i])) ++i;
  const std::string_view name = rest.substr(name_begin, i - name_begin);
  const std::size_t attributes = i;
  std::size_t first_end = std::string_view::npos;
  char quote = 0;
  bool after_equals = false;
  for (; i < rest.size() && i < kTagMax; ++i) {
    const char c = rest[i];
    if (c == '>') {
      if (quote == 0) break;
      first_end = std::min(first_end, i);
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && after_equals) {
      quote = c;
    }
    if (!is_blank(c)) after_equals = c == '=';
  }
  if ((i >= rest.size() || i >= kTagMax) && first_end != std::string_view::npos) i = first_end;
  const std::string_view body = rest.substr(attributes, i - attributes);
  at_ += std::min(i + 1, rest.size());
  return {closing ? HtmlToken::Kind::close : HtmlToken::Kind::open, name, body};
}

std::string_view HtmlTokenizer::raw_text(std::string_view element) {
  const std::size_t begin = at_;
  for (std::size_t i = html_.find("</", at_); i != std::string_view::npos; i = html_.find("</", i + 2)) {
    if (same_name(html_.substr(i + 2, element.size()), element)) {
      at_ = i;
      return html_.substr(begin, i - begin);
    }
  }
  at_ = html_.size();
  return html_.substr(begin);
}

bool next_attribute(std::string_view& attributes, std::string_view& name, std::string_view& value) {
  std::size_t i = 0;
  const std::string_view text = attributes;
  while (i < text.size() && (is_blank(text[i]) || text[i] == '/' || text[i] == '=')) ++i;
  if (i >= text.size()) return false;
  const std::size_t name_begin = i;
  while (i < text.size() && !is_blank(text[i]) && text[i] != '=' && text[i] != '/') ++i;
  name = text.substr(name_begin, i - name_begin);
  value = {};
  std::size_t j = i;
  while (j < text.size() && is_blank(text[j])) ++j;
  if (j < text.size() && text[j] == '=') {
    ++j;
    while (j < text.size() && is_blank(text[j])) ++j;
    if (j < text.size() && (text[j] == '"' || text[j] == '\'')) {
      const std::size_t end = std::min(text.find(text[j], j + 1), text.size());
      value = text.substr(j + 1, end - j - 1);
      i = std::min(end + 1, text.size());
    } else {
      i = j;
      while (i < text.size() && !is_blank(text[i])) ++i;
      value = text.substr(j, i - j);
    }
  }
  attributes = text.substr(std::max(i, name_begin + 1));
  return true;
}

}  // namespace hallpass
