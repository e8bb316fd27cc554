// What lies inside documents: objects, pictures, scripts, and workbooks and notebooks in binary form.
#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/compound_support.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out.push_back(kDigits[static_cast<unsigned char>(bytes[i]) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(bytes[i]) & 15]);
    if (i % 40 == 39) out += "\r\n";
  }
  return out;
}

// A PNG that is only a caption.
std::string captioned(const std::string& words) {
  return std::string("\x89PNG\r\n\x1a\n\0\0\0", 11) + static_cast<char>(words.size() + 6) + std::string("tEXtTitle\0", 10) + words + "crc.";
}

std::string name_of(const std::string& text) {
  std::string out;
  put32(out, static_cast<unsigned>(text.size()));
  return out + text;
}

std::string ole1(const std::string& class_name, const std::string& data, unsigned kind = 2) {
  std::string out;
  put32(out, 0x501);
  put32(out, kind);
  out += name_of(class_name) + name_of("") + name_of("");
  put32(out, static_cast<unsigned>(data.size()));
  return out + data;
}

std::string dropped(const std::string& name, const std::string& content) {
  std::string out;
  put16(out, 2);
  out += name + std::string("\0C:\\x\0", 6);
  put32(out, 0x30000);
  out += name_of("C:\\t");
  return out + name_of(content);
}

// ---- binary workbooks

std::string record12(unsigned type, const std::string& body) {
  std::string out;
  if (type < 128) out.push_back(static_cast<char>(type));
  else out += {static_cast<char>(0x80 | (type & 0x7f)), static_cast<char>(type >> 7)};
  for (std::size_t size = body.size();; size >>= 7) {
    out.push_back(static_cast<char>((size & 0x7f) | (size > 127 ? 0x80 : 0)));
    if (size <= 127) break;
  }
  return out + body;
}

std::string u32(std::initializer_list<unsigned> values) {
  std::string out;
  for (const unsigned value : values) put32(out, value);
  return out;
}

std::string wide(std::string_view text) {
  std::string out;
  put32(out, static_cast<unsigned>(text.size()));
  for (const char c : text) put16(out, static_cast<unsigned char>(c));
  return out;
}

std::string row12(unsigned number, bool hidden = false) {
  return record12(0, u32({number, 0}) + std::string("\0\0\0", 3) + (hidden ? '\x10' : '\0') + std::string(1, '\0'));
}

std::string workbook12(const std::string& sheet, unsigned state = 0) {
  std::string formats;
  put16(formats, 164);
  std::string style_a, style_b;
  for (const unsigned v : {0u, 0u}) put16(style_a, v);
  for (const unsigned v : {0u, 164u}) put16(style_b, v);
  return zip_of({{"[Content_Types].xml", "<Types/>"},
                 {"xl/workbook.bin", record12(156, u32({state, 1}) + wide("rId1") + wide("Period 3"))},
                 {"xl/_rels/workbook.bin.rels", "<R><Relationship Id='rId1' Target='worksheets/sheet1.bin'/></R>"},
                 {"xl/styles.bin", record12(44, formats + wide("000-00-0000")) + record12(47, style_b) + record12(617, "") + record12(47, style_a) +
                                       record12(47, style_b) + record12(618, "")},
                 {"xl/sharedStrings.bin", record12(19, std::string(1, '\0') + wide("Student")) + record12(19, std::string(1, '\0') + wide("left over"))},
                 {"xl/worksheets/sheet1.bin", sheet},
                 {"xl/comments1.bin", record12(637, std::string(1, '\0') + wide("see me"))}});
}

}  // namespace

TEST_CASE("xlsb: cells, formats, hidden sheets and rows, comments") {
  const std::string cells = row12(0) + record12(7, u32({0, 0, 0})) + record12(6, u32({1, 0}) + wide("SSN")) + row12(1) + record12(6, u32({0, 0}) + wide("Testcase")) +
                            record12(2, u32({1, 1, (78051120u << 2) | 2u})) + record12(8, u32({2, 0}) + wide("made by a formula")) + row12(2, true) +
                            record12(62, u32({0, 0}) + std::string(1, '\0') + wide("Hidden row"));
  const Message seen = read_document(workbook12(cells), "a.xlsb");
  CHECK(text_of(seen).find("Student\tSSN\nTestcase\t078-05-1120\tmade by a formula\n") == 0);
  CHECK(cells_of(seen).size() >= 5);
  CHECK(all_text(seen).find("1#Period 3: ") != std::string::npos);
  const std::string hidden = text_of(seen, UnitKind::hidden);
  for (const std::string_view want : {"Hidden row", "see me", "left over"}) CHECK(hidden.find(want) != std::string::npos);
  CHECK_FALSE(has_note(seen, "content.unreadable"));
  const Message hidden_sheet = read_document(workbook12(cells, 1), "a.xlsb");
  CHECK(text_of(hidden_sheet).find("Testcase") == std::string::npos);
  CHECK(text_of(hidden_sheet, UnitKind::hidden).find("Testcase") != std::string::npos);
}

TEST_CASE("xlsb: records that lie about their length, and a sheet cut at every length") {
  const std::string cell = row12(0) + record12(6, u32({0, 0}) + wide("seen"));
  for (const std::string& bad : {cell + std::string("\x06\xff\xff\xff\x7f", 5), cell + record12(6, u32({1, 0, 0x7fffffff})), cell + std::string("\x80", 1),
                                 cell + record12(6, "") + record12(7, u32({0, 0, 99}))}) {
    CHECK(all_text(read_document(workbook12(bad), "a.xlsb")).find("seen") != std::string::npos);
  }
  for (std::size_t length = 0; length < cell.size(); ++length) (void)read_document(workbook12(cell.substr(0, length)), "a.xlsb");
}

TEST_CASE("rtf: objects and pictures become parts") {
  struct Case {
    std::string_view why;
    std::string body;
    std::string want;  // in some unit; empty: nothing but the text
    std::string_view note;
  };
  const std::string word_with_nothing = compound_of({{"\1Ole10Native", std::string(4, '\0') + dropped("b.txt", "behind a compound file")}});
  const Case cases[] = {
      {"a dropped file", "{\\object{\\*\\objdata " + hex(ole1("Package", dropped("a.txt", "inside the object"))) + "}}", "1!a.txt: inside the object", ""},
      {"a compound file", "{\\object{\\*\\objdata " + hex(ole1("Word.Document.8", word_with_nothing)) + "}}", "b.txt: behind a compound file", ""},
      {"in binary", "{\\object{\\*\\objdata \\bin" + std::to_string(ole1("Package", dropped("a.txt", "raw")).size()) + " " + ole1("Package", dropped("a.txt", "raw")) + "}}",
       "1!a.txt: raw", ""},
      {"a head that lies", "{\\object{\\*\\objdata " + hex("\xff\xff\xff\xff" + word_with_nothing) + "}}", "behind a compound file", ""},
      {"no kind that is read", "{\\object{\\*\\objdata " + hex(ole1("Sound", "1234", 2)) + "}}", "", "embedded object"},
      {"a link", "{\\object{\\*\\objdata " + hex(ole1("Package", "", 1)) + "}}", "", "embedded object"},
      {"empty", "{\\object{\\*\\objdata }}", "", ""},
      {"a picture", "{\\pict\\pngblip " + hex(captioned("Seat plan of 3B")) + "}", "Seat plan of 3B", ""},
      {"a picture in binary", "{\\pict\\pngblip\\bin" + std::to_string(captioned("x y").size()) + " " + captioned("x y") + "}", "x y", ""},
      {"a picture of another kind", "{\\pict\\wmetafile8 0102ff}", "", ""},
      {"cut off", "{\\object{\\*\\objdata " + hex(ole1("Package", dropped("a.txt", "inside the object"))), "1!a.txt: inside the object", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message seen = read_document("{\\rtf1 before " + c.body + " behind}", "a.rtf");
    CAPTURE(all_text(seen));
    CHECK(all_text(seen).find(c.want) != std::string::npos);
    CHECK(text_of(seen).find("before") == 0);
    CHECK(says(seen, c.note));
    if (c.note.empty()) CHECK_FALSE(says(seen, "embedded object"));
  }
}

TEST_CASE("legacy Office: pictures behind their drawing records") {
  const std::string picture = captioned("Class photo");
  std::string drawn(8, '\0');
  drawn[2] = '\x1e';
  drawn[3] = '\xf0';
  const auto with_size = [&](std::size_t size) {
    std::string head = drawn.substr(0, 4);
    put32(head, static_cast<unsigned>(size));
    return head + std::string(17, 'u') + picture;
  };
  const auto slides = [](const std::string& pictures) { return compound_of({{"PowerPoint Document", std::string(8, '\0')}, {"Pictures", pictures}}); };
  CHECK(all_text(read_document(slides("..." + with_size(picture.size() + 17)), "a.ppt")).find("Class photo") != std::string::npos);
  CHECK(read_document(slides("..." + with_size(0xfffffff0)), "a.ppt").parts.size() == 1);        // longer than the stream
  CHECK(read_document(slides("..." + std::string(25, '\0') + picture), "a.ppt").parts.size() == 1);  // no record
  CHECK(read_document(slides(picture), "a.ppt").parts.size() == 1);                              // nothing before it
}

TEST_CASE("OpenDocument: pictures become parts") {
  const Message seen = read_document(zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                             {"content.xml", "<office:document-content><text:p>body</text:p></office:document-content>"},
                                             {"Pictures/1.png", captioned("Bus list")},
                                             {"Thumbnails/thumbnail.png", captioned("small")},
                                             {"META-INF/manifest.xml", "<m/>"}}, false), "a.odt");
  CHECK(all_text(seen).find("Bus list") != std::string::npos);
  CHECK(all_text(seen).find("small") == std::string::npos);
}

TEST_CASE("OneNote: what was written, and the files that were dropped in") {
  const std::string section("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", 16);
  const std::string mark("\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac", 16);
  const auto text = [](std::string_view words, bool marked) {
    std::string out;
    put32(out, marked ? static_cast<unsigned>(words.size() * 2) : 7);
    for (const char c : words) put16(out, static_cast<unsigned char>(c));
    return out + std::string("\1\0\2", 3);
  };
  const auto file = [&](const std::string& bytes, unsigned size) {
    std::string out = mark;
    put32(out, size);
    return out + std::string(16, '\0') + bytes;
  };
  const std::string inside = "Student,GPA\nTestcase,3.1\n";
  const Message seen = read_document(section + std::string(9, '\3') + text("Ms", true) + text("no", false) + text("Quincy Testcase", false) +
                                         file(inside, static_cast<unsigned>(inside.size())) + text("behind the file", true), "notes.one");
  CHECK(text_of(seen).find("Ms\nQuincy Testcase\nbehind the file\n") != std::string::npos);
  CHECK(text_of(seen).find("no\n") == std::string::npos);
  CHECK(all_text(seen).find("1!file 1: Student,GPA\nTestcase,3.1\n") != std::string::npos);
  CHECK_FALSE(has_note(seen, "content.unreadable"));
  const std::string lying = section + file(inside, 0xfffffff0) + std::string(40, '\2');
  for (std::size_t length = 0; length < lying.size(); length += 3) (void)read_document(std::string_view(lying).substr(0, length), "notes.one");
}

}  // namespace hallpass::test
