// Declarations are taken one by one from a copy without blanks, comments and capitals.
#include "message/readers/html_style.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "message/readers/html_tags.h"

namespace hallpass {
namespace {

constexpr std::size_t kStyleMax = 4096;
constexpr std::size_t kLooksMax = 256;
constexpr std::size_t kLooksBack = 24;   // so far a closing tag looks for its opening one
constexpr int kNoContrast = 10;          // of 255, in each of the three colours
constexpr double kOffPage = -500;

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 17> kNamed{{
    {"aqua", 0x00ffff}, {"black", 0}, {"blue", 0x0000ff}, {"fuchsia", 0xff00ff}, {"gray", 0x808080}, {"green", 0x008000}, {"ivory", 0xfffff0},
    {"lime", 0x00ff00}, {"maroon", 0x800000}, {"navy", 0x000080}, {"olive", 0x808000}, {"purple", 0x800080}, {"red", 0xff0000},
    {"silver", 0xc0c0c0}, {"snow", 0xfffafa}, {"white", 0xffffff}, {"yellow", 0xffff00},
}};

HtmlColor of(std::uint32_t rgb) { return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb), true}; }

std::string packed(std::string_view style) {
  std::string out;
  style = style.substr(0, kStyleMax);
  for (std::size_t i = 0; i < style.size(); ++i) {
    const char c = style[i];
    if (c == '/' && i + 1 < style.size() && style[i + 1] == '*') {
      i = std::min(style.find("*/", i + 2), style.size() - 1) + 1;
    } else if (c > ' ' || static_cast<unsigned char>(c) >= 0x80) {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
  }
  return out;
}

// The number a value begins with.
std::optional<double> number(std::string_view value, std::string_view* unit = nullptr) {
  double found = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), found);
  if (error != std::errc{}) return {};
  if (unit) *unit = value.substr(static_cast<std::size_t>(end - value.data()));
  return found;
}

std::optional<HtmlColor> rgb(std::string_view inside) {
  double parts[4] = {0, 0, 0, 1};
  for (std::size_t i = 0; i < 4 && !inside.empty(); ++i) {
    std::string_view unit;
    const auto value = number(inside, &unit);
    if (!value) return {};
    parts[i] = unit.starts_with('%') && i < 3 ? *value * 2.55 : *value;
    const std::size_t next = inside.find_first_of(",/)");
    inside.remove_prefix(std::min(next == std::string_view::npos ? inside.size() : next + 1, inside.size()));
  }
  const auto byte = [](double v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0, 255.0)); };
  return HtmlColor{byte(parts[0]), byte(parts[1]), byte(parts[2]), parts[3] > 0.05};
}

bool tiny(std::string_view value) {
  std::string_view unit;
  const auto size = number(value, &unit);
  if (!size) return false;
  if (unit.starts_with("em") || unit.starts_with("rem")) return *size < 0.1;
  return unit.starts_with('%') ? *size < 10 : *size <= 1;
}

struct Box {  // what several declarations say together
  bool no_size = false, cuts = false, rtl = false, override_ = false, placed = false, off = false;
};

void declare(std::string_view name, std::string_view value, HtmlStyle& style, Box& box) {
  const auto off_page = [&] { const auto at = number(value); return at && *at <= kOffPage; };
  if (name == "display") style.none = style.none || value.starts_with("none");
  else if (name == "visibility") style.none = style.none || value.starts_with("hidden") || value.starts_with("collapse");
  else if (name == "mso-hide") style.none = style.none || value.starts_with("all");
  else if (name == "opacity") style.out_of_sight = style.out_of_sight || number(value).value_or(1) < 0.1;
  else if (name == "font-size") style.tiny = tiny(value);
  else if (name == "color") style.color = html_color(value);
  else if (name == "background" || name == "background-color" || name == "background-image") {
    const auto color = html_color(value);
    if (value.find("url(") != std::string_view::npos || value.find("gradient") != std::string_view::npos) style.picture_behind = true;
    else if (color) style.background = color->seen ? color : std::nullopt;
  } else if (name == "left" || name == "top" || name == "right" || name == "text-indent" || name == "margin-left" || name == "margin-top" || name == "bottom") {
    style.out_of_sight = style.out_of_sight || off_page();
  } else if (name == "width" || name == "height" || name == "max-height" || name == "max-width" || name == "line-height") {
    box.no_size = box.no_size || (name != "line-height" && number(value).value_or(1) == 0);
  } else if (name == "overflow") box.cuts = value.starts_with("hidden");
  else if (name == "clip") style.out_of_sight = style.out_of_sight || value.starts_with("rect(0") || value.starts_with("rect(1px,1px");
  else if (name == "clip-path") style.out_of_sight = style.out_of_sight || value.starts_with("inset(100%") || value.starts_with("inset(50%");
  else if (name == "transform") {
    style.out_of_sight = style.out_of_sight || value.find("scale(0)") != std::string_view::npos || value.find("scale(0,") != std::string_view::npos;
    style.backwards = style.backwards || value.find("scalex(-1)") != std::string_view::npos;
  } else if (name == "direction") box.rtl = value.starts_with("rtl");
  else if (name == "unicode-bidi") box.override_ = value.find("override") != std::string_view::npos;
  else if (name == "flex-direction") style.backwards = style.backwards || value.starts_with("row-reverse");
}

}  // namespace

std::optional<HtmlColor> html_color(std::string_view value) {
  if (value.starts_with("rgb")) {
    const std::size_t open = value.find('(');
    return open == std::string_view::npos ? std::nullopt : rgb(value.substr(open + 1));
  }
  if (value.starts_with("transparent")) return HtmlColor{0, 0, 0, false};
  const bool sign = value.starts_with('#');
  std::string_view hex = sign ? value.substr(1) : value;
  std::uint32_t bits = 0;
  const auto end = std::from_chars(hex.data(), hex.data() + hex.size(), bits, 16).ptr;
  const auto length = static_cast<std::size_t>(end - hex.data());
  if (sign && length == 3) return of((bits & 0xf00) * 0x1100 | (bits & 0xf0) * 0x110 | (bits & 0xf) * 0x11);
  if (length == 6) return of(bits);
  std::string name(value.substr(0, std::min<std::size_t>(value.find_first_of(";! "), 16)));
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto found = std::ranges::find(kNamed, std::string_view(name), &std::pair<std::string_view, std::uint32_t>::first);
  return found == kNamed.end() ? std::nullopt : std::optional(of(found->second));
}

HtmlStyle html_style(std::string_view written) {
  HtmlStyle style;
  Box box;
  const std::string text = packed(written);
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (const std::size_t colon = one.find(':'); colon != std::string_view::npos) declare(one.substr(0, colon), one.substr(colon + 1), style, box);
  }
  style.out_of_sight = style.out_of_sight || (box.no_size && box.cuts);
  style.backwards = style.backwards || (box.rtl && box.override_);
  return style;
}

void HtmlLooks::open(std::string_view name, const HtmlStyle& style, bool empty) {
  if (empty) return;
  if (!style.color && !style.background && !style.tiny && !style.picture_behind) {
    const std::size_t back = std::min(looks_.size(), kLooksBack);
    for (std::size_t i = 0; i < back; ++i) {
      Look& look = looks_[looks_.size() - 1 - i];
      if (look.name.size() == name.size() && same_element(look.name, name)) return static_cast<void>(++look.depth);
    }
    return;
  }
  if (looks_.size() >= kLooksMax) return;
  Look look = looks_.empty() ? Look{} : looks_.back();
  look.name = name;
  look.depth = 1;
  if (style.color) look.color = style.color;
  if (style.background) look.background = style.background;
  if (style.background) look.picture_behind = false;
  if (style.picture_behind) look.picture_behind = true;
  if (style.tiny) look.tiny = *style.tiny;
  const auto near = [](std::uint8_t a, std::uint8_t b) { return std::abs(static_cast<int>(a) - static_cast<int>(b)) <= kNoContrast; };
  look.unseen = look.tiny;
  if (look.color && !look.color->seen) look.unseen = true;
  else if (look.color && !look.picture_behind && (look.background || background_sure_)) {
    const HtmlColor behind = look.background.value_or(of(0xffffff));
    look.unseen = look.unseen || (near(look.color->red, behind.red) && near(look.color->green, behind.green) && near(look.color->blue, behind.blue));
  }
  looks_.push_back(look);
}

void HtmlLooks::close(std::string_view name) {
  const std::size_t back = std::min(looks_.size(), kLooksBack);
  for (std::size_t i = 0; i < back; ++i) {
    const std::size_t at = looks_.size() - 1 - i;
    if (looks_[at].name.size() != name.size() || !same_element(looks_[at].name, name)) continue;
    if (--looks_[at].depth == 0) looks_.resize(at);
    return;
  }
}

}  // namespace hallpass
