// Plain text: the charset is all there is to it.
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

void read_plain(const Document& document, Sink& sink) {
  unfold_encoded_text(document.bytes, sink);
  std::string text = document_text(document, sink);
  std::erase(text, '\r');
  std::erase(text, '\0');
  UnitWriter(sink, document.kind).text(text);
}

}  // namespace hallpass
