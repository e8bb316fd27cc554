// A table by name, found through a small hash made at compile time: this is asked for every tag.
#include "message/readers/html_elements.h"

#include <array>

namespace hallpass {
namespace {

struct Row {
  std::string_view name;
  HtmlElementInfo info;
};
using enum HtmlElement;

constexpr std::array kRows{
    Row{"address", {block}}, Row{"article", {block}}, Row{"aside", {block}}, Row{"blockquote", {block}}, Row{"body", {block}},
    Row{"caption", {block}}, Row{"center", {block}}, Row{"dd", {block}}, Row{"details", {block}}, Row{"dir", {block}},
    Row{"div", {block}}, Row{"dl", {block}}, Row{"dt", {block}}, Row{"fieldset", {block}}, Row{"figure", {block}},
    Row{"footer", {block}}, Row{"form", {block}}, Row{"h1", {block}}, Row{"h2", {block}}, Row{"h3", {block}}, Row{"h4", {block}},
    Row{"h5", {block}}, Row{"h6", {block}}, Row{"header", {block}}, Row{"hr", {block, true}}, Row{"li", {block}}, Row{"main", {block}},
    Row{"menu", {block}}, Row{"nav", {block}}, Row{"ol", {block}}, Row{"option", {block}}, Row{"p", {block}}, Row{"section", {block}},
    Row{"summary", {block}}, Row{"ul", {block}}, Row{"xmp", {block}}, Row{"br", {line_break, true}}, Row{"table", {table}},
    Row{"tr", {row}}, Row{"td", {cell}}, Row{"th", {cell}}, Row{"pre", {preformatted}}, Row{"script", {hidden_text}},
    Row{"noembed", {hidden_text}}, Row{"template", {hidden_text}}, Row{"style", {no_text}}, Row{"textarea", {raw_block}},
    Row{"title", {raw_block}}, Row{"meta", {meta, true}}, Row{"area", {inline_, true}}, Row{"base", {inline_, true}},
    Row{"col", {inline_, true}}, Row{"embed", {inline_, true}}, Row{"img", {inline_, true}}, Row{"input", {inline_, true}},
    Row{"link", {inline_, true}}, Row{"param", {inline_, true}}, Row{"source", {inline_, true}}, Row{"track", {inline_, true}},
    Row{"wbr", {inline_, true}}, Row{"frame", {inline_, true}}};

constexpr std::size_t kSlots = 256;

constexpr std::size_t slot_of(std::string_view name) {
  return (name.size() * 37 + static_cast<unsigned char>(name.front()) * 11 + static_cast<unsigned char>(name.back()) * 5) % kSlots;
}

constexpr auto kTable = [] {
  std::array<std::uint8_t, kSlots> table{};  // 1 + the row's number
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    std::size_t slot = slot_of(kRows[i].name);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

}  // namespace

HtmlElementInfo html_element(std::string_view name) {
  if (name.empty()) return {};
  for (std::size_t slot = slot_of(name); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const Row& found = kRows[kTable[slot] - 1u];
    if (found.name == name) return found.info;
  }
  return {};
}

}  // namespace hallpass
