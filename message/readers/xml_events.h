// XmlEvents: an XML document as a stream of events, whatever pieces its bytes come in. Names arrive
// without their namespace prefix: "w:tbl" and "tbl" are "tbl". Bounded: depth, and entities that grow.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "message/sink.h"

struct XML_ParserStruct;

namespace hallpass {

// Names are short, and there are two for every element: this walk costs less than a library's search.
[[nodiscard]] inline std::string_view local_name(const char* qualified) {
  const char* begin = qualified;
  const char* at = qualified;
  for (; *at; ++at) {
    if (*at == ':') begin = at + 1;
  }
  return {begin, static_cast<std::size_t>(at - begin)};
}

// The attributes of one element, as long as its start() runs.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // By local name ("val" finds w:val); empty where absent.
  std::string_view get(std::string_view name) const;
  // for (const char** at = pairs(); *at; at += 2): qualified name, value
  const char** pairs() const { return pairs_; }

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;  // valid UTF-8
  virtual void comment(std::string_view) {}
  // Text found after the document's damage, outside of anything known.
  virtual void loose_text(std::string_view piece) { text(piece); }
  // Asked after every piece; false: the handler has had enough.
  virtual bool wants_more() const { return true; }
};

class XmlEvents {
 public:
  // `charset`: what is known better than the document itself says; empty: nothing.
  XmlEvents(XmlHandler& handler, Sink& sink, std::string_view charset = {});
  ~XmlEvents();
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;

  // False: nothing more is wanted or the document is damaged (noted once).
  bool feed(std::string_view piece);
  void finish();

 private:
  friend struct XmlCallbacks;
  void failed();
  void write_rest(std::string_view piece);

  XmlHandler& handler_;
  Sink& sink_;
  XML_ParserStruct* parser_;
  std::size_t fed_ = 0;
  std::size_t depth_ = 0;
  bool too_deep_ = false;
  bool stopped_ = false;
  bool in_tag_ = false;  // of the rest after damage
};

// All of `bytes` at once.
void read_xml_events(std::string_view bytes, XmlHandler& handler, Sink& sink, std::string_view charset = {});

// The member that `walk` stands at, piece by piece.
class ZipWalk;
void read_xml_member(ZipWalk& walk, XmlHandler& handler, Sink& sink);

}  // namespace hallpass
