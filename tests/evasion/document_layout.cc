// T3: documents and tables that hold the secret in pieces or out of sight.
#include "tests/evasion/evasion.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

const std::string kRichHead = "{\\rtf1\\ansi\\ansicpg1252 ";

std::string docx(const std::string& body, const ZipMembers& more = {}) {
  ZipMembers members{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>"}};
  members.insert(members.end(), more.begin(), more.end());
  return mail_with("a.docx", zip_of(members));
}

std::string run(const std::string& text, const std::string& properties = {}) {
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + "<w:t xml:space='preserve'>" + text + "</w:t></w:r>";
}

std::string xlsx(const std::string& cells, const std::string& strings = {}, const ZipMembers& more = {}, const std::string& state = {}) {
  ZipMembers members{{"[Content_Types].xml", "<Types/>"},
                     {"xl/workbook.xml", "<workbook><sheets><sheet name='P3' sheetId='1' r:id='rId1' xmlns:r='r' " + state + "/></sheets></workbook>"},
                     {"xl/_rels/workbook.xml.rels", "<R><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></R>"},
                     {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
                     {"xl/worksheets/sheet1.xml", "<worksheet>" + cells + "</worksheet>"}};
  members.insert(members.end(), more.begin(), more.end());
  return mail_with("a.xlsx", zip_of(members));
}

std::string cell(const std::string& place, const std::string& text) { return "<c r='" + place + "' t='inlineStr'><is><t>" + text + "</t></is></c>"; }
std::string sheet(const std::string& rows) { return "<sheetData>" + rows + "</sheetData>"; }

std::string odf(const std::string& kind, const std::string& body, const std::string& styles = {}) {
  return mail_with("a.od" + kind.substr(0, 1),
                   zip_of({{"mimetype", "application/vnd.oasis.opendocument." + kind},
                           {"content.xml", "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s'>" + styles +
                                               "<office:body>" + body + "</office:body></office:document-content>"}}, false));
}

std::string pptx(const std::string& slide, const ZipMembers& more = {}) {
  ZipMembers members{{"[Content_Types].xml", "<Types/>"}, {"ppt/presentation.xml", "<p:presentation xmlns:p='p'/>"},
                     {"ppt/slides/slide1.xml", "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>" + slide + "</a:t></a:r></a:p></p:sld>"}};
  members.insert(members.end(), more.begin(), more.end());
  return mail_with("a.pptx", zip_of(members));
}

// One page; a table of places is not needed: readers look for the objects.
std::string pdf(const std::string& content, const std::string& page = {}, const std::string& more = {}) {
  return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n"
         "3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
         "/Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R " + page + " >>\nendobj\n5 0 obj\n<< /Length " + std::to_string(content.size()) +
         " >>\nstream\n" + content + "\nendstream\nendobj\n" + more + "trailer << /Root 1 0 R /Info 6 0 R >>\n";
}

std::string at(int x, int y, const std::string& text, const std::string& first = {}) {
  return "BT " + first + " /F 10 Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm (" + text + ") Tj ET\n";
}

std::string csv_cell(const std::string& text) { return "\"" + text + "\""; }
std::string columns(const std::string& secret, char separator) {
  return each(secret, [separator](char c) { return c == '-' || c == ' ' ? std::string(1, separator) : std::string(1, c); });
}

}  // namespace

std::vector<Transform> document_layout() {
  return {
      {"a table as text", [](const Plant& p) { return mail_with("a.csv", "Topic,Text\r\nx," + csv_cell(p.text()) + "\r\ny,z\r\n"); }},
      {"a table, the secret in columns", [](const Plant& p) { return mail_with("a.csv", csv_cell(p.before) + "," + columns(p.secret, ',') + "," + csv_cell(p.after) + "\r\n"); }},
      {"a table with semicolons in columns", [](const Plant& p) { return mail_with("a.csv", csv_cell(p.before) + ";" + columns(p.secret, ';') + ";" + csv_cell(p.after) + "\r\n"); }},
      {"a table in UTF-16", [](const Plant& p) { return mail_with("a.csv", "\xff\xfe" + in_charset("Topic\tText\r\nx\t" + p.text() + "\r\n", "UTF-16LE")); }},
      {"a formula that is text", [](const Plant& p) { return mail_with("a.csv", "x,\"=\"\"" + p.text() + "\"\"\"\r\n"); }},
      {"rich text", [](const Plant& p) { return mail_with("a.rtf", kRichHead + p.text() + "}"); }},
      {"rich text in hexadecimal", [](const Plant& p) { return mail_with("a.rtf", kRichHead + hex(p.text(), "\\'") + "}"); }},
      {"rich text in numbers", [](const Plant& p) { return mail_with("a.rtf", kRichHead + "\\uc1 " + p.before + each(p.secret, [](char c) { return "\\u" + std::to_string(static_cast<int>(c)) + "?"; }) + p.after + "}"); }},
      {"rich text in groups", [](const Plant& p) { return mail_with("a.rtf", kRichHead + p.before + each(p.secret, [](char c) { return "{\\b " + std::string(1, c) + "}"; }) + p.after + "}"); }},
      {"rich text, hidden", [](const Plant& p) { return mail_with("a.rtf", kRichHead + "Hello {\\v " + p.text() + "}}"); }},
      {"rich text, deleted", [](const Plant& p) { return mail_with("a.rtf", kRichHead + "Hello {\\deleted " + p.text() + "}}"); }},
      {"rich text, soft hyphens between", [](const Plant& p) { return mail_with("a.rtf", kRichHead + p.before + spaced(p.secret, "\\-") + p.after + "}"); }},
      {"rich text's title", [](const Plant& p) { return mail_with("a.rtf", kRichHead + "{\\info{\\title " + p.text() + "}}Hello}"); }},
      {"rich text, a destination nobody knows", [](const Plant& p) { return mail_with("a.rtf", kRichHead + "{\\*\\nobody " + p.text() + "}Hello}"); }},
      {"a Word document", [](const Plant& p) { return docx("<w:p>" + run(p.text()) + "</w:p>"); }},
      {"Word, a run for each character", [](const Plant& p) { return docx("<w:p>" + run(p.before) + each(p.secret, [](char c) { return run(std::string(1, c), "<w:b/>"); }) + run(p.after) + "</w:p>"); }},
      {"Word, hidden text", [](const Plant& p) { return docx("<w:p>" + run("Hello") + run(p.text(), "<w:vanish/>") + "</w:p>"); }},
      {"Word, white text", [](const Plant& p) { return docx("<w:p>" + run("Hello") + run(p.text(), "<w:color w:val='FFFFFF'/>") + "</w:p>"); }},
      {"Word, deleted text", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "<w:del><w:r><w:delText>" + p.text() + "</w:delText></w:r></w:del></w:p>"); }},
      {"Word, a comment", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"word/comments.xml", "<w:comments xmlns:w='w'><w:comment><w:p>" + run(p.text()) + "</w:p></w:comment></w:comments>"}}); }},
      {"Word, a header", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"word/header1.xml", "<w:hdr xmlns:w='w'><w:p>" + run(p.text()) + "</w:p></w:hdr>"}}); }},
      {"Word, a footnote", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"word/footnotes.xml", "<w:footnotes xmlns:w='w'><w:p>" + run(p.text()) + "</w:p></w:footnotes>"}}); }},
      {"Word, a field's instruction", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "<w:r><w:instrText>" + p.text() + "</w:instrText></w:r></w:p>"); }},
      {"Word, properties", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"docProps/core.xml", "<c xmlns:d='d'><d:title>" + p.text() + "</d:title></c>"}}); }},
      {"Word, a member of no meaning", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"customXml/item1.xml", "<x>" + p.text() + "</x>"}}); }},
      {"Word, an embedded file", [](const Plant& p) { return docx("<w:p>" + run("Hello") + "</w:p>", {{"word/embeddings/a.txt", p.text()}}); }},
      {"Word, cells for groups", [](const Plant& p) { return docx("<w:tbl><w:tr><w:tc><w:p>" + run(p.before) + "</w:p></w:tc><w:tc><w:p>" + each(p.secret, [](char c) { return c == '-' || c == ' ' ? "</w:p></w:tc><w:tc><w:p>" : run(std::string(1, c)); }) + "</w:p></w:tc><w:tc><w:p>" + run(p.after) + "</w:p></w:tc></w:tr></w:tbl>"); }},
      {"Word, non-breaking hyphens", [](const Plant& p) { return docx("<w:p>" + run(p.before) + each(p.secret, [](char c) { return c == '-' ? "<w:r><w:noBreakHyphen/></w:r>" : run(std::string(1, c)); }) + run(p.after) + "</w:p>"); }},
      {"Word, a tab between", [](const Plant& p) { return docx("<w:p>" + run(p.before) + each(p.secret, [](char c) { return run(std::string(1, c)) + "<w:r><w:tab/></w:r>"; }) + run(p.after) + "</w:p>"); }},
      {"Excel, a shared string", [](const Plant& p) { return xlsx(sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), "<si><t>" + p.text() + "</t></si>"); }},
      {"Excel, a shared string in runs", [](const Plant& p) { return xlsx(sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), "<si><r><t xml:space='preserve'>" + p.before + "</t></r>" + each(p.secret, [](char c) { return "<r><t xml:space='preserve'>" + std::string(1, c) + "</t></r>"; }) + "<r><t xml:space='preserve'>" + p.after + "</t></r></si>"); }},
      {"Excel, a string no cell uses", [](const Plant& p) { return xlsx(sheet("<row r='1'><c r='A1'><v>1</v></c></row>"), "<si><t>" + p.text() + "</t></si>"); }},
      {"Excel, an inline string", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", p.text()) + "</row>")); }},
      {"Excel, a hidden sheet", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", p.text()) + "</row>"), {}, {}, "state='veryHidden'"); }},
      {"Excel, a hidden row", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", "x") + "</row><row r='2' hidden='1'>" + cell("A2", p.text()) + "</row>")); }},
      {"Excel, a hidden column", [](const Plant& p) { return xlsx("<cols><col min='2' max='2' hidden='1'/></cols>" + sheet("<row r='1'>" + cell("A1", "x") + cell("B1", p.text()) + "</row>")); }},
      {"Excel, a far cell", [](const Plant& p) { return xlsx(sheet("<row r='1048576'>" + cell("XFD1048576", p.text()) + "</row>")); }},
      {"Excel, the result of a formula", [](const Plant& p) { return xlsx(sheet("<row r='1'><c r='A1' t='str'><f>B1</f><v>" + p.text() + "</v></c></row>")); }},
      {"Excel, a formula", [](const Plant& p) { return xlsx(sheet("<row r='1'><c r='A1'><f>IF(1,\"" + p.text() + "\",0)</f><v>0</v></c></row>")); }},
      {"Excel, a comment", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", "x") + "</row>"), {}, {{"xl/comments1.xml", "<comments><commentList><comment ref='A1'><text><t>" + p.text() + "</t></text></comment></commentList></comments>"}}); }},
      {"Excel, a sheet's header", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", "x") + "</row>") + "<headerFooter><oddHeader>" + p.text() + "</oddHeader></headerFooter>"); }},
      {"Excel, a defined name", [](const Plant& p) { return xlsx(sheet("<row r='1'>" + cell("A1", "x") + "</row>"), {}, {{"xl/drawings/drawing1.xml", "<x xmlns:a='a'><a:t>" + p.text() + "</a:t></x>"}}); }},
      {"Excel, cells for groups", [](const Plant& p) {
         std::string cells = cell("A1", p.before);
         char column = 'B';
         std::string group;
         for (const char c : p.secret + "-") {
           if (c != '-' && c != ' ') group += c;
           else if (!group.empty()) cells += cell(std::string(1, column++) + "1", group), group.clear();
         }
         return xlsx(sheet("<row r='1'>" + cells + cell(std::string(1, column) + "1", p.after) + "</row>"));
       }},
      {"Excel, a cell for each character", [](const Plant& p) {
         std::string cells = cell("A1", p.before);
         int column = 1;
         const auto place = [&column] { const int n = column++; return (n < 26 ? std::string(1, static_cast<char>('A' + n)) : std::string("A") + static_cast<char>('A' + n - 26)) + "1"; };
         for (const char c : p.secret) {
           const std::string at = place();
           if (c != ' ') cells += cell(at, std::string(1, c));
         }
         return xlsx(sheet("<row r='1'>" + cells + "</row>"));
       }},
      {"PowerPoint, a slide", [](const Plant& p) { return pptx(p.text()); }},
      {"PowerPoint, a speaker's note", [](const Plant& p) { return pptx("Hello", {{"ppt/notesSlides/notesSlide1.xml", "<p:notes xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>" + p.text() + "</a:t></a:r></a:p></p:notes>"}}); }},
      {"PowerPoint, the master", [](const Plant& p) { return pptx("Hello", {{"ppt/slideMasters/slideMaster1.xml", "<p:m xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>" + p.text() + "</a:t></a:r></a:p></p:m>"}}); }},
      {"OpenDocument, text", [](const Plant& p) { return odf("text", "<text:p>" + p.text() + "</text:p>"); }},
      {"OpenDocument, a span for each character", [](const Plant& p) { return odf("text", "<text:p>" + p.before + each(p.secret, [](char c) { return c == ' ' ? "<text:s/>" : "<text:span>" + std::string(1, c) + "</text:span>"; }) + p.after + "</text:p>"); }},
      {"OpenDocument, hidden text", [](const Plant& p) { return odf("text", "<text:p>x<text:span text:style-name='T1'>" + p.text() + "</text:span></text:p>", "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>"); }},
      {"OpenDocument, a sheet", [](const Plant& p) { return odf("spreadsheet", "<table:table table:name='x'><table:table-row><table:table-cell><text:p>" + p.text() + "</text:p></table:table-cell></table:table-row></table:table>"); }},
      {"OpenDocument, a comment", [](const Plant& p) { return odf("text", "<text:p>x<office:annotation><text:p>" + p.text() + "</text:p></office:annotation></text:p>"); }},
      {"PDF", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 700, p.text()))); }},
      {"PDF, hexadecimal", [](const Plant& p) { return mail_with("a.pdf", pdf("BT /F 10 Tf 1 0 0 1 50 700 Tm <" + hex(p.text()) + "> Tj ET\n")); }},
      {"PDF, each character placed", [](const Plant& p) {
         std::string content;
         int x = 20;
         for (const char c : p.text()) content += at(x, 700, std::string(1, c)), x += 6;
         return mail_with("a.pdf", pdf(content));
       }},
      {"PDF, each character placed, last first", [](const Plant& p) {
         std::string content;
         int x = 20;
         for (const char c : p.text()) content = at(x, 700, std::string(1, c)) + content, x += 6;
         return mail_with("a.pdf", pdf(content));
       }},
      {"PDF, invisible", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 700, p.text(), "3 Tr"))); }},
      {"PDF, white", [](const Plant& p) { return mail_with("a.pdf", pdf("1 1 1 rg " + at(50, 700, p.text()))); }},
      {"PDF, under a black box", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 700, p.text()) + "0 g 40 690 400 20 re f\n")); }},
      {"PDF, off the page", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 2700, p.text()))); }},
      {"PDF, the title", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 700, "Hello"), {}, "6 0 obj\n<< /Title (" + p.text() + ") >>\nendobj\n")); }},
      {"PDF, a note on the page", [](const Plant& p) { return mail_with("a.pdf", pdf(at(50, 700, "Hello"), "/Annots [7 0 R]", "7 0 obj\n<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (" + p.text() + ") >>\nendobj\n")); }},
      {"a vector picture", [](const Plant& p) { return mail_with("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>" + p.before + each(p.secret, [](char c) { return "<tspan>" + std::string(1, c) + "</tspan>"; }) + p.after + "</text></svg>"); }},
      {"XML", [](const Plant& p) { return mail_with("a.xml", "<?xml version='1.0'?><a><b c='" + p.text() + "'/></a>"); }},
      {"XML with an entity", [](const Plant& p) { return mail_with("a.xml", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY s '" + p.secret + "'>]><a>" + p.before + "&s;" + p.after + "</a>"); }},
      {"JSON", [](const Plant& p) { return mail_with("a.json", "{\"text\": \"" + p.before + hex(p.secret, "\\u00") + p.after + "\"}"); }},
      {"a picture's comment", [](const Plant& p) { return mail_with("a.jpg", std::string("\xff\xd8\xff\xfe", 4) + std::string(1, static_cast<char>((p.text().size() + 2) >> 8)) + std::string(1, static_cast<char>(p.text().size() + 2)) + p.text() + "\xff\xd9"); }},
      {"an animation's comment", [](const Plant& p) { return mail_with("a.gif", std::string("GIF89a\1\0\1\0\0\0\0", 13) + "!\xfe" + std::string(1, static_cast<char>(p.text().size())) + p.text() + std::string("\0;", 2)); }},
      {"a calendar file", [](const Plant& p) { return mail_with("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX-NOTE;ENCODING=QUOTED-PRINTABLE:" + p.before + hex(p.secret, "=") + p.after + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"); }},
  };
}

}  // namespace hallpass::test
