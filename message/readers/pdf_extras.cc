// Trees in a PDF may be deep, shared and circular. Each walk here takes nodes from a list and stops after
// kNodesMax of them; that alone ends every circle.
#include "message/readers/pdf_extras.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <Catalog.h>
#include <PDFDoc.h>
#include <PDFDocEncoding.h>
#include <Page.h>
#include <Stream.h>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/readers/office_parts.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::size_t kNodesMax = 20'000;
constexpr std::size_t kStreamPiece = 64u << 10;

// A text string: UTF-16 or UTF-8 with its mark, else PDFDocEncoding.
std::string text_of(const Object& object) {
  if (object.isName()) return object.getName();
  if (!object.isString()) return {};
  const std::string& bytes = object.getString()->toStr();
  if (bytes.starts_with("\xfe\xff")) return to_utf8(std::string_view(bytes).substr(2), "utf-16be");
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xef\xbb\xbf")) return to_utf8(bytes, {});
  std::string out;
  for (const char c : bytes) append_utf8(out, pdfDocEncoding[static_cast<unsigned char>(c)]);
  return out;
}

std::string bytes_of(const Object& object, Sink& sink) {
  std::string out;
  if (!object.isStream()) return out;
  Stream* stream = object.getStream();
  stream->reset();
  std::array<unsigned char, kStreamPiece> piece;
  while (sink.in_time()) {
    const int got = stream->doGetChars(static_cast<int>(piece.size()), piece.data());
    if (got <= 0 || !sink.expand(static_cast<std::size_t>(got))) break;
    out.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
  }
  stream->close();
  return out;
}

// A file specification with its embedded stream becomes a member.
void read_file(const Object& specification, Sink& sink) {
  if (!specification.isDict()) return;
  const Object streams = specification.dictLookup("EF");
  if (!streams.isDict()) return;
  Object stream = streams.dictLookup("UF");
  if (!stream.isStream()) stream = streams.dictLookup("F");
  Member member;
  member.name = text_of(specification.dictLookup("UF"));
  if (member.name.empty()) member.name = text_of(specification.dictLookup("F"));
  if (member.name.empty()) member.name = "attachment";
  member.bytes = bytes_of(stream, sink);
  if (!member.bytes.empty()) sink.member(std::move(member));
}

Object catalog_of(PDFDoc& doc) { return doc.getXRef()->getCatalog(); }

void read_field(const Object& field, const std::string& name, UnitWriter& out) {
  const Object value = field.dictLookup("V");
  std::vector<std::string> texts;
  if (value.isArray()) {
    for (int i = 0; i < std::min(value.arrayGetLength(), 1000); ++i) texts.push_back(text_of(value.arrayGet(i)));
  } else {
    texts.push_back(text_of(value));
  }
  for (const std::string& text : texts) {
    if (text.empty() || text == "Off") continue;
    if (!name.empty()) out.text(name + ": ");
    out.paragraph(text);
  }
}

std::size_t side_of(const Dict& picture, const char* key) {
  const Object side = picture.lookup(key);
  return side.isInt() && side.getInt() > 0 ? static_cast<std::size_t>(side.getInt()) : 0;
}

}  // namespace

void read_annotations(PDFDoc& doc, int number, Sink& sink) {
  Page* page = doc.getPage(number);
  if (!page) return;
  const Object annotations = page->getAnnotsObject();
  if (!annotations.isArray()) return;
  UnitWriter out(sink, UnitKind::hidden, "#page " + std::to_string(number));
  const int count = std::min(annotations.arrayGetLength(), static_cast<int>(kNodesMax));
  for (int i = 0; i < count && sink.in_time(); ++i) {
    const Object annotation = annotations.arrayGet(i);
    if (!annotation.isDict()) continue;
    for (const char* key : {"T", "Subj", "Contents"}) {
      if (const std::string text = text_of(annotation.dictLookup(key)); !text.empty()) out.paragraph(text);
    }
    const Object action = annotation.dictLookup("A");
    if (action.isDict()) {
      if (const std::string target = text_of(action.dictLookup("URI")); !target.empty()) out.paragraph(target);
    }
    read_file(annotation.dictLookup("FS"), sink);
  }
}

void read_form(PDFDoc& doc, UnitKind kind, Sink& sink) {
  const Object form = catalog_of(doc).dictLookup("AcroForm");
  if (!form.isDict()) return;
  UnitWriter out(sink, kind, "#form");
  std::vector<std::pair<Object, std::string>> list;
  list.emplace_back(form.dictLookup("Fields"), std::string());
  for (std::size_t nodes = 0; !list.empty() && nodes < kNodesMax && out.ok() && sink.in_time(); ++nodes) {
    auto [node, name] = std::move(list.back());
    list.pop_back();
    if (node.isArray()) {
      for (int i = std::min(node.arrayGetLength(), static_cast<int>(kNodesMax)); i-- > 0;) list.emplace_back(node.arrayGet(i), name);
      continue;
    }
    if (!node.isDict()) continue;
    std::string label = text_of(node.dictLookup("TU"));
    if (label.empty()) label = text_of(node.dictLookup("T"));
    if (label.empty()) label = name;
    read_field(node, label.substr(0, 1000), out);
    list.emplace_back(node.dictLookup("Kids"), label);
  }
  const Object xfa = form.dictLookup("XFA");
  for (int i = 0; xfa.isArray() && i + 1 < std::min(xfa.arrayGetLength(), 100); i += 2) {
    if (text_of(xfa.arrayGet(i)) != "datasets") continue;
    sink.member({"datasets.xml", bytes_of(xfa.arrayGet(i + 1), sink), "application/xml"});
  }
}

void read_properties(PDFDoc& doc, Sink& sink) {
  UnitWriter out(sink, UnitKind::metadata, "#info");
  const Object info = doc.getDocInfo();
  if (info.isDict()) {
    const Dict* entries = info.getDict();
    for (int i = 0; i < std::min(entries->getLength(), 1000); ++i) {
      const std::string text = text_of(entries->getVal(i));
      if (!text.empty()) out.paragraph(std::string(entries->getKey(i)) + ": " + text);
    }
  }
  const std::string packet = bytes_of(catalog_of(doc).dictLookup("Metadata"), sink);
  if (packet.find("<") == std::string::npos) return;
  PropertyLines handler(out);
  read_xml_events(packet, handler, sink);
}

void read_scripts(PDFDoc& doc, Sink& sink) {
  std::vector<Object> list;
  const Object catalog = catalog_of(doc);
  if (!catalog.isDict()) return;
  list.push_back(catalog.dictLookup("OpenAction"));
  list.push_back(catalog.dictLookup("AA"));
  const Object names = catalog.dictLookup("Names");
  if (names.isDict()) list.push_back(names.dictLookup("JavaScript"));
  UnitWriter out(sink, UnitKind::hidden, "#script");
  for (std::size_t nodes = 0; !list.empty() && nodes < kNodesMax && out.ok() && sink.in_time(); ++nodes) {
    const Object node = std::move(list.back());
    list.pop_back();
    if (node.isArray()) {
      for (int i = 0; i < std::min(node.arrayGetLength(), 1000); ++i) list.push_back(node.arrayGet(i));
    }
    if (!node.isDict()) continue;
    const Object script = node.dictLookup("JS");
    const std::string text = script.isStream() ? to_utf8(bytes_of(script, sink), {}) : text_of(script);
    if (!text.empty()) out.paragraph(text);
    for (const char* key : {"Kids", "Names", "Next", "O", "C", "WC", "WS", "DS", "WP", "DP"}) list.push_back(node.dictLookup(key));
  }
  if (!out.empty()) sink.note("note.format", "the PDF holds scripts");
}

void read_bookmarks(PDFDoc& doc, Sink& sink) {
  const Object outline = catalog_of(doc).dictLookup("Outlines");
  if (!outline.isDict()) return;
  UnitWriter out(sink, UnitKind::metadata, "#bookmarks");
  std::vector<Object> list;
  list.push_back(outline.dictLookup("First"));
  for (std::size_t nodes = 0; !list.empty() && nodes < kNodesMax && out.ok() && sink.in_time(); ++nodes) {
    const Object item = std::move(list.back());
    list.pop_back();
    if (!item.isDict()) continue;
    if (const std::string title = text_of(item.dictLookup("Title")); !title.empty()) out.paragraph(title);
    list.push_back(item.dictLookup("Next"));
    list.push_back(item.dictLookup("First"));
  }
}

void read_attachments(PDFDoc& doc, Sink& sink) {
  const Object names = catalog_of(doc).dictLookup("Names");
  if (!names.isDict()) return;
  std::vector<Object> list;
  list.push_back(names.dictLookup("EmbeddedFiles"));
  for (std::size_t nodes = 0; !list.empty() && nodes < kNodesMax && sink.in_time(); ++nodes) {
    const Object node = std::move(list.back());
    list.pop_back();
    if (!node.isDict()) continue;
    const Object kids = node.dictLookup("Kids");
    for (int i = 0; kids.isArray() && i < std::min(kids.arrayGetLength(), 1000); ++i) list.push_back(kids.arrayGet(i));
    const Object files = node.dictLookup("Names");
    for (int i = 1; files.isArray() && i < std::min(files.arrayGetLength(), static_cast<int>(kNodesMax)); i += 2) read_file(files.arrayGet(i), sink);
  }
}

std::size_t largest_picture(PDFDoc& doc, int number) {
  Page* page = doc.getPage(number);
  Dict* resources = page ? page->getResourceDict() : nullptr;
  if (!resources) return 0;
  std::size_t largest = 0;
  std::vector<Object> list;
  list.push_back(resources->lookup("XObject"));
  for (std::size_t nodes = 0; !list.empty() && nodes < 100; ++nodes) {
    const Object objects = std::move(list.back());
    list.pop_back();
    if (!objects.isDict()) continue;
    for (int i = 0; i < std::min(objects.getDict()->getLength(), 1000); ++i) {
      const Object object = objects.getDict()->getVal(i);
      if (!object.isStream()) continue;
      Dict* about = object.streamGetDict();
      if (about->lookup("Subtype").isName("Image")) {
        largest = std::max({largest, std::size_t{1}, side_of(*about, "Width") * side_of(*about, "Height")});
        continue;
      }
      const Object inner = about->lookup("Resources");
      if (inner.isDict()) list.push_back(inner.dictLookup("XObject"));
    }
  }
  return largest;
}

}  // namespace hallpass
