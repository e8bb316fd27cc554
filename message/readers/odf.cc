// OpenDocument: odt, ods, odp and their kin, zipped or flat, and the older OpenOffice kinds, which share
// their local names. Content, headers and properties are read; pictures become parts; settings are not inflated.
#include <algorithm>
#include <array>

#include "message/readers/odf_locked.h"
#include "message/readers/odf_text.h"
#include "message/readers/office_parts.h"
#include "message/readers/pictures_inside.h"
#include "message/readers/readers.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

constexpr std::size_t kHeadBytes = 4096;

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [name](std::string_view end) { return name.ends_with(end); });
}

bool is_macro(std::string_view name) {
  if (name.starts_with("Scripts/")) return true;
  return name.starts_with("Basic/") && !ends_with_one_of(name, {"script-lc.xml", "script-lb.xml", "dialog-lb.xml"});
}

// "Object 1/content.xml" -> "#Object 1"
std::string suffix_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string("#").append(name.substr(0, slash));
}

void read_member(ZipWalk& walk, const Document& document, Sink& sink) {
  const std::string& name = walk.name();
  if (is_macro(name)) {
    sink.note("content.executable", "the document holds macros");
  } else if (name.ends_with("content.xml")) {
    OdfText handler(sink, document.kind, suffix_of(name));
    read_xml_member(walk, handler, sink);
  } else if (name == "styles.xml") {  // headers and footers
    OdfText handler(sink, document.kind, "#headers");
    read_xml_member(walk, handler, sink);
  } else if (name == "meta.xml") {
    UnitWriter out(sink, UnitKind::metadata, "#meta");
    PropertyLines handler(out);
    read_xml_member(walk, handler, sink);
  } else if (name.starts_with("Pictures/") && is_picture_name(name)) {
    queue_picture(walk, sink);
  } else if (name.starts_with("ObjectReplacements/") || name.starts_with("Pictures/") || name.starts_with("Thumbnails/") ||
             name.starts_with("Configurations") || ends_with_one_of(name, {".xml", "mimetype", ".rdf", ".png", ".jpg", ".wmf", ".emf", ".svm"})) {
    return;
  } else {
    Member member;
    member.name = name;
    member.bytes = walk.all(sink.limits().expanded_bytes_max);
    if (!member.bytes.empty()) sink.member(std::move(member));
  }
}

std::string member_of(const Document& document, std::string_view name, std::size_t bytes_max, Sink& sink) {
  for (ZipWalk walk(document.bytes, sink); walk.next();) {
    if (walk.name() == name) return walk.all(bytes_max);
  }
  return {};
}

// What the word opens: text here, all else as members. Each costs a key of its own.
void read_unlocked(const OdfLock& lock, const Document& document, Sink& sink) {
  constexpr std::size_t kOpenedMax = 16;
  std::size_t opened = 0;
  for (ZipWalk walk(document.bytes, sink); walk.next();) {
    const std::string name = walk.name();
    const bool text = name.ends_with("content.xml") || name == "styles.xml" || name == "meta.xml";
    const bool other = name.starts_with("Pictures/") ? is_picture_name(name) : !ends_with_one_of(name, {".xml", ".rdf", ".png"});
    if (!lock.knows(name) || (!text && !other)) continue;
    if (++opened > kOpenedMax) return sink.note("content.encrypted", "more locked members than are opened");
    sink.still_reading();
    std::string bytes = lock.open(name, walk.all(sink.limits().expanded_bytes_max), sink);
    if (name == "meta.xml") {
      UnitWriter out(sink, UnitKind::metadata, "#meta");
      PropertyLines handler(out);
      read_xml_events(bytes, handler, sink);
    } else if (text) {
      OdfText handler(sink, document.kind, name == "styles.xml" ? "#headers" : suffix_of(name));
      read_xml_events(bytes, handler, sink);
    } else if (!bytes.empty()) {
      sink.member({name, std::move(bytes), {}});
    }
  }
}

Likeness zipped(std::string_view bytes, std::initializer_list<std::string_view> kinds) {
  const std::string_view type = zip_mimetype(bytes);
  const bool fits = std::ranges::any_of(kinds, [type](std::string_view kind) { return type.starts_with(kind); });
  return fits ? Likeness::certain : Likeness::no;
}

}  // namespace

Likeness looks_like_flat_odf(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  return head.find("<office:document") != std::string_view::npos ? Likeness::certain : Likeness::no;
}
Likeness looks_like_odp(std::string_view bytes) {
  return zipped(bytes, {"application/vnd.oasis.opendocument.presentation", "application/vnd.sun.xml.impress"});
}
Likeness looks_like_ods(std::string_view bytes) {
  return zipped(bytes, {"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.sun.xml.calc"});
}
// Also what is none of the others: its member "mimetype" may be missing or packed.
Likeness looks_like_odt(std::string_view bytes) {
  if (zipped(bytes, {"application/vnd.oasis.opendocument.", "application/vnd.sun.xml."}) != Likeness::no) return Likeness::certain;
  const std::string_view directory = zip_directory(bytes);
  const bool parts = directory.find("content.xml") != std::string_view::npos && directory.find("META-INF/manifest.xml") != std::string_view::npos;
  return parts ? Likeness::certain : Likeness::no;
}

void read_flat_odf(const Document& document, Sink& sink) {
  OdfText handler(sink, document.kind, {});
  read_xml_events(document.bytes, handler, sink);
}

void read_odf(const Document& document, Sink& sink) {
  OdfLock lock(member_of(document, "META-INF/manifest.xml", sink.limits().text_bytes_max, sink), sink);
  if (!lock.none()) {
    const bool opened = sink.last_try() && lock.try_words(member_of(document, "content.xml", sink.limits().expanded_bytes_max, sink), sink);
    if (opened) read_unlocked(lock, document, sink);
    else sink.locked("the document asks for a password");
    return;
  }
  for (ZipWalk walk(document.bytes, sink); walk.next();) read_member(walk, document, sink);
}

}  // namespace hallpass
