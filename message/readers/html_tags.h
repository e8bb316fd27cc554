// The tokenizer of HTML: one pass, no tree, nothing remembered but where it stands.
#pragma once

#include <string_view>

namespace hallpass {

struct HtmlToken {
  enum class Kind : unsigned char { text, open, close, comment, end } kind = Kind::end;
  std::string_view name;  // of the element, as written
  std::string_view body;  // text or comment as written; attributes of an open tag as written
};

// Walks `html` token by token. An unclosed comment or tag ends with the text; after <script>, <style> and
// the like call raw_text() to take everything up to the closing tag as it stands.
class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}
  HtmlToken next();
  std::string_view raw_text(std::string_view element);

 private:
  HtmlToken tag();
  std::string_view html_;
  std::size_t at_ = 0;
};

// The next attribute of an open tag; takes it off `attributes`. false: no more. Value as written, without quotes.
bool next_attribute(std::string_view& attributes, std::string_view& name, std::string_view& value);

// ASCII without case: the elements' and attributes' names.
bool same_name(std::string_view a, std::string_view lower);
// Both as written.
bool same_element(std::string_view a, std::string_view b);

}  // namespace hallpass
