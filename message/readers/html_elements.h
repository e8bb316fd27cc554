// What the reader does at each HTML element.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

enum class HtmlElement : std::uint8_t { inline_, block, line_break, table, row, cell, preformatted, hidden_text, no_text, raw_block, meta };

struct HtmlElementInfo {
  HtmlElement kind = HtmlElement::inline_;
  bool empty = false;  // has no content and no closing tag
};

// `name` in lower case. Unknown elements are inline.
[[nodiscard]] HtmlElementInfo html_element(std::string_view name);

}  // namespace hallpass
