#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/compound_support.h"

namespace hallpass::test {
namespace {

// A Word 97 document whose text is one piece of 8-bit characters.
std::string word(const std::string& text, unsigned flags = 0) {
  std::string main;
  put16(main, 0xa5ec);
  main.resize(0x0a);
  put16(main, flags);
  main.resize(0x1a2);
  put32(main, 0);   // the piece table begins the table stream
  put32(main, 21);
  main.resize(2048);
  main += text;
  std::string table;
  table.push_back(2);
  put32(table, 16);
  put32(table, 0);
  put32(table, static_cast<unsigned>(text.size()));
  put16(table, 0);
  put32(table, 2048 * 2 | 0x40000000);
  put16(table, 0);
  return compound_of({{"WordDocument", main}, {"0Table", table}});
}

std::string record(unsigned type, const std::string& body) {
  std::string out;
  put16(out, type);
  put16(out, static_cast<unsigned>(body.size()));
  return out + body;
}
std::string numbers16(std::initializer_list<unsigned> values) {
  std::string out;
  for (const unsigned value : values) put16(out, value);
  return out;
}

std::string excel(const std::string& cells, bool hidden = false) {
  const std::string begin = record(0x809, numbers16({0x600, 0x05})), end = record(0x0a, {});
  std::string strings, sheet;
  put32(strings, 2);
  put32(strings, 2);
  strings += std::string("\4\0\0Name", 7) + std::string("\3\0\1S\0S\0", 7);  // the second goes on in the next record
  const std::string more = record(0x3c, std::string("\0N", 2));
  const std::string formats = record(0x41e, numbers16({164, 11}) + std::string("\0", 1) + "000\\-00\\-00") + record(0xe0, numbers16({0, 0})) + record(0xe0, numbers16({0, 14})) + record(0xe0, numbers16({0, 164}));
  const std::size_t sheet_at = begin.size() + 4 + 6 + 3 + 4 + strings.size() + 4 + more.size() - 4 + formats.size() + end.size();
  put32(sheet, static_cast<unsigned>(sheet_at));
  sheet += std::string(1, hidden ? '\1' : '\0') + std::string("\0", 1) + std::string("\1\0W", 3);
  const std::string workbook = begin + record(0x85, sheet) + record(0xfc, strings) + more + formats + end;
  return compound_of({{"Workbook", workbook + record(0x809, numbers16({0x600, 0x10})) + cells + end}});
}

std::string label(unsigned row, unsigned column, unsigned index) { return record(0xfd, numbers16({row, column, 0, index, 0})); }
std::string number(unsigned row, unsigned column, unsigned style, unsigned value) { return record(0x27e, numbers16({row, column, style, (value << 2 | 2) & 0xffff, value >> 14})); }

std::string atom(unsigned type, const std::string& body, unsigned flags = 0) {
  std::string out;
  put16(out, flags);
  put16(out, type);
  put32(out, static_cast<unsigned>(body.size()));
  return out + body;
}

}  // namespace

TEST_CASE("doc: text, tables, fields") {
  struct Case {
    std::string_view why;
    std::string text;
    std::string seen;
    std::string hidden;
  };
  const Case cases[] = {
      {"paragraphs", "One\rTwo\r", "One\nTwo\n", ""},
      {"a table", "Before\rA\7B\7\7C\7D\7\7After\r", "Before\nA\tB\nC\tD\nAfter\n", ""},
      {"a field shows its result, its instruction is hidden", "\x13 HYPERLINK \"mailto:a@example.com\" \x14mail me\x15\r", "mail me\n",
       " HYPERLINK \"mailto:a@example.com\" \n"},
      {"Windows-1252", "na\xefve \x93quoted\x94\r", "na\xc3\xafve \xe2\x80\x9cquoted\xe2\x80\x9d\n", ""},
      {"pictures and other marks are no text", "a\x01\x08" "b\r", "ab\n", ""},
      {"the last paragraph has no end", "cut", "cut\n", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(word(c.text), "a.doc");
    CHECK(text_of(message) == c.seen);
    CHECK(text_of(message, UnitKind::hidden) == c.hidden);
    CHECK(message.notes.empty());
  }
  CHECK(has_note(read_document(word("locked", 0x0100)), "content.encrypted"));
}

TEST_CASE("xls: strings, numbers, formats, sheets") {
  const std::string cells = label(0, 0, 0) + label(0, 1, 1) + number(1, 0, 1, 40977) + number(1, 1, 2, 51120) + number(2, 3, 0, 7) + label(3, 0, 99);
  const Message message = read_document(excel(cells), "a.xls");
  CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Name", "0/0/1=SSN", "0/1/0=2012-03-09", "0/1/1=005-11-20", "0/2/3=7"});
  CHECK(all_text(message).find("1#W: Name") != std::string::npos);
  CHECK(message.notes.empty());
  CHECK(text_of(read_document(excel(cells, true))).empty());
  CHECK(text_of(read_document(excel(cells, true)), UnitKind::hidden).starts_with("Name\tSSN\n"));
  CHECK(has_note(read_document(compound_of({{"Workbook", record(0x809, numbers16({0x600, 5})) + record(0x2f, "locked")}})), "content.encrypted"));
}

TEST_CASE("ppt: slides seen, notes hidden") {
  const std::string notes = atom(0x3f0, atom(0xfa8, "say slowly"), 0x0f);
  const Message message = read_document(compound_of({{"PowerPoint Document", atom(0x3ee, atom(0xfa8, "Every kid\rby name"), 0x0f) + notes + atom(0xfa0, std::string("h\0i\0", 4))}}));
  CHECK(text_of(message) == "Every kid\nby name\nhi\n");
  CHECK(text_of(message, UnitKind::hidden) == "say slowly\n");
}

TEST_CASE("compound files: locked, macros, unknown, damaged") {
  CHECK(has_note(read_document(compound_of({{"EncryptedPackage", "x"}, {"EncryptionInfo", "x"}})), "content.encrypted"));
  CHECK(has_note(read_document(compound_of({{"Something", "x"}})), "content.unreadable"));
  CHECK_FALSE(has_note(read_document(word("plain\r")), "content.executable"));
  const std::string whole = word("Hello\r");
  for (std::size_t length = 0; length < whole.size(); length += 97) (void)read_document(std::string_view(whole).substr(0, length), "a.doc");
  std::string circular = whole;
  for (std::size_t at = circular.size() - 512; at + 4 <= circular.size(); at += 4) circular.replace(at, 4, std::string("\0\0\0\0", 4));
  CHECK(read_document(circular).units.size() < 100);
}

TEST_CASE("msg: subject, people, body, attachments") {
  const auto wide = [](const std::string& text) {
    std::string out;
    for (const char c : text) out += {c, '\0'};
    return out;
  };
  const Message message = read_document(compound_of({{"__properties_version1.0", "p"}, {"__substg1.0_0037001F", wide("Marks")}, {"__substg1.0_0C1A001E", "Pat Doe"},
                                                     {"__substg1.0_1000001F", wide("Dear family")}, {"__substg1.0_10130102", "<p>Dear <b>family</b></p>"},
                                                     {"__substg1.0_007D001E", "Received: here"}, {"__substg1.0_0070001F", wide("topic")}}));
  CHECK(text_of(message).find("Subject: Marks\nFrom: Pat Doe\n") == 0);
  CHECK(text_of(message).find("Dear family\n") != std::string::npos);
  CHECK(text_of(message, UnitKind::hidden).find("Received: here") == 0);
  REQUIRE(message.parts.size() == 2);
  CHECK(message.parts[1].path == "1!body.html");
}

}  // namespace hallpass::test
