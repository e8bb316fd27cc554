// WordprocessingML and DrawingML use the same local names for the same things: p, r, t, br, tbl, tr, tc.
// One handler therefore reads documents, headers, notes, slides, shapes, charts and comments alike.
#include "message/readers/office_text.h"

#include <charconv>

#include "base/utf8.h"

namespace hallpass {
namespace {

bool is_text(std::string_view name) { return name == "t" || name == "v" || name == "text" || name == "delText" || name == "instrText"; }

bool switched_on(const XmlAttributes& attributes) {
  const std::string_view value = attributes.get("val");
  return value != "0" && value != "false" && value != "off";
}

std::string symbol(const XmlAttributes& attributes) {
  const std::string_view hex = attributes.get("char");
  unsigned code = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  if (code >= 0xf000) code -= 0xf000;  // a symbol font's own characters
  std::string out;
  if (code >= 0x20 && code < 0xd800) append_utf8(out, code);
  return out;
}

}  // namespace

void OfficeText::put(std::string_view text) {
  if (fallback_ && choice_had_text_) return;
  if (!fallback_) choice_had_text_ = true;
  flow_.text(text);
}

void OfficeText::put_hidden(std::string_view text) {
  hidden_.text(text);
  hidden_open_ = true;
}

void OfficeText::hidden_line(std::string_view text) {
  if (!text.empty()) hidden_.paragraph(text);
}

void OfficeText::start(std::string_view name, const XmlAttributes& attributes) {
  if (is_text(name)) {
    in_text_ = true;
    deleted_ = name.size() > 4;
  } else if (name == "r") {
    vanished_ = false;
  } else if (name == "vanish" || name == "webHidden") {
    vanished_ = switched_on(attributes);
  } else if (name == "tab" || name == "ptab") {
    if (!in_tab_stops_) put("\t");
  } else if (name == "br" || name == "cr") {
    put("\n");
  } else if (name == "tabs") {
    in_tab_stops_ = true;
  } else if (name == "noBreakHyphen") {
    put("-");
  } else if (name == "sym") {
    put(symbol(attributes));
  } else if (name == "tbl") {
    flow_.begin_table();
  } else if (name == "tr") {
    flow_.begin_row();
  } else if (name == "tc") {
    flow_.begin_cell();
    span_ = 1;
  } else if (name == "gridSpan") {
    const std::string_view value = attributes.get("val");
    std::from_chars(value.data(), value.data() + value.size(), span_);
  } else if (name == "moveFrom") {
    ++moved_away_;
  } else if (name == "AlternateContent") {
    choice_had_text_ = false;
  } else if (name == "Fallback") {
    ++fallback_;
  } else if (name == "rPh" || name == "rt") {
    ++phonetic_;
  } else if (name == "docPr" || name == "cNvPr") {
    hidden_line(attributes.get("descr"));
    hidden_line(attributes.get("title"));
  } else if (name == "comment" || name == "ins" || name == "del" || name == "cmAuthor") {
    if (name != "ins" && name != "del") hidden_line(attributes.get(name == "comment" ? "author" : "name"));
  }
}

void OfficeText::end(std::string_view name) {
  if (is_text(name)) {
    in_text_ = false;
    if (name == "v" || name == "text") flow_.line_end();
  } else if (name == "p") {
    flow_.line_end();
    if (hidden_open_) hidden_.line_end();
    hidden_open_ = false;
    vanished_ = false;
  } else if (name == "tabs") {
    in_tab_stops_ = false;
  } else if (name == "tc") {
    flow_.end_cell(span_);
    span_ = 1;
  } else if (name == "tr") {
    flow_.end_row();
  } else if (name == "tbl") {
    flow_.end_table();
  } else if (name == "moveFrom") {
    if (moved_away_) --moved_away_;
  } else if (name == "Fallback") {
    if (fallback_) --fallback_;
  } else if (name == "rPh" || name == "rt") {
    if (phonetic_) --phonetic_;
  } else if (name == "document" || name == "sld" || name == "hdr" || name == "ftr") {
    flow_.finish();
  }
}

void OfficeText::text(std::string_view piece) {
  if (!in_text_ || phonetic_) return;
  if (deleted_ || vanished_ || moved_away_) put_hidden(piece);
  else put(piece);
}

void OfficeText::loose_text(std::string_view piece) {
  flow_.finish();
  out_.paragraph(piece);
}

}  // namespace hallpass
