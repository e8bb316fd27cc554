// EPUB: a zip of XHTML pages, each read as a member of its own.
#include "message/readers/readers.h"
#include "message/readers/zip_walk.h"

namespace hallpass {

Likeness looks_like_epub(std::string_view bytes) {
  return zip_mimetype(bytes).starts_with("application/epub+zip") ? Likeness::certain : Likeness::no;
}

void read_epub(const Document& document, Sink& sink) {
  for (ZipWalk walk(document.bytes, sink); walk.next();) {
    const std::string_view name = walk.name();
    const bool page = name.ends_with("html") || name.ends_with(".htm");
    if (!page && !name.ends_with(".opf") && !name.ends_with(".ncx")) continue;
    if (walk.encrypted()) {
      sink.note("content.encrypted", "pages of the book are encrypted");
      return;
    }
    if (!sink.member({std::string(name), walk.all(sink.limits().text_bytes_max), page ? "text/html" : "application/xml"})) return;
  }
}

}  // namespace hallpass
