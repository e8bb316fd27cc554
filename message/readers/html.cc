// HTML by its tokens: what a person sees in reading order, and beside it, as hidden units, what they do
// not see: comments, scripts, alt and title texts, input values, elements with display:none or `hidden`.
// No tree is built, so depth costs nothing.
#include <algorithm>
#include <array>
#include <charconv>

#include "message/header_text.h"
#include "message/readers/html_elements.h"
#include "message/readers/html_page.h"
#include "message/readers/html_style.h"
#include "message/readers/html_tags.h"
#include "message/readers/readers.h"
#include "message/transfer.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

// Attributes that hold text of their own.
constexpr std::array<std::string_view, 8> kTextAttributes{"alt", "title", "placeholder", "aria-label", "value", "content",
                                                          "label", "summary"};

// Attributes that never hold sentences.
constexpr std::array<std::string_view, 12> kMachineAttributes{"class", "style", "srcset", "sizes", "media", "rel", "face", "points", "transform", "viewbox", "d", "font-family"};
constexpr std::size_t kUnseenLetters = 300;  // as much text as no line before a newsletter has
constexpr std::size_t kUnseenDigits = 6;
constexpr std::size_t kDataMax = 4u << 20;

bool any_of_names(std::string_view name, const auto& names) {
  return std::ranges::any_of(names, [name](std::string_view n) { return same_name(name, n); });
}

// A sentence, or what a link makes of one.
bool holds_words(std::string_view value) {
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < value.size() && blanks < 3; ++i) blanks += value[i] == ' ' || value[i] == '+' || (value[i] == '%' && value.substr(i, 3) == "%20");
  return blanks >= 3;
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
    if (unseen_letters_ > kUnseenLetters || unseen_digits_ >= kUnseenDigits) sink_.note("note.evasion", "text in the page that a person does not see");
  }

 private:
  struct Tag {  // what an open tag's attributes say
    unsigned columns = 1, rows = 1;
    HtmlStyle style;
    bool backwards = false;
  };

  void text(std::string_view body) {
    const bool unseen = looks_.unseen();
    if (!unseen && hiding_.empty()) return page_.text(body, preformatted_ > 0);
    hidden_.text(body);
    if (unseen || unseen_element_) count_unseen(body);
    if (unseen && hiding_.empty() && !trimmed(body).empty()) hidden_.line_end();
  }

  void count_unseen(std::string_view body) {
    for (const char c : body) {
      unseen_letters_ += (c | 32) >= 'a' && (c | 32) <= 'z';
      unseen_digits_ += c >= '0' && c <= '9';
    }
  }

  void hidden_line(std::string_view body) {
    body = trimmed(body);
    if (!body.empty()) hidden_.paragraph(body);
  }

  void open(const HtmlToken& token) {
    const LowerName name(token.name);
    const HtmlElementInfo element = html_element(name.view());
    Tag tag;
    if (!token.body.empty()) attributes(token.body, name.view(), element.kind, tag);
    looks_.open(token.name, tag.style, element.empty);
    if (!hiding_.empty()) {
      if (name.view() == hiding_) ++hiding_depth_;
    } else if ((tag.style.none || tag.style.out_of_sight) && !element.empty) {
      hiding_ = name.view();
      hiding_depth_ = 1;
      unseen_element_ = !tag.style.none;
    }
    if (element.kind == HtmlElement::hidden_text) return hidden_line(tokens_.raw_text(name.view()));
    if (element.kind == HtmlElement::no_text) return style_sheet(tokens_.raw_text(name.view()));
    if (element.kind == HtmlElement::raw_block) {
      page_.block();
      text(tokens_.raw_text(name.view()));
      return page_.block();
    }
    if (!hiding_.empty()) return;
    turn(name.view(), tag, element.empty);
    switch (element.kind) {
      case HtmlElement::line_break: return page_.line_break();
      case HtmlElement::table: return page_.begin_table();
      case HtmlElement::row: return page_.begin_row();
      case HtmlElement::cell: return page_.begin_cell(tag.columns, tag.rows);
      case HtmlElement::preformatted: ++preformatted_; return page_.block();
      case HtmlElement::block: return page_.block();
      default: return;
    }
  }

  void close(const HtmlToken& token) {
    const LowerName name(token.name);
    looks_.close(token.name);
    if (!hiding_.empty()) {
      if (name.view() == hiding_ && --hiding_depth_ == 0) {
        hiding_.clear();
        unseen_element_ = false;
        hidden_.line_end();
      }
      return;
    }
    if (!turned_.empty() && name.view() == turned_ && --turned_depth_ == 0) {
      turned_.clear();
      page_.text("\xe2\x80\xac", true);
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

  // Text that the page turns round stands between the characters that do so in text (views/direction.cc).
  void turn(std::string_view name, const Tag& tag, bool empty) {
    if (!turned_.empty()) turned_depth_ += name == turned_;
    else if (tag.backwards && !empty) {
      turned_ = name;
      turned_depth_ = 1;
      page_.text("\xe2\x80\xae", true);
    }
  }

  // Texts that a style sheet puts onto the page, and whether it colours anything.
  void style_sheet(std::string_view sheet) {
    if (sheet.find("background") != std::string_view::npos) looks_.doubt_background();
    for (std::size_t at = sheet.find("content"); at != std::string_view::npos; at = sheet.find("content", at + 7)) {
      const std::size_t quote = sheet.find_first_of("\"'};", at);
      if (quote == std::string_view::npos || sheet[quote] == '}' || sheet[quote] == ';') continue;
      hidden_line(sheet.substr(quote + 1, std::min(sheet.find(sheet[quote], quote + 1), sheet.size()) - quote - 1));
    }
  }

  // Texts of attributes become hidden lines; the rest says what the element looks like.
  void attributes(std::string_view rest, std::string_view element_name, HtmlElement element, Tag& tag) {
    std::string_view name, value;
    const auto span = [&value](unsigned max) {
      unsigned wide = 1;
      std::from_chars(value.data(), value.data() + value.size(), wide);
      return std::clamp(wide, 1u, max);
    };
    for (unsigned count = 0; count < 256 && next_attribute(rest, name, value); ++count) {
      if (same_name(name, "style")) {
        const bool none = tag.style.none;
        const auto background = tag.style.background, color = tag.style.color;
        tag.style = html_style(value);
        tag.style.none = tag.style.none || none;
        if (!tag.style.background) tag.style.background = background;
        if (!tag.style.color) tag.style.color = color;
        tag.backwards = tag.backwards || tag.style.backwards;
      } else if (same_name(name, "hidden")) tag.style.none = true;
      else if (same_name(name, "bgcolor")) tag.style.background = html_color(value);
      else if (same_name(name, "background")) tag.style.picture_behind = true;
      else if (same_name(name, "color") || (same_name(name, "text") && element_name == "body")) tag.style.color = html_color(value);
      else if (same_name(name, "dir")) tag.backwards = tag.backwards || (element_name == "bdo" && same_name(value, "rtl"));
      else if (same_name(name, "colspan")) tag.columns = span(100);
      else if (same_name(name, "rowspan")) tag.rows = span(1'000);
      else if (same_name(name, "href") || same_name(name, "src") || same_name(name, "action")) link(value);
      else if (!value.empty()) attribute_text(name, value, element);
    }
  }

  void attribute_text(std::string_view name, std::string_view value, HtmlElement element) {
    const bool text = element == HtmlElement::meta ? holds_words(value) : any_of_names(name, kTextAttributes) || same_name(name.substr(0, 5), "data-");
    if (text || (value.size() > 12 && holds_words(value) && !any_of_names(name, kMachineAttributes))) hidden_line(value);
  }

  // mailto and tel links carry addresses and numbers, queries carry what was typed, data: carries a whole file.
  void link(std::string_view value) {
    if (same_name(value.substr(0, 5), "data:")) return data_link(value.substr(5));
    if (same_name(value.substr(0, 7), "mailto:") || same_name(value.substr(0, 4), "tel:") || (value.find('?') != std::string_view::npos && holds_words(value))) hidden_line(value);
  }

  void data_link(std::string_view value) {
    const std::size_t comma = value.find(',');
    if (comma == std::string_view::npos || value.size() > kDataMax) return;
    const std::string_view head = value.substr(0, comma), body = value.substr(comma + 1);
    if (head.find("base64") == std::string_view::npos) return hidden_line(body);
    std::string bytes = decode_base64(body.substr(0, 64));
    if (bytes.starts_with("\x89PNG") || bytes.starts_with("GIF8") || bytes.starts_with("\xff\xd8\xff") || bytes.starts_with("RIFF")) return;
    bytes = decode_base64(body);
    if (sink_.expand(bytes.size())) sink_.member({"data", std::move(bytes), {}});
  }

  HtmlTokenizer tokens_;
  Sink& sink_;
  HtmlPage page_;
  UnitWriter hidden_;
  HtmlLooks looks_;
  std::string hiding_;  // the element inside which everything is hidden
  std::size_t hiding_depth_ = 0;
  std::string turned_;  // the element whose text runs from right to left
  std::size_t turned_depth_ = 0;
  std::size_t preformatted_ = 0;
  std::size_t unseen_letters_ = 0, unseen_digits_ = 0;  // in tiny, colourless or misplaced text
  bool unseen_element_ = false;
};

}  // namespace

Likeness looks_like_html(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 1024));
  for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body", "<table", "<div"}) {
    if (same_name(head.substr(0, start.size()), start)) return start.size() > 6 ? Likeness::container : Likeness::maybe;
  }
  return same_name(head.substr(0, 5), "<html") ? Likeness::container : Likeness::no;
}

Likeness looks_like_svg(std::string_view bytes) {
  return bytes.substr(0, 1024).find("<svg") != std::string_view::npos && bytes.starts_with('<') && looks_like_html(bytes) == Likeness::no ? Likeness::certain : Likeness::no;
}

void read_html(const Document& document, Sink& sink) {
  std::string html = document_text(document, sink);
  std::erase(html, '\0');
  HtmlReader(html, document, sink).read();
}

}  // namespace hallpass
