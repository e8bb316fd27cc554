// What an element's style says about its text being seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hallpass {

struct HtmlColor {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool seen = true;  // false: transparent
};

// "#fff", "#ffffff", "rgb(255, 255, 255)", "white", with or without the '#' as in attributes.
[[nodiscard]] std::optional<HtmlColor> html_color(std::string_view value);

struct HtmlStyle {
  bool none = false;        // display:none and its like: what preheaders and copies for other screens have
  bool out_of_sight = false;  // off the page, of no size, clipped, of no opacity
  bool backwards = false;   // its characters run from right to left
  std::optional<bool> tiny; // the size of letters, where it is said
  std::optional<HtmlColor> color, background;
  bool picture_behind = false;  // a background that is no colour
};

// `style` as written in the attribute, at most its first 4 KiB.
[[nodiscard]] HtmlStyle html_style(std::string_view style);

// Colours and sizes as elements inherit them. Elements that say nothing about either cost next to nothing.
class HtmlLooks {
 public:
  void open(std::string_view name, const HtmlStyle& style, bool empty);
  void close(std::string_view name);
  bool unseen() const { return !looks_.empty() && looks_.back().unseen; }
  // From here on a style sheet may colour any background: text that is white on nothing may well be seen.
  void doubt_background() { background_sure_ = false; }

 private:
  struct Look {
    std::string_view name;  // of the page: it outlives the looks
    std::uint32_t depth = 1;
    std::optional<HtmlColor> color, background;
    bool picture_behind = false, tiny = false, unseen = false;
  };
  std::vector<Look> looks_;
  bool background_sure_ = true;
};

}  // namespace hallpass
