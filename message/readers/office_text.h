// OfficeText: the text of one XML part of a Word document, presentation or drawing. Paragraphs and tables
// to `out`; deleted, vanished, alternative and commented text to `hidden`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "message/readers/table_flow.h"
#include "message/readers/xml_events.h"
#include "message/unit_writer.h"

namespace hallpass {

class OfficeText final : public XmlHandler {
 public:
  // `out` and `hidden` may be the same writer.
  OfficeText(UnitWriter& out, UnitWriter& hidden) : out_(out), hidden_(hidden), flow_(out) {}

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  void loose_text(std::string_view piece) override;
  bool wants_more() const override { return out_.ok(); }

 private:
  void put(std::string_view text);
  void put_hidden(std::string_view text);
  void hidden_line(std::string_view text);

  UnitWriter& out_;
  UnitWriter& hidden_;
  TableFlow flow_;
  std::uint32_t span_ = 1;          // of the table cell being read
  std::uint32_t moved_away_ = 0;    // depth in text that was moved elsewhere
  std::uint32_t fallback_ = 0;      // depth in the second version of something
  std::uint32_t phonetic_ = 0;
  bool choice_had_text_ = false;
  bool in_text_ = false;
  bool deleted_ = false;
  bool vanished_ = false;           // the run being read
  bool in_tab_stops_ = false;
  bool hidden_open_ = false;        // a line of hidden text has begun
};

}  // namespace hallpass
