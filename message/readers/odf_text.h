// OdfText: the text of one OpenDocument part. Paragraphs, tables, sheets and slides, each sheet and slide a
// unit of its own; notes, comments, deleted text, alt texts and what is styled away go to hidden units.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "message/readers/sheet_rows.h"
#include "message/readers/table_flow.h"
#include "message/readers/xml_events.h"

namespace hallpass {

class OdfText final : public XmlHandler {
 public:
  OdfText(Sink& sink, UnitKind kind, std::string suffix);
  ~OdfText() override { finish(); }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  void loose_text(std::string_view piece) override;
  bool wants_more() const override { return out_->ok(); }

 private:
  void put(std::string_view text);
  void end_paragraph();
  void start_style(std::string_view name, const XmlAttributes& attributes);
  bool start_sheet(std::string_view name, const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  bool end_sheet(std::string_view name);
  void start_unit(std::string suffix, bool hidden);
  void finish();

  Sink& sink_;
  UnitKind kind_;
  std::string suffix_;
  std::unique_ptr<UnitWriter> out_;
  std::unique_ptr<TableFlow> flow_;
  UnitWriter hidden_;

  // what is hidden: how many elements that hide their text are open
  std::uint32_t hiding_ = 0;
  std::vector<bool> styled_;          // open text:p, text:h and text:span elements: does this one hide?
  std::set<std::string, std::less<>> hidden_styles_;
  std::string style_;                 // whose definition is being read
  std::uint32_t paragraphs_ = 0;      // open text:p and text:h
  bool hidden_open_ = false;          // a line of hidden text has begun
  bool in_label_ = false;             // svg:title, svg:desc

  // a spreadsheet
  bool in_spreadsheet_ = false;
  std::uint32_t tables_ = 0;          // depth
  std::unique_ptr<SheetRows> rows_;
  std::string cell_;
  std::string value_;                 // of the cell, where it shows no text
  std::uint32_t row_ = 0;
  std::uint32_t row_repeat_ = 1;
  std::uint32_t column_ = 0;
  std::uint32_t column_repeat_ = 1;
  std::uint32_t sheet_column_ = 0;    // column definitions met so far
  std::uint32_t slides_ = 0;
  bool in_cell_ = false;
  bool is_number_ = false;
};

}  // namespace hallpass
