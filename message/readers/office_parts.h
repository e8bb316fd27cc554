// The small XML parts of Office documents whose text is a list: properties, link targets, anything else.
#pragma once

#include <string>
#include <string_view>

#include "message/readers/xml_events.h"
#include "message/unit_writer.h"

namespace hallpass {

// Leaf elements as lines "name: text": document properties.
class PropertyLines final : public XmlHandler {
 public:
  explicit PropertyLines(UnitWriter& out) : out_(out) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  bool wants_more() const override { return out_.ok(); }

 private:
  UnitWriter& out_;
  std::string label_;
  std::string text_;
};

// All text of elements, a line each, and the values of the attributes named (between blanks; "*": all).
class AllText final : public XmlHandler {
 public:
  AllText(UnitWriter& out, std::string_view attributes) : out_(out), attributes_(attributes) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;
  bool wants_more() const override { return out_.ok(); }

 private:
  bool wanted(std::string_view attribute) const;
  void line();

  UnitWriter& out_;
  std::string_view attributes_;
  std::string text_;
};

// Targets outside of the document: links, linked files.
class ExternalTargets final : public XmlHandler {
 public:
  explicit ExternalTargets(UnitWriter& out) : out_(out) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  UnitWriter& out_;
};

}  // namespace hallpass
