// HTML by its tokens: what a person sees in reading order, and beside it, as hidden units, what they do
// not see: comments, scripts, alt and title texts, input values, elements with display:none or `hidden`.
// No tree is built, so depth costs nothing.
#include <algorithm>
#include <array>
#include <charconv>

#include "message/header_text.h"
#include "message/readers/html_elements.h"
#include "message/readers/html_page.h"
#include "message/readers/html_tags.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

// Attributes that hold text of their own. (href: mailto and tel links carry addresses and numbers.)
constexpr std::array<std::string_view, 9> kTextAttributes{"alt", "title", "placeholder", "aria-label", "value", "content",
                                                          "label", "summary", "href"};

bool contains_without_blanks(std::string_view style, std::string_view wanted) {
  std::string packed;
  for (const char c : style.substr(0, 4096)) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') packed.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return packed.find(wanted) != std::string::npos;
}

bool style_hides(std::string_view style) {
  return std::ranges::any_of(std::array<std::string_view, 5>{"display:none", "visibility:hidden", "font-size:0", "opacity:0;", "mso-hide:all"},
                             [style](std::string_view s) { return contains_without_blanks(style, s); });
}

// An element's name in lower case, cut off where no element is that long.
class LowerName {
 public:
  explicit LowerName(std::string_view name) : size_(std::min(name.size(), sizeof text_)) {
    for (std::size_t i = 0; i < size_; ++i) text_[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
  }
  std::string_view view() const { return {text_, size_}; }

 private:
  std::size_t size_;
  char text_[32];
};

class HtmlReader {
 public:
  HtmlReader(std::string_view html, const Document& document, Sink& sink)
      : tokens_(html), sink_(sink), page_(sink, document.kind), hidden_(sink, UnitKind::hidden, "#hidden") {}

  void read() {
    for (HtmlToken token = tokens_.next(); token.kind != HtmlToken::Kind::end; token = tokens_.next()) {
      if (!page_.ok() || !sink_.in_time()) break;
      switch (token.kind) {
        case HtmlToken::Kind::text: text(token.body); break;
        case HtmlToken::Kind::comment: hidden_line(token.body); break;
        case HtmlToken::Kind::open: open(token); break;
        case HtmlToken::Kind::close: close(token); break;
        case HtmlToken::Kind::end: break;
      }
    }
    page_.finish();
  }

 private:
  void text(std::string_view body) {
    if (hiding_.empty()) page_.text(body, preformatted_ > 0);
    else hidden_.text(body);
  }

  void hidden_line(std::string_view body) {
    body = trimmed(body);
    if (!body.empty()) hidden_.paragraph(body);
  }

  void open(const HtmlToken& token) {
    const LowerName name(token.name);
    const HtmlElementInfo element = html_element(name.view());
    unsigned columns = 1;
    const bool hides = !token.body.empty() && attributes(token.body, element.kind, columns);
    if (!hiding_.empty()) {
      if (name.view() == hiding_) ++hiding_depth_;
    } else if (hides && !element.empty) {
      hiding_ = name.view();
      hiding_depth_ = 1;
    }
    if (element.kind == HtmlElement::hidden_text) return hidden_line(tokens_.raw_text(name.view()));
    if (element.kind == HtmlElement::no_text) return static_cast<void>(tokens_.raw_text(name.view()));
    if (element.kind == HtmlElement::raw_block) {
      page_.block();
      text(tokens_.raw_text(name.view()));
      return page_.block();
    }
    if (!hiding_.empty()) return;
    switch (element.kind) {
      case HtmlElement::line_break: return page_.line_break();
      case HtmlElement::table: return page_.begin_table();
      case HtmlElement::row: return page_.begin_row();
      case HtmlElement::cell: return page_.begin_cell(columns);
      case HtmlElement::preformatted: ++preformatted_; return page_.block();
      case HtmlElement::block: return page_.block();
      default: return;
    }
  }

  void close(const HtmlToken& token) {
    const LowerName name(token.name);
    if (!hiding_.empty()) {
      if (name.view() == hiding_ && --hiding_depth_ == 0) {
        hiding_.clear();
        hidden_.line_end();
      }
      return;
    }
    switch (html_element(name.view()).kind) {
      case HtmlElement::table: return page_.end_table();
      case HtmlElement::row: return page_.begin_row();
      case HtmlElement::cell: return page_.end_cell();
      case HtmlElement::preformatted: preformatted_ -= preformatted_ > 0; return page_.block();
      case HtmlElement::block:
      case HtmlElement::raw_block: return page_.block();
      default: return;
    }
  }

  // Texts of attributes become hidden lines; true where the element hides its content.
  bool attributes(std::string_view rest, HtmlElement element, unsigned& columns) {
    bool hides = false;
    std::string_view name, value;
    for (unsigned count = 0; count < 256 && next_attribute(rest, name, value); ++count) {
      if (same_name(name, "style")) hides = hides || style_hides(value);
      else if (same_name(name, "hidden")) hides = true;
      else if (same_name(name, "colspan")) {
        unsigned wide = 1;
        std::from_chars(value.data(), value.data() + value.size(), wide);
        columns = std::clamp(wide, 1u, 100u);
      } else if (same_name(name, "href")) {
        if (same_name(value.substr(0, 7), "mailto:") || same_name(value.substr(0, 4), "tel:")) hidden_line(value);
      } else if (!value.empty() && element != HtmlElement::meta &&
                 (std::ranges::any_of(kTextAttributes, [name](std::string_view a) { return same_name(name, a); }) ||
                  same_name(name.substr(0, 5), "data-"))) {
        hidden_line(value);
      }
    }
    return hides;
  }

  HtmlTokenizer tokens_;
  Sink& sink_;
  HtmlPage page_;
  UnitWriter hidden_;
  std::string hiding_;  // the element inside which everything is hidden
  std::size_t hiding_depth_ = 0;
  std::size_t preformatted_ = 0;
};

}  // namespace

Likeness looks_like_html(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 1024));
  for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body", "<table", "<div"}) {
    if (same_name(head.substr(0, start.size()), start)) return start.size() > 6 ? Likeness::container : Likeness::maybe;
  }
  return same_name(head.substr(0, 5), "<html") ? Likeness::container : Likeness::no;
}

void read_html(const Document& document, Sink& sink) {
  const std::string html = document_text(document, sink);
  HtmlReader(html, document, sink).read();
}

}  // namespace hallpass
