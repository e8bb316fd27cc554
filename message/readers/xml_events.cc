// expat, with its own guard against entities that multiply, set tighter. After damage the rest is still
// read for its characters: everything between tags goes to the handler as text.
#include "message/readers/xml_events.h"

#define XML_DTD 1  // the library is built with it; without it the header hides the entity limits
#include <expat.h>

#include <algorithm>
#include <new>

#include "base/utf8.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

constexpr std::size_t kDepthMax = 2'000;
constexpr float kAmplificationMax = 20.0F;
constexpr unsigned long long kAmplificationFrom = 1u << 20;
constexpr std::size_t kFeedBytes = 1u << 20;

}  // namespace

struct XmlCallbacks {
  static XmlEvents& self(void* data) { return *static_cast<XmlEvents*>(data); }
  static void start(void* data, const char* name, const char** attributes) {
    XmlEvents& events = self(data);
    if (++events.depth_ > kDepthMax) {
      events.too_deep_ = true;
      XML_StopParser(events.parser_, XML_FALSE);
      return;
    }
    events.handler_.start(local_name(name), XmlAttributes(attributes));
  }
  static void end(void* data, const char* name) {
    XmlEvents& events = self(data);
    --events.depth_;
    events.handler_.end(local_name(name));
  }
  static void text(void* data, const char* bytes, int size) {
    self(data).handler_.text(std::string_view(bytes, static_cast<std::size_t>(size)));
  }
  static void comment(void* data, const char* bytes) { self(data).handler_.comment(bytes); }
};

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char** at = pairs_; *at; at += 2) {
    if (local_name(at[0]) == name) return at[1];
  }
  return {};
}

XmlEvents::XmlEvents(XmlHandler& handler, Sink& sink, std::string_view charset)
    : handler_(handler), sink_(sink), parser_(XML_ParserCreate(charset.empty() ? nullptr : std::string(charset).c_str())) {
  if (!parser_) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, XmlCallbacks::start, XmlCallbacks::end);
  XML_SetCharacterDataHandler(parser_, XmlCallbacks::text);
  XML_SetCommentHandler(parser_, XmlCallbacks::comment);
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser_, kAmplificationMax);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_, kAmplificationFrom);
}

XmlEvents::~XmlEvents() { XML_ParserFree(parser_); }

bool XmlEvents::feed(std::string_view piece) {
  while (!piece.empty() && !stopped_) {
    const std::string_view now = piece.substr(0, kFeedBytes);
    piece.remove_prefix(now.size());
    if (XML_Parse(parser_, now.data(), static_cast<int>(now.size()), 0) != XML_STATUS_OK) {
      const auto at = static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
      failed();
      write_rest(now.substr(at > fed_ ? std::min(at - fed_, now.size()) : 0));
    }
    fed_ += now.size();
    if (!handler_.wants_more() || !sink_.in_time()) return false;
  }
  if (stopped_ && !piece.empty()) write_rest(piece);
  return handler_.wants_more();
}

void XmlEvents::finish() {
  if (!stopped_ && XML_Parse(parser_, "", 0, 1) != XML_STATUS_OK) failed();
}

void XmlEvents::failed() {
  stopped_ = true;
  const XML_Error error = XML_GetErrorCode(parser_);
  if (too_deep_) sink_.note("content.over_limit", "XML elements are nested too deep");
  else if (error == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) sink_.note("content.over_limit", "XML entities grow without end");
  else sink_.note("content.unreadable", "the XML is damaged; what follows was read without its structure");
}

// Characters outside of '<' ... '>'; good enough to find a number in.
void XmlEvents::write_rest(std::string_view piece) {
  while (!piece.empty()) {
    const std::size_t end = piece.find(in_tag_ ? '>' : '<');
    const std::string_view stretch = piece.substr(0, end);
    if (!in_tag_ && !stretch.empty()) {
      handler_.loose_text(repaired_utf8(stretch));
    }
    if (end == std::string_view::npos) return;
    piece.remove_prefix(end + 1);
    in_tag_ = !in_tag_;
  }
}

void read_xml_events(std::string_view bytes, XmlHandler& handler, Sink& sink, std::string_view charset) {
  XmlEvents events(handler, sink, charset);
  if (events.feed(bytes)) events.finish();
}

void read_xml_member(ZipWalk& walk, XmlHandler& handler, Sink& sink) {
  XmlEvents events(handler, sink);
  for (std::string_view piece; walk.piece(piece);) {
    if (!events.feed(piece)) return;
  }
  events.finish();
}

}  // namespace hallpass
