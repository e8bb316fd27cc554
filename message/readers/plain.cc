// Plain text: the charset is all there is to it.
#include <algorithm>

#include "message/charset.h"
#include "message/readers/encoded_text.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {

std::string document_text(const Document& document, Sink& sink) {
  CharsetDoubt doubt = CharsetDoubt::none;
  std::string text = to_utf8(document.bytes, document.charset, &doubt);
  switch (doubt) {
    case CharsetDoubt::none: break;
    case CharsetDoubt::unknown_label:
      sink.note("note.charset", document.charset.empty() ? "no charset was given; guessed" : "unknown charset; guessed");
      break;
    case CharsetDoubt::wrong_label: sink.note("note.charset", "the bytes are not of the declared charset; guessed"); break;
    case CharsetDoubt::undecodable: sink.note("note.charset", "some bytes mean nothing in the declared charset"); break;
  }
  return text;
}

namespace {

// What a terminal would show: escape sequences act, a backspace takes the character before it back, other control
// characters are nothing.
std::string as_shown(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 ? c != 0x7f : c == '\n' || c == '\t' || c == '\f') {
      out.push_back(text[i]);
    } else if (c == 0 && i + 1 < text.size() && text[i + 1] == 0) {  // one zero may be strewn in, several are a gap
      if (!out.empty() && out.back() != '\n') out.push_back('\n');
    } else if (c == '\b') {
      while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80) out.pop_back();
      if (!out.empty() && out.back() != '\n') out.pop_back();
    } else if (c == 0x1b && i + 1 < text.size() && text[i + 1] == '[') {
      for (i += 2; i < text.size() && static_cast<unsigned char>(text[i]) < 0x40; ++i) {}
    }
  }
  return out;
}

}  // namespace

void read_plain(const Document& document, Sink& sink) {
  unfold_encoded_text(document.bytes, sink);
  std::string text = document_text(document, sink);
  std::erase(text, '\r');
  const bool controls = std::ranges::any_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f; });
  if (controls) text = as_shown(text);
  UnitWriter(sink, document.kind).text(text);
}

}  // namespace hallpass
