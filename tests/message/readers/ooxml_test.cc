#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

std::string docx(const std::string& body, const ZipMembers& more = {}) {
  ZipMembers members{{"[Content_Types].xml", "<Types/>"},
                     {"word/document.xml", "<w:document xmlns:w='w' xmlns:a='a'><w:body>" + body + "</w:body></w:document>"}};
  members.insert(members.end(), more.begin(), more.end());
  return zip_of(members);
}

std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }
std::string paragraph(const std::string& text) { return "<w:p>" + run(text) + "</w:p>"; }
std::string word_cell(const std::string& inside) { return "<w:tc>" + inside + "</w:tc>"; }

std::string xlsx(const std::string& sheet, const std::string& strings = {}, const std::string& styles = {}, const ZipMembers& more = {}) {
  ZipMembers members{
      {"[Content_Types].xml", "<Types/>"},
      {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"},  // before what it needs
      {"xl/workbook.xml", "<workbook><sheets><sheet name='Period 3' sheetId='1' r:id='rId1' xmlns:r='r'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<R><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></R>"},
      {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
      {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"}};
  members.insert(members.end(), more.begin(), more.end());
  return zip_of(members);
}

}  // namespace

TEST_CASE("docx: what is seen, what is hidden, what is neither") {
  struct Case {
    std::string_view why;
    std::string body;
    std::string seen;
    std::string hidden;
  };
  const Case cases[] = {
      {"paragraphs end lines", paragraph("One") + paragraph("Two"), "One\nTwo\n", ""},
      {"runs split a number, it stays whole", "<w:p>" + run("078-0") + run("5-1120") + "</w:p>", "078-05-1120\n", ""},
      {"deleted text is still in the file", "<w:p>" + run("a") + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "a\n", "gone\n"},
      {"inserted text is text", "<w:p><w:ins>" + run("new") + "</w:ins></w:p>", "new\n", ""},
      {"vanished text", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>" + run("b") + "</w:p>", "b\n", "secret\n"},
      {"vanish switched off is seen", "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>c</w:t></w:r></w:p>", "c\n", ""},
      {"a tab stop's definition is no tab", "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + run("d") + "</w:p>", "d\n", ""},
      {"a tab is one", "<w:p><w:r><w:t>e</w:t><w:tab/><w:t>f</w:t></w:r></w:p>", "e\tf\n", ""},
      {"the second version of a text box is not read twice",
       "<w:p><mc:AlternateContent xmlns:mc='m'><mc:Choice>" + run("box") + "</mc:Choice><mc:Fallback>" + run("box") +
           "</mc:Fallback></mc:AlternateContent></w:p>", "box\n", ""},
      {"the only version is read", "<w:p><mc:AlternateContent xmlns:mc='m'><mc:Fallback>" + run("box") + "</mc:Fallback></mc:AlternateContent></w:p>",
       "box\n", ""},
      {"alt text of a picture", "<w:p><w:drawing><wp:docPr xmlns:wp='p' descr='Photo of Ann'/></w:drawing></w:p>", "", "Photo of Ann\n"},
      {"element names and attributes are no text", "<w:p w:rsidR='00123456'><w:pPr><w:pStyle w:val='078-05-1120'/></w:pPr></w:p>", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(docx(c.body), "a.docx");
    CHECK(text_of(message) == c.seen);
    CHECK(text_of(message, UnitKind::hidden) == c.hidden);
    CHECK(message.notes.empty());
  }
}

TEST_CASE("docx: tables") {
  const std::string inner = "<w:tbl><w:tr>" + word_cell(paragraph("x")) + word_cell(paragraph("y")) + "</w:tr></w:tbl>";
  const std::string wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("wide") + "</w:tc>";
  const std::string row1 = "<w:tr>" + word_cell(paragraph("Student")) + word_cell(paragraph("GPA") + paragraph("Q1")) + word_cell(paragraph("Rank")) + "</w:tr>";
  const std::string row2 = "<w:tr>" + wide + word_cell(paragraph("7")) + "</w:tr>";
  SUBCASE("rows, columns, spans") {
    const Message message = read_document(docx(paragraph("Before") + "<w:tbl>" + row1 + row2 + "</w:tbl>" + paragraph("After")));
    CHECK(text_of(message) == "Before\nStudent\tGPA Q1\tRank\nwide\t\t7\nAfter\n");
    CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Student", "0/0/1=GPA Q1", "0/0/2=Rank", "0/1/0=wide", "0/1/2=7"});
  }
  SUBCASE("a table in a cell follows as a table of its own") {
    const Message message = read_document(docx("<w:tbl><w:tr>" + word_cell(paragraph("a") + inner) + word_cell(paragraph("b")) + "</w:tr></w:tbl>"));
    CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=a", "0/0/1=b", "1/0/0=x", "1/0/1=y"});
  }
  SUBCASE("a box around text is no table") {
    const Message message = read_document(docx("<w:tbl><w:tr>" + word_cell(paragraph("Dear family,") + paragraph("welcome")) + "</w:tr></w:tbl>"));
    CHECK(text_of(message) == "Dear family,\nwelcome\n");
    CHECK(cells_of(message).empty());
  }
}

TEST_CASE("docx: other parts of the package") {
  const Message message = read_document(docx(paragraph("body"),
      {{"word/header1.xml", "<w:hdr>" + paragraph("Cedar Valley") + "</w:hdr>"},
       {"word/comments.xml", "<w:comments><w:comment w:author='Pat'>" + paragraph("check this") + "</w:comment></w:comments>"},
       {"docProps/core.xml", "<cp><dc:creator>Pat Doe</dc:creator></cp>"},
       {"word/_rels/document.xml.rels", "<R><Relationship Target='mailto:a@example.com' TargetMode='External'/><Relationship Target='styles.xml'/></R>"},
       {"word/styles.xml", "<w:styles>" + paragraph("no text of the document") + "</w:styles>"},
       {"word/media/image1.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\x0ftEXtTitle\0Seat plan", 31)},
       {"word/media/image2.emf", "not looked at"},
       {"word/vbaProject.bin", "\xd0\xcf"},
       {"word/embeddings/notes.txt", "inside"}}));
  CHECK(text_of(message) == "body\nCedar Valley\ninside");
  CHECK(text_of(message, UnitKind::hidden) == "Pat\ncheck this\nmailto:a@example.com\n");
  CHECK(text_of(message, UnitKind::metadata) == "creator: Pat Doe\nSeat plan\n");
  CHECK(has_note(message, "content.executable"));
  REQUIRE(message.parts.size() == 3);
  CHECK(message.parts[1].path == "1!word/media/image1.png");
  CHECK(message.parts[2].path == "1!word/embeddings/notes.txt");
}

TEST_CASE("xlsx: cells as a person sees them") {
  const std::string styles = "<numFmts><numFmt numFmtId='164' formatCode='000\\-00\\-0000'/><numFmt numFmtId='165' formatCode='000000'/></numFmts>"
                             "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>";
  const std::string sheet =
      "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>in</t><rPh><t>phonetic</t></rPh></is></c></row>"
      "<row r='2'><c r='A2' s='1'><v>40977</v></c><c r='B2' s='2'><v>78051120</v></c><c r='C2' s='3'><v>4711</v></c>"
      "<c r='D2'><f>1+1</f><v>83.600000000000009</v></c><c r='E2' t='b'><v>1</v></c><c r='F2'><v>310151</v></c></row></sheetData>";
  const Message message = read_document(xlsx(sheet, "<si><r><t>Stu</t></r><r><t>dent</t></r></si><si><t>left behind</t></si>", styles));
  CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Student", "0/0/2=in", "0/1/0=2012-03-09", "0/1/1=078-05-1120", "0/1/2=004711",
                                                      "0/1/3=83.6", "0/1/4=TRUE", "0/1/5=310151"});
  CHECK(text_of(message, UnitKind::hidden) == "left behind\n");
  CHECK(all_text(message).find("1#Period 3: Student") != std::string::npos);
}

TEST_CASE("xlsx: hidden rows and columns stand apart, whole and under their header") {
  const std::string sheet = "<cols><col min='2' max='2' hidden='1'/></cols><sheetData>"
                            "<row r='1'><c r='A1' t='str'><v>Name</v></c><c r='B1' t='str'><v>SSN</v></c></row>"
                            "<row r='2'><c r='A2' t='str'><v>Ann</v></c><c r='B2' t='str'><v>078-05-1120</v></c></row>"
                            "<row r='3' hidden='1'><c r='A3' t='str'><v>Bob</v></c></row></sheetData>";
  const Message message = read_document(xlsx(sheet));
  CHECK(text_of(message) == "Name\nAnn\n");
  CHECK(text_of(message, UnitKind::hidden) == "Name\tSSN\nAnn\t078-05-1120\nBob\n");
}

TEST_CASE("xlsx: a title above a table does not take the header's place") {
  const auto text = [](const std::string& at, const std::string& value) { return "<c r='" + at + "' t='str'><v>" + value + "</v></c>"; };
  const std::string sheet = "<sheetData><row r='1'>" + text("A1", "Fall benchmark") + "</row><row r='3'>" + text("A3", "Name") + text("B3", "Score") +
                            "</row><row r='4'>" + text("A4", "Ann") + "<c r='B4'><v>7</v></c></row><row r='6'>" + text("A6", "Cid") +
                            "<c r='B6'><v>8</v></c></row><row r='8'>" + text("A8", "Teacher") + text("B8", "Room") + "</row></sheetData>";
  CHECK(cells_of(read_document(xlsx(sheet))) ==
        std::vector<std::string>{"0/0/0=Fall benchmark", "1/0/0=Name", "1/0/1=Score", "1/1/0=Ann", "1/1/1=7", "1/2/0=Cid", "1/2/1=8",
                                 "2/0/0=Teacher", "2/0/1=Room"});
}

TEST_CASE("pptx: slides, notes, hidden slides, tables") {
  const auto text = [](const std::string& t) { return "<a:p><a:r><a:t>" + t + "</a:t></a:r></a:p>"; };
  const Message message = read_document(zip_of(
      {{"[Content_Types].xml", "<T/>"},
       {"ppt/slides/slide1.xml", "<p:sld xmlns:a='a' xmlns:p='p'>" + text("Every kid") + "<a:tbl><a:tr><a:tc>" + text("Mia") + "</a:tc><a:tc>" + text("40th") +
                                     "</a:tc></a:tr></a:tbl></p:sld>"},
       {"ppt/slides/slide2.xml", "<p:sld xmlns:p='p' show=\"0\">" + text("not shown") + "</p:sld>"},
       {"ppt/notesSlides/notesSlide1.xml", "<p:notes>" + text("say slowly") + "</p:notes>"}}));
  CHECK(text_of(message) == "Every kid\nMia\t40th\n");
  CHECK(text_of(message, UnitKind::hidden) == "not shown\nsay slowly\n");
  CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Mia", "0/0/1=40th"});
  CHECK(all_text(message).find("1#slide 1: Every kid") != std::string::npos);
}

TEST_CASE("ooxml: bounds and damage") {
  SUBCASE("entities that multiply are noted, quickly") {
    std::string lol = "<!DOCTYPE d [<!ENTITY a0 'lollollollol'>";
    for (int i = 1; i < 30; ++i) {
      const std::string entity = "&a" + std::to_string(i - 1) + ";";
      lol += "<!ENTITY a" + std::to_string(i) + " '" + entity + entity + entity + entity + "'>";
    }
    const Message message = read_document(zip_of({{"[Content_Types].xml", "<T/>"}, {"word/document.xml", lol + "]><w:p><w:t>&a29;</w:t></w:p>"}}));
    CHECK(has_note(message, "content.over_limit"));
  }
  SUBCASE("a million open elements") {
    std::string deep;
    for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
    CHECK(has_note(read_document(docx(deep)), "content.over_limit"));
  }
  SUBCASE("what follows the damage is still read") {
    const Message message = read_document(zip_of({{"[Content_Types].xml", "<T/>"}, {"word/document.xml", "<w:p><w:t>before</w:x>078-05-1120</w:t>"}}));
    CHECK(text_of(message).find("before") != std::string::npos);
    CHECK(text_of(message).find("078-05-1120") != std::string::npos);
    CHECK(has_note(message, "content.unreadable"));
  }
  SUBCASE("the ratio") {
    const std::string blanks(8u << 20, ' ');
    CHECK(has_note(read_document(docx(paragraph(blanks))), "content.over_limit"));
    CHECK_FALSE(has_note(read_document(docx(paragraph(std::string(1000, ' ')))), "content.over_limit"));
  }
  SUBCASE("text past the bound") {
    Limits limits;
    limits.text_bytes_max = 100;
    const std::string sheet = "<sheetData><row r='1'><c r='A1' t='str'><v>" + std::string(200, 'x') + "</v></c></row></sheetData>";
    CHECK(has_note(read_document(xlsx(sheet), {}, limits), "content.over_limit"));
  }
  SUBCASE("cut at every length") {
    const std::string whole = docx(paragraph("hello") + "<w:tbl><w:tr>" + word_cell(paragraph("x")) + "</w:tr></w:tbl>");
    for (std::size_t length = 0; length < whole.size(); ++length) (void)read_document(std::string_view(whole).substr(0, length), "a.docx");
  }
}

}  // namespace hallpass::test
