// Office documents of the zip kind: docx, xlsx, pptx, their macro kinds and templates, Visio, XPS. A table
// says by its name what each member is; only members that hold text are inflated. A workbook's shared
// parts are read in a walk of their own before its sheets.
#include <algorithm>
#include <array>

#include "message/readers/binary_book.h"
#include "message/readers/office_parts.h"
#include "message/readers/office_text.h"
#include "message/readers/pictures_inside.h"
#include "message/readers/readers.h"
#include "message/readers/workbook.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

enum class Kind : unsigned char {
  skip, binary_sheet, binary_comments, picture, main_text, hidden_text, sheet, hidden_sheet, properties, links, visible_all, hidden_all, attributes, macros, member,
};

struct Row {
  std::string_view prefix;
  std::string_view suffix;
  Kind kind;
};

// The first row that fits decides.
constexpr std::array kMembers{
    Row{"", "vbaProject.bin", Kind::macros},
    Row{"", ".rels", Kind::links},
    Row{"docProps/", ".xml", Kind::properties},
    Row{"word/glossary/document", ".xml", Kind::hidden_text},
    Row{"word/document", ".xml", Kind::main_text},
    Row{"word/header", ".xml", Kind::main_text},
    Row{"word/footer", ".xml", Kind::main_text},
    Row{"word/footnotes", ".xml", Kind::main_text},
    Row{"word/endnotes", ".xml", Kind::main_text},
    Row{"word/comments", ".xml", Kind::hidden_text},
    Row{"word/charts/", ".xml", Kind::main_text},
    Row{"word/diagrams/data", ".xml", Kind::main_text},
    Row{"word/people", ".xml", Kind::skip},
    Row{"word/", ".xml", Kind::skip},  // styles, fonts, numbering, themes
    Row{"xl/worksheets/binaryIndex", ".bin", Kind::skip},
    Row{"xl/worksheets/", ".bin", Kind::binary_sheet},
    Row{"xl/comments", ".bin", Kind::binary_comments},
    Row{"xl/calcChain", ".bin", Kind::skip},
    Row{"xl/tables/", ".bin", Kind::skip},
    Row{"xl/worksheets/", ".xml", Kind::sheet},
    Row{"xl/macrosheets/", ".xml", Kind::hidden_sheet},
    Row{"xl/dialogsheets/", ".xml", Kind::hidden_sheet},
    Row{"xl/comments", ".xml", Kind::hidden_text},
    Row{"xl/threadedComments/", ".xml", Kind::hidden_text},
    Row{"xl/persons/", ".xml", Kind::skip},
    Row{"xl/drawings/", ".xml", Kind::main_text},
    Row{"xl/drawings/", ".vml", Kind::hidden_all},
    Row{"xl/charts/chart", ".xml", Kind::main_text},
    Row{"xl/diagrams/data", ".xml", Kind::main_text},
    Row{"xl/pivotCache/", ".xml", Kind::attributes},
    Row{"xl/externalLinks/", ".xml", Kind::hidden_all},
    Row{"xl/connections", ".xml", Kind::attributes},
    Row{"xl/", ".xml", Kind::skip},    // themes, tables, calculation chain
    Row{"ppt/slides/", ".xml", Kind::main_text},
    Row{"ppt/charts/chart", ".xml", Kind::main_text},
    Row{"ppt/diagrams/data", ".xml", Kind::main_text},
    Row{"ppt/notesSlides/", ".xml", Kind::hidden_text},
    Row{"ppt/slideMasters/", ".xml", Kind::hidden_text},
    Row{"ppt/slideLayouts/", ".xml", Kind::hidden_text},
    Row{"ppt/notesMasters/", ".xml", Kind::hidden_text},
    Row{"ppt/handoutMasters/", ".xml", Kind::hidden_text},
    Row{"ppt/comments/", ".xml", Kind::hidden_text},
    Row{"ppt/commentAuthors", ".xml", Kind::hidden_text},
    Row{"ppt/tags/", ".xml", Kind::attributes},
    Row{"ppt/", ".xml", Kind::skip},
    Row{"visio/pages/page", ".xml", Kind::visible_all},
    Row{"visio/masters/master", ".xml", Kind::hidden_all},
    Row{"visio/", ".xml", Kind::skip},
    Row{"", ".fpage", Kind::attributes},
    Row{"", ".fdseq", Kind::skip},
    Row{"", ".fdoc", Kind::skip},
    Row{"", ".frag", Kind::skip},
    Row{"", ".struct", Kind::skip},
    Row{"_xmlsignatures/", "", Kind::skip},
    Row{"[Content_Types].xml", "", Kind::skip},
    Row{"customXml/", ".xml", Kind::hidden_all},
    Row{"", ".xml", Kind::hidden_all},
    Row{"", "printerSettings", Kind::skip},
};

// Pictures, fonts and other things without text.
constexpr std::array<std::string_view, 26> kOpaque{
    ".bmp", ".dib", ".emf", ".emz", ".fntdata", ".gif", ".ico", ".jfif", ".jpeg", ".jpg", ".m4a", ".m4v", ".mov",
    ".mp3", ".mp4", ".odttf", ".pcz", ".pict", ".png", ".tif", ".tiff", ".ttf", ".wav", ".wdp", ".wmf", ".wmz",
};

bool ends_with_any_case(std::string_view name, std::string_view suffix) {
  if (name.size() < suffix.size()) return false;
  name.remove_prefix(name.size() - suffix.size());
  return std::ranges::equal(name, suffix, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

Kind kind_of(std::string_view name) {
  for (const Row& row : kMembers) {
    if (name.starts_with(row.prefix) && name.ends_with(row.suffix)) return row.kind;
  }
  if (is_picture_name(name)) return name.starts_with("docProps/") ? Kind::skip : Kind::picture;
  if (std::ranges::any_of(kOpaque, [name](std::string_view end) { return ends_with_any_case(name, end); })) return Kind::skip;
  if (name.find("printerSettings") != std::string_view::npos || name.find("activeX") != std::string_view::npos) return Kind::skip;
  return Kind::member;
}

// "ppt/slides/slide12.xml" -> "#slide 12"; the main document has none.
std::string suffix_of(std::string_view name) {
  if (name.starts_with("word/document")) return {};
  name = name.substr(name.rfind('/') + 1);
  name = name.substr(0, name.rfind('.'));
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  std::string out = std::string("#").append(name.substr(0, digits));
  if (digits < name.size()) out.append(" ").append(name.substr(digits));
  return out;
}

void read_text(ZipWalk& walk, UnitKind kind, Sink& sink) {
  std::string_view piece;
  if (!walk.piece(piece)) return;
  const std::string_view head = piece.substr(0, 4096);
  if (head.find("<p:sld ") != std::string_view::npos && head.find(" show=\"0\"") != std::string_view::npos) kind = UnitKind::hidden;
  UnitWriter out(sink, kind, suffix_of(walk.name()));
  UnitWriter hidden(sink, UnitKind::hidden, suffix_of(walk.name()));
  OfficeText handler(out, hidden);
  XmlEvents events(handler, sink);
  do {
    if (!events.feed(piece)) return;
  } while (walk.piece(piece));
  events.finish();
}

void read_member(ZipWalk& walk, Kind kind, const Document& document, Workbook& book, Sink& sink) {
  const std::string suffix = suffix_of(walk.name());
  switch (kind) {
    case Kind::skip: return;
    case Kind::binary_sheet: return read_binary_sheet(walk, book, document.kind, sink);
    case Kind::binary_comments: return read_binary_comments(walk, sink);
    case Kind::picture: return queue_picture(walk, sink);
    case Kind::main_text: return read_text(walk, document.kind, sink);
    case Kind::hidden_text: return read_text(walk, UnitKind::hidden, sink);
    case Kind::sheet: return read_sheet(walk, book, document.kind, sink);
    case Kind::hidden_sheet:
      sink.note("content.executable", "the workbook holds a macro sheet");
      return read_sheet(walk, book, UnitKind::hidden, sink);
    case Kind::macros: return sink.note("content.executable", "the document holds macros");
    case Kind::properties: {
      UnitWriter out(sink, UnitKind::metadata, suffix);
      PropertyLines handler(out);
      return read_xml_member(walk, handler, sink);
    }
    case Kind::links: {
      UnitWriter out(sink, UnitKind::hidden, "#links");
      ExternalTargets handler(out);
      return read_xml_member(walk, handler, sink);
    }
    case Kind::visible_all:
    case Kind::hidden_all:
    case Kind::attributes: {
      const bool page = walk.name().ends_with(".fpage");
      UnitWriter out(sink, kind == Kind::visible_all || page ? document.kind : UnitKind::hidden, suffix);
      AllText handler(out, page ? "UnicodeString" : kind == Kind::attributes ? "v val connection command" : "");
      return read_xml_member(walk, handler, sink);
    }
    case Kind::member: {
      Member member;
      member.name = walk.name();
      member.bytes = walk.all(sink.limits().expanded_bytes_max);
      if (!member.bytes.empty()) sink.member(std::move(member));
      return;
    }
  }
}

Likeness looks_like(std::string_view bytes, std::string_view folder) {
  const std::string_view directory = zip_directory(bytes);
  if (directory.find("[Content_Types].xml") == std::string_view::npos) return Likeness::no;
  return directory.find(folder) == std::string_view::npos ? Likeness::no : Likeness::certain;
}

}  // namespace

Likeness looks_like_docx(std::string_view bytes) { return looks_like(bytes, "word/"); }
Likeness looks_like_pptx(std::string_view bytes) { return looks_like(bytes, "ppt/"); }
Likeness looks_like_vsdx(std::string_view bytes) { return looks_like(bytes, "visio/"); }
Likeness looks_like_xlsx(std::string_view bytes) { return looks_like(bytes, "xl/"); }
Likeness looks_like_xps(std::string_view bytes) { return looks_like(bytes, ".fpage"); }

void read_ooxml(const Document& document, Sink& sink) {
  Workbook book;
  const bool is_book = zip_directory(document.bytes).find("xl/") != std::string_view::npos;
  if (is_book) {
    for (ZipWalk walk(document.bytes, sink); walk.next();) {
      if (is_workbook_part(walk.name())) read_workbook_part(walk, book, sink);
      else if (is_binary_book_part(walk.name())) read_binary_book_part(walk, book, sink);
    }
    book.link_sheets();
  }
  bool encrypted = false;
  for (ZipWalk walk(document.bytes, sink); walk.next();) {
    if (is_book && (is_workbook_part(walk.name()) || is_binary_book_part(walk.name()))) continue;
    const Kind kind = kind_of(walk.name());
    encrypted = encrypted || (walk.encrypted() && kind != Kind::skip);
    read_member(walk, kind, document, book, sink);
  }
  if (encrypted) sink.note("content.encrypted", "members of the document are encrypted");
  if (is_book) {
    UnitWriter unused(sink, UnitKind::hidden, "#unused strings");
    book.strings.write_unused(unused);
  }
}

}  // namespace hallpass
