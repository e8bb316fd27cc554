#include <doctest/doctest.h>

#include <cstdio>

#include "tests/message/read_support.h"

namespace hallpass::test {
namespace {

std::string stream(const std::string& content, const std::string& entries = {}) {
  return "<< " + entries + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
}

// Object 1 is the catalog, 2 the pages, 3 the font, 4 the only page, 5 its content; further ones follow.
std::string pdf(const std::string& content, const std::string& page = {}, const std::string& catalog = {}, const std::vector<std::string>& more = {},
                const std::string& trailer = {}) {
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
      "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> /XObject << /X 6 0 R >> >> /Contents 5 0 R " + page + " >>",
      stream(content)};
  objects.insert(objects.end(), more.begin(), more.end());
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", place);
    out += line;
  }
  return out + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string at(int x, int y, const std::string& text) {
  return "BT /F 10 Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm (" + text + ") Tj ET\n";
}

}  // namespace

TEST_CASE("pdf: text as it lies on the page") {
  std::string left, right;
  for (int i = 0; i < 10; ++i) {
    left += at(50, 700 - 12 * i, "the left column goes on here " + std::to_string(i));
    right += at(350, 694 - 12 * i, "and the right one tells more " + std::to_string(i));
  }
  struct Case {
    std::string_view why;
    std::string content;
    std::string want;  // begins with
  };
  const Case cases[] = {
      {"one line", at(50, 700, "Hello"), "Hello\n"},
      {"lines from top to bottom, whatever the order drawn", at(50, 600, "below") + at(50, 700, "above"), "above\nbelow\n"},
      {"pieces of a word", at(50, 700, "Hel") + "BT /F 10 Tf 1 0 0 1 66.1 700 Tm (lo) Tj ET", "Hello\n"},
      {"a gap is a blank", "BT /F 10 Tf 50 700 Td [(two) -300 (words)] TJ ET", "two words\n"},
      {"kerning is none", "BT /F 10 Tf 50 700 Td [(o) -30 (ne)] TJ ET", "one\n"},
      {"drawn twice to look bold", at(50, 700, "Bold") + "BT /F 10 Tf 1 0 0 1 50.3 700 Tm (Bold) Tj ET", "Bold\n"},
      {"under a black box", at(50, 700, "078-05-1120") + "0 g 40 690 200 20 re f", "078-05-1120\n"},
      {"white on white", "1 g " + at(50, 700, "pale"), "pale\n"},
      {"invisible", "BT 3 Tr /F 10 Tf 50 700 Td (scanned) Tj ET", "scanned\n"},
      {"beyond the edge", at(5000, 9000, "outside"), "outside\n"},
      {"sideways", "BT /F 10 Tf 0 1 -1 0 300 300 Tm (Turned) Tj ET", "Turned\n"},
      {"two columns of prose are read one after the other", left + right, "the left column goes on here 0\nthe left column goes on here 1\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(pdf(c.content), "a.pdf");
    CHECK(text_of(message).substr(0, c.want.size()) == c.want);
    CHECK(message.notes.empty());
    CHECK(message.units.back().path.starts_with("1#"));
  }
}

TEST_CASE("pdf: what names colours is left out, and nothing with it") {
  const std::string content = "/Cs1 cs 0.2 0.3 0.4 sc " + at(50, 700, "In colour") + "0.1 0.2 0.3 rg " + at(50, 680, "078-05-1120");
  const Message seen = read_document(pdf(content, {}, "/OutputIntents [<< /S /GTS_PDFA1 /DestOutputProfile 6 0 R >>] /AcroForm << /Fields [7 0 R] >> /Lang (en)",
                                         {stream("no profile", "/N 3"), "<< /FT /Tx /T (Student) /V (Sam Testcase) >>"}),
                                     "a.pdf");
  CHECK(text_of(seen) == "In colour\n078-05-1120\nStudent: Sam Testcase\n");
  CHECK(seen.notes.empty());
}

TEST_CASE("pdf: rows of a printed table") {
  std::string content = at(50, 700, "Class report");
  const char* rows[][3] = {{"Name", "ID", "RIT"}, {"Smith, Hunter", "409743", "203"}, {"Yazzie, D.", "", "215"}};
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 3; ++c) {
      if (*rows[r][c]) content += at(50 + 150 * c, 650 - 15 * r, rows[r][c]);
    }
  }
  const Message message = read_document(pdf(content + at(50, 500, "page 1")));
  CHECK(text_of(message) == "Class report\nName\tID\tRIT\nSmith, Hunter\t409743\t203\nYazzie, D.\t\t215\npage 1\n");
  CHECK(cells_of(message) == std::vector<std::string>{"0/0/0=Name", "0/0/1=ID", "0/0/2=RIT", "0/1/0=Smith, Hunter", "0/1/1=409743", "0/1/2=203",
                                                      "0/2/0=Yazzie, D.", "0/2/2=215"});
  SUBCASE("one line with a gap is none") {
    const Message line = read_document(pdf(at(50, 700, "Left") + at(300, 700, "right") + at(50, 600, "Dear family,")));
    CHECK(text_of(line) == "Left\tright\nDear family,\n");
    CHECK(cells_of(line).empty());
  }
}

TEST_CASE("pdf: what stands beside the pages") {
  const Message message = read_document(pdf(at(50, 700, "page"),
      "/Annots [ << /Subtype /Text /Rect [0 0 1 1] /Contents (look here) /T (Pat) >> << /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (https://example.com/x) >> >> ]",
      "/AcroForm << /Fields [ << /FT /Tx /T (Student) /V (Ann Lee) >> << /FT /Btn /T (box) /V /Off >> << /FT /Tx /T (empty) >> ] >> "
      "/Names << /EmbeddedFiles << /Names [ (a) << /F (notes.txt) /EF << /F 6 0 R >> >> ] >> >> "
      "/Outlines << /First << /Title (Ann's marks) >> >>",
      {stream("attached text"), "<< /Title (Fall report) /Author <FEFF00E9> >>"}, "/Info 7 0 R"));
  const std::string text = all_text(message);
  CHECK(text.find("1#form: Student: Ann Lee\n\n") != std::string::npos);
  CHECK(text_of(message, UnitKind::hidden) == "Pat\nlook here\nhttps://example.com/x\n");
  CHECK(text.find("Title: Fall report\n") != std::string::npos);
  CHECK(text.find("Author: \xc3\xa9\n") != std::string::npos);
  CHECK(text.find("Ann's marks") != std::string::npos);
  CHECK(text.find("1!notes.txt: attached text") != std::string::npos);
}

TEST_CASE("pdf: scripts are hidden text and noted") {
  struct Case {
    std::string_view why;
    std::string catalog;
    std::string want;
  };
  const Case cases[] = {
      {"none", "", ""},
      {"a page to open at is none", "/OpenAction [4 0 R /Fit]", ""},
      {"when it opens", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "app.alert(1)\n"},
      {"by name, one after the other", "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (one) /Next << /JS (two) >> >>] >> >>", "one\ntwo\n"},
      {"when it closes", "/AA << /WC << /S /JavaScript /JS (bye) >> >>", "bye\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message seen = read_document(pdf(at(50, 700, "text"), {}, c.catalog), "a.pdf");
    CHECK(text_of(seen) == "text\n");
    CHECK(text_of(seen, UnitKind::hidden) == c.want);
    CHECK(has_note(seen, "note.format") == !c.want.empty());
  }
}

TEST_CASE("pdf: what cannot be read is said") {
  struct Case {
    std::string_view why;
    std::string bytes;
    std::string_view note;
  };
  const std::string picture = stream("\x80", "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray");
  const Case cases[] = {
      {"a picture instead of text", pdf("q 600 0 0 700 0 0 cm /X Do Q", {}, {}, {picture}), "content.unreadable"},
      {"a password", pdf(at(50, 700, "a"), {}, {}, {}, "/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" +
                             std::string(32, 'o') + ") /U (" + std::string(32, 'u') + ") >>"), "content.encrypted"},
      {"nothing but the name", "%PDF-1.7\n", "content.unreadable"},
      {"pages that are their own parents", "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\ntrailer<</Root 1 0 R>>",
       "content.unreadable"},
      {"a blank page is no picture", pdf(""), ""},
      {"a page with text and a picture is read", pdf(at(50, 700, "a") + "/X Do", {}, {}, {picture}), ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(c.bytes, "a.pdf");
    CHECK((message.notes.empty() ? std::string() : message.notes[0].category) == c.note);
  }
}

TEST_CASE("pdf: cut at every length") {
  const std::string whole = pdf(at(50, 700, "Hello"));
  for (std::size_t length = 0; length < whole.size(); length += 3) (void)read_document(std::string_view(whole).substr(0, length), "a.pdf");
}

}  // namespace hallpass::test
