// XML of any kind: "name: text" lines, records parted by blank lines, so that a label stands beside its
// value. Office's own one-file kinds are read as what they are.
#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "message/charset.h"
#include "message/header_text.h"
#include "message/readers/office_text.h"
#include "message/readers/readers.h"
#include "message/readers/sheet_rows.h"
#include "message/readers/xml_events.h"

namespace hallpass {
namespace {

constexpr std::size_t kHeadBytes = 2048;
constexpr std::size_t kTextBytesMax = 1u << 20;

class Records final : public XmlHandler {
 public:
  Records(UnitWriter& out, UnitWriter& hidden) : out_(out), hidden_(hidden) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (has_text()) line(names_.empty() ? std::string_view() : std::string_view(names_.back()), text_);
    text_.clear();
    leaf_ = true;
    names_.emplace_back(name.substr(0, 200));
    for (const char** at = a.pairs(); *at; at += 2) {
      if (!std::string_view(at[0]).starts_with("xmlns")) line(local_name(at[0]), at[1]);
    }
  }
  void end(std::string_view) override {
    if (has_text()) line(names_.empty() ? std::string_view() : std::string_view(names_.back()), text_);
    text_.clear();
    if (!leaf_ && lines_ > 0) {  // the end of something with parts
      out_.line_end();
      lines_ = 0;
    }
    leaf_ = false;
    if (!names_.empty()) names_.pop_back();
  }
  void text(std::string_view piece) override {
    if (text_.size() < kTextBytesMax) text_.append(piece);
  }
  void comment(std::string_view text) override { hidden_.paragraph(text); }
  void loose_text(std::string_view piece) override { out_.paragraph(piece); }
  bool wants_more() const override { return out_.ok(); }

 private:
  bool has_text() const { return text_.find_first_not_of(" \t\r\n") != std::string::npos; }
  void line(std::string_view label, std::string_view value) {
    value = trimmed(value);
    if (value.empty()) return;
    out_.text(label);
    out_.text(": ");
    out_.paragraph(value);
    ++lines_;
  }
  UnitWriter& out_;
  UnitWriter& hidden_;
  std::vector<std::string> names_;
  std::string text_;
  std::size_t lines_ = 0;  // since the last blank one
  bool leaf_ = true;
};

// SpreadsheetML 2003, a common export of student information systems.
class SheetMl final : public XmlHandler {
 public:
  SheetMl(Sink& sink, UnitKind kind) : sink_(sink), kind_(kind) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (name == "Worksheet") {
      rows_ = std::make_unique<SheetRows>(sink_, kind_, std::string("#").append(a.get("Name")));
      row_ = 0;
    } else if (!rows_) {
      return;
    } else if (name == "Row") {
      row_ = index(a, row_ + 1);
      column_ = 0;
      rows_->begin_row(row_, a.get("Hidden") == "1");
    } else if (name == "Cell") {
      column_ = index(a, column_ + 1);
      text_.clear();
    } else if (name == "Data") {
      in_data_ = true;
      number_ = a.get("Type") == "Number" || a.get("Type") == "DateTime";
    }
  }
  void end(std::string_view name) override {
    if (name == "Worksheet") rows_.reset();
    else if (name == "Data") in_data_ = false;
    else if (name == "Cell" && rows_ && column_ > 0) {
      if (text_.ends_with("T00:00:00.000")) text_.resize(text_.size() - 13);  // a day
      rows_->cell(column_ - 1, text_, number_);
    }
  }
  void text(std::string_view piece) override {
    if (in_data_ && text_.size() < kTextBytesMax) text_.append(piece);
  }
  void loose_text(std::string_view piece) override { UnitWriter(sink_, kind_).paragraph(piece); }
  bool wants_more() const override { return !rows_ || rows_->ok(); }

 private:
  static std::uint32_t index(const XmlAttributes& a, std::uint32_t otherwise) {
    const std::string_view text = a.get("Index");
    std::from_chars(text.data(), text.data() + text.size(), otherwise);
    return otherwise;
  }
  Sink& sink_;
  UnitKind kind_;
  std::unique_ptr<SheetRows> rows_;
  std::string text_;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  bool in_data_ = false;
  bool number_ = false;
};

// The encoding the document itself names, where the XML library does not know it.
std::string foreign_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find('>'));
  const std::size_t at = head.find("encoding=");
  if (at == std::string_view::npos || at + 10 >= head.size()) return {};
  const std::string_view rest = head.substr(at + 10);
  std::string name = lower_ascii(rest.substr(0, rest.find(head[at + 9])));
  return name.starts_with("utf") || name == "us-ascii" || name == "iso-8859-1" ? std::string() : name;
}

}  // namespace

Likeness looks_like_xml(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t begin = bytes.find_first_not_of(" \r\n\t");
  return begin != std::string_view::npos && bytes.substr(begin).starts_with("<?xml") ? Likeness::maybe : Likeness::no;
}

void read_xml(const Document& document, Sink& sink) {
  std::string_view bytes = document.bytes;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of(" \r\n\t")));  // an early blank line is no damage to us
  const std::string_view head = bytes.substr(0, kHeadBytes);
  std::string converted;
  const std::string encoding = foreign_encoding(head);
  if (!encoding.empty()) {
    converted = to_utf8(bytes, encoding);
    bytes = converted;
  }
  const std::string_view charset = encoding.empty() ? std::string_view() : "UTF-8";
  if (head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos) {
    SheetMl handler(sink, document.kind);
    return read_xml_events(bytes, handler, sink, charset);
  }
  UnitWriter out(sink, document.kind);
  UnitWriter hidden(sink, UnitKind::hidden);
  if (head.find("wordDocument") != std::string_view::npos || head.find("<pkg:package") != std::string_view::npos) {
    OfficeText handler(out, hidden);
    return read_xml_events(bytes, handler, sink, charset);
  }
  Records handler(out, hidden);
  read_xml_events(bytes, handler, sink, charset);
}

}  // namespace hallpass
