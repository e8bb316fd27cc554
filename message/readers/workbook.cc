// Four small SAX handlers, one a part: workbook.xml, its relations, styles.xml, sharedStrings.xml.
#include "message/readers/workbook.h"

#include <charconv>
#include <memory>

#include "message/readers/xml_events.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

constexpr std::size_t kSheetsMax = 70'000;
constexpr std::size_t kStylesMax = 100'000;
constexpr std::size_t kStringsMax = 16'000'000;

unsigned number(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class BookXml final : public XmlHandler {
 public:
  BookXml(Workbook& book, UnitWriter& hidden) : book_(book), hidden_(hidden) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (name == "sheet" && book_.sheets.size() < kSheetsMax) {
      const std::string_view state = a.get("state");
      book_.sheets.push_back({std::string(a.get("name")), std::string(a.get("id")), state == "hidden" || state == "veryHidden"});
    } else if (name == "workbookPr") {
      book_.date1904 = a.get("date1904") == "1" || a.get("date1904") == "true";
    }
    defined_ = name == "definedName";
  }
  void end(std::string_view name) override {
    if (name == "definedName" && written_) hidden_.line_end();
    defined_ = written_ = false;
  }
  void text(std::string_view piece) override {
    if (!defined_) return;
    hidden_.text(piece);
    written_ = true;
  }

 private:
  Workbook& book_;
  UnitWriter& hidden_;
  bool defined_ = false;
  bool written_ = false;
};

class RelationsXml final : public XmlHandler {
 public:
  explicit RelationsXml(Workbook& book) : book_(book) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (name != "Relationship" || book_.targets.size() >= kSheetsMax) return;
    const std::string_view target = a.get("Target");
    book_.targets[std::string(a.get("Id"))] = target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  Workbook& book_;
};

class StylesXml final : public XmlHandler {
 public:
  explicit StylesXml(Workbook& book) : book_(book) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (name == "numFmt" && custom_.size() < kStylesMax) {
      custom_[number(a.get("numFmtId"))] = NumberFormat(a.get("formatCode"));
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_ && book_.style_format.size() < kStylesMax) {
      book_.style_format.push_back(format(number(a.get("numFmtId"))));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

 private:
  std::uint32_t format(unsigned id) {
    const auto [known, is_new] = index_.try_emplace(id, static_cast<std::uint32_t>(book_.formats.size()));
    if (is_new) {
      const auto custom = custom_.find(id);
      book_.formats.push_back(custom != custom_.end() ? custom->second : NumberFormat::builtin(id));
    }
    return known->second;
  }
  Workbook& book_;
  std::map<unsigned, NumberFormat> custom_;
  std::map<unsigned, std::uint32_t> index_;
  bool in_cells_ = false;
};

class StringsXml final : public XmlHandler {
 public:
  StringsXml(Workbook& book, const Limits& limits) : book_(book), limits_(limits) {}
  void start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") text_.clear();
    else if (name == "t") in_text_ = true;
    else if (name == "rPh") ++phonetic_;
  }
  void end(std::string_view name) override {
    if (name == "si") room_ = book_.strings.add(text_, limits_) && room_;
    else if (name == "t") in_text_ = false;
    else if (name == "rPh" && phonetic_) --phonetic_;
  }
  void text(std::string_view piece) override {
    if (in_text_ && !phonetic_) text_.append(piece);
  }
  bool wants_more() const override { return room_; }
  bool full() const { return !room_; }

 private:
  Workbook& book_;
  const Limits& limits_;
  std::string text_;
  std::size_t phonetic_ = 0;
  bool in_text_ = false;
  bool room_ = true;
};

}  // namespace

bool SharedStrings::add(std::string_view text, const Limits& limits) {
  if (text_.size() + text.size() > limits.text_bytes_max || ends_.size() >= kStringsMax) return false;
  text_.append(text);
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  used_.push_back(false);
  return true;
}

std::string_view SharedStrings::at(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

std::string_view SharedStrings::use(std::size_t index) {
  if (index >= ends_.size()) return {};
  used_[index] = true;
  return at(index);
}

void SharedStrings::write_unused(UnitWriter& out) const {
  for (std::size_t i = 0; i < ends_.size() && out.ok(); ++i) {
    if (!used_[i] && !at(i).empty()) out.paragraph(at(i));
  }
}

void Workbook::link_sheets() {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto target = targets.find(sheets[i].relation);
    if (target != targets.end()) sheet_by_member.try_emplace(target->second, i);
  }
}

const SheetInfo* Workbook::sheet_at(std::string_view member) const {
  const auto found = sheet_by_member.find(member);
  return found == sheet_by_member.end() ? nullptr : &sheets[found->second];
}

const NumberFormat& Workbook::format_of(std::size_t style) const {
  static const NumberFormat general;
  return style < style_format.size() ? formats[style_format[style]] : general;
}

bool is_workbook_part(std::string_view member) {
  return member == "xl/workbook.xml" || member == "xl/_rels/workbook.xml.rels" || member == "xl/styles.xml" ||
         member == "xl/sharedStrings.xml" || member == "xl/SharedStrings.xml";
}

void read_workbook_part(ZipWalk& walk, Workbook& book, Sink& sink) {
  const std::string& name = walk.name();
  if (name == "xl/workbook.xml") {
    UnitWriter hidden(sink, UnitKind::hidden, "#names");
    BookXml handler(book, hidden);
    read_xml_member(walk, handler, sink);
  } else if (name.ends_with(".rels")) {
    RelationsXml handler(book);
    read_xml_member(walk, handler, sink);
  } else if (name == "xl/styles.xml") {
    StylesXml handler(book);
    read_xml_member(walk, handler, sink);
  } else {
    StringsXml handler(book, sink.limits());
    read_xml_member(walk, handler, sink);
    if (handler.full()) sink.note("content.over_limit", "limit text_bytes_max was reached by the workbook's strings");
  }
}

}  // namespace hallpass
