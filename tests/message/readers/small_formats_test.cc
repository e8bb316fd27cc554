#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/compound_support.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

std::string attribute(unsigned level, unsigned id, const std::string& body) {
  std::string out(1, static_cast<char>(level));
  put32(out, id);
  put32(out, static_cast<unsigned>(body.size()));
  return out + body + std::string(2, '\0');
}

std::string chunk(const std::string& kind, const std::string& body) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(body.size() >> shift));
  return out + kind + body + "crc.";
}

}  // namespace

TEST_CASE("tnef: body and attachments") {
  std::string tnef;
  put32(tnef, 0x223e9f78);
  put16(tnef, 1);
  tnef += attribute(1, 0x18004, "Marks") + attribute(1, 0x2800c, "Dear family") + attribute(2, 0x69002, "render") + attribute(2, 0x18010, "a.txt") +
          attribute(2, 0x6800f, "inside the file") + attribute(2, 0x69002, "render") + attribute(2, 0x6800f, "nameless");
  const Message message = read_document(tnef, "winmail.dat");
  CHECK(text_of(message).find("Marks\nDear family\n") == 0);
  REQUIRE(message.parts.size() == 3);
  CHECK(message.parts[1].path == "1!a.txt");
  CHECK(text_of(message).find("inside the file") != std::string::npos);
  CHECK(text_of(message).find("nameless") != std::string::npos);
  CHECK(has_note(read_document(tnef.substr(0, tnef.size() - 8)), "content.unreadable"));
  for (std::size_t length = 0; length < tnef.size(); ++length) (void)read_document(std::string_view(tnef).substr(0, length), "winmail.dat");
}

TEST_CASE("json, xml, cards: a label stands beside its value") {
  struct Case {
    std::string_view why;
    std::string_view name;
    std::string bytes;
    std::string want;
  };
  const Case cases[] = {
      {"objects", "a.json", R"([{"name": "Ann", "gpa": 3.5}, {"name": "Bob", "gpa": null}])", "name: Ann\ngpa: 3.5\n\nname: Bob\n\n"},
      {"escapes do not hide a number", "a.json", "{\"ssn\": \"\\u0030" "78-05-1120\"}", "ssn: 078-05-1120\n\n"},
      {"an array of words", "a.json", R"({"tags": ["a", "b"]})", "tags: a\ntags: b\n\n"},
      {"half a document", "a.json", R"({"name": "An)", "name: An\n"},
      {"elements and attributes", "a.xml", "<?xml version='1.0'?><r><s id='7'><n>Ann</n><g>3.5</g></s><s><n>Bob</n></s></r>", "id: 7\nn: Ann\ng: 3.5\n\nn: Bob\n\n"},
      {"a charset the library does not know", "a.xml", "<?xml version='1.0' encoding='windows-1252'?><n>\x93x\x94</n>", "n: \xe2\x80\x9cx\xe2\x80\x9d\n"},
      {"SpreadsheetML", "a.xls", "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='s'><Worksheet ss:Name='P3'><Table>"
                                 "<Row><Cell><Data ss:Type='String'>Name</Data></Cell><Cell ss:Index='3'><Data ss:Type='String'>ID</Data></Cell></Row></Table></Worksheet></Workbook>",
       "Name\t\tID\n"},
      {"Word's one file", "a.doc", "<?xml version='1.0'?><w:wordDocument xmlns:w='w'><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:wordDocument>", "Hello\n"},
      {"a folded calendar", "a.ics", "BEGIN:VCALENDAR\r\nSUMMARY:IEP meeting Ann \r\n Lee\r\nDESCRIPTION:at 9\\, room\\nB\r\nEND:VCALENDAR\r\n", "SUMMARY: IEP meeting Ann Lee\nDESCRIPTION: at 9, room\nB\n\n"},
      {"an old card", "a.vcf", "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:L=C3=A9a;=\nAnn\nPHOTO;ENCODING=BASE64:AAAA\nEND:VCARD\n", "N: L\xc3\xa9""a Ann\n\n"},
      {"svg", "a.svg", "<svg><text x='1'>Map of <tspan>school</tspan></text></svg>", "Map of school"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(c.bytes, c.name);
    CHECK(text_of(message) == c.want);
  }
}

TEST_CASE("epub: pages are members") {
  const Message message = read_document(zip_of({{"mimetype", "application/epub+zip"}, {"OEBPS/a.xhtml", "<html><body><p>Once</p></body></html>"}, {"OEBPS/a.png", "no"}}, false));
  CHECK(text_of(message) == "Once\n");
  CHECK(message.parts.size() == 2);
}

TEST_CASE("images: words and sizes, never pixels") {
  struct Case {
    std::string_view why;
    std::string bytes;
    std::string want;
  };
  const std::string png = "\x89PNG\r\n\x1a\n";
  const std::string tiff = std::string("II*\0\x08\0\0\0\1\0\x0e\x01\2\0\x0b\0\0\0\x1a\0\0\0\0\0\0\0", 26) + "Ann's class\0";
  const Case cases[] = {
      {"png", png + chunk("IHDR", std::string("\0\0\3\x20\0\0\2\x58", 8)) + chunk("tEXt", std::string("Comment\0Ann Lee", 15)) + chunk("IDAT", "078-05-1120"),
       "size: 800 x 600\nAnn Lee\n"},
      {"png, international", png + chunk("iTXt", std::string("Title\0\0\0en\0\0L\xc3\xa9""a", 16)), "L\xc3\xa9""a\n"},
      {"jpeg comment", std::string("\xff\xd8\xff\xfe\0\x09" "Ann Lee\xff\xda\0\2 078-05-1120", 28), "Ann Lee\n"},
      {"tiff description", tiff, "Ann's class\n"},
      {"jpeg with EXIF", std::string("\xff\xd8\xff\xe1\0\x2d" "Exif\0\0", 12) + tiff, "Ann's class\n"},
      {"gif comment", std::string("GIF89a\x02\0\x03\0\0\0\0\x21\xfe\3hi!\0;", 20), "size: 2 x 3\nhi!\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(c.bytes, "a.bin");
    CHECK(text_of(message, UnitKind::metadata) == c.want);
    CHECK(text_of(message).empty());
    for (std::size_t length = 0; length < c.bytes.size(); ++length) (void)read_document(std::string_view(c.bytes).substr(0, length), "a.bin");
  }
}

}  // namespace hallpass::test
