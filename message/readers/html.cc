// HTML by its tokens: what a person sees in reading order, and beside it, as hidden units, what they do
// not see: comments, scripts, alt and title texts, input values, elements with display:none or `hidden`.
// No tree is built, so depth costs nothing.
#include <algorithm>
#include <array>
#include <charconv>

#include "message/header_text.h"
#include "message/readers/html_page.h"
#include "message/readers/html_tags.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 38> kBlocks{
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav",
    "ol", "option", "p", "pre", "section", "summary", "title", "ul", "xmp"};
static_assert(std::ranges::is_sorted(kBlocks));
constexpr std::array<std::string_view, 15> kVoid{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                                                 "param", "source", "track", "wbr", "frame"};

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
    const std::string name = lower_ascii(token.name.substr(0, 32));
    unsigned columns = 1;
    const bool hides = attributes(token.body, name, columns);
    if (!hiding_.empty()) {
      if (name == hiding_) ++hiding_depth_;
    } else if (hides && !std::ranges::count(kVoid, name)) {
      hiding_ = name;
      hiding_depth_ = 1;
    }
    if (name == "script" || name == "noembed" || name == "template") return hidden_line(tokens_.raw_text(name));
    if (name == "style") return static_cast<void>(tokens_.raw_text(name));
    if (name == "textarea" || name == "title") {
      page_.block();
      text(tokens_.raw_text(name));
      return page_.block();
    }
    if (!hiding_.empty()) return;
    if (name == "br") page_.line_break();
    else if (name == "table") page_.begin_table();
    else if (name == "tr") page_.begin_row();
    else if (name == "td" || name == "th") page_.begin_cell(columns);
    else if (name == "pre") ++preformatted_, page_.block();
    else if (std::ranges::binary_search(kBlocks, name)) page_.block();
  }

  void close(const HtmlToken& token) {
    const std::string name = lower_ascii(token.name.substr(0, 32));
    if (!hiding_.empty()) {
      if (name == hiding_ && --hiding_depth_ == 0) {
        hiding_.clear();
        hidden_.line_end();
      }
      return;
    }
    if (name == "table") page_.end_table();
    else if (name == "tr") page_.begin_row();
    else if (name == "td" || name == "th") page_.end_cell();
    else if (name == "pre") preformatted_ -= preformatted_ > 0, page_.block();
    else if (std::ranges::binary_search(kBlocks, name)) page_.block();
  }

  // Texts of attributes become hidden lines; true where the element hides its content.
  bool attributes(std::string_view rest, const std::string& element, unsigned& columns) {
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
      } else if (!value.empty() && element != "meta" &&
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
