// F21 of the catalogue: documents made to take for ever. Each is read by the confined process under the
// shipped bounds, answers within ten seconds and 256 MiB, and what was planted is found or the part reported.
#include <doctest/doctest.h>

#include <sys/resource.h>
#include <zlib.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/compound_support.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

constexpr std::string_view kPlanted = "078-05-1120";

std::string deflated(const std::string& bytes) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9);
  out.resize(size);
  return out;
}

// Without a table of places: the reader has to look for the objects.
std::string pdf_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.4\n";
  for (std::size_t i = 0; i < objects.size(); ++i) out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  return out + "trailer << /Root 1 0 R >>\n";
}

std::string pdf_stream(const std::string& content, const std::string& entries = {}) {
  return "<< " + entries + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream";
}

std::string page_with(const std::string& content) {
  return pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> /XObject << /X 5 0 R >> >> /Contents 5 0 R >>", content});
}

std::string text_at(int y) { return "BT /F 10 Tf 1 0 0 1 50 " + std::to_string(y) + " Tm (078-05-1120) Tj ET\n"; }

std::string flate_bomb() {
  std::string content = text_at(700);
  content.append(300u << 20, ' ');
  const std::string once = deflated(content);
  return page_with(pdf_stream(once, "/Filter /FlateDecode"));
}

std::string ten_thousand_pages() {
  std::string kids;
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", pdf_stream(text_at(700))};
  for (int i = 0; i < 10'000; ++i) {
    kids += std::to_string(i + 5) + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents 4 0 R >>");
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count 10000 >>";
  return pdf_of(objects);
}

std::string nameless_font() {
  std::string content = "BT /F 10 Tf 50 700 Td <0001000200030004000500060007000800090010> Tj ET";
  return pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
                 "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << "
                 "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >> ] >>",
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>", pdf_stream(content)});
}

std::string million_strings() {
  std::string strings = "<sst>";
  for (int i = 0; i < 1'000'000; ++i) strings += "<si><t>string " + std::to_string(i) + "</t></si>";
  strings += "<si><t>078-05-1120</t></si></sst>";
  std::string rows = "<worksheet><sheetData>";
  for (int i = 0; i < 1'000'000; i += 2) rows += "<row><c t='s'><v>" + std::to_string(i) + "</v></c></row>";
  rows += "<row><c t='s'><v>1000000</v></c></row></sheetData></worksheet>";
  return zip_of({{"[Content_Types].xml", "<T/>"}, {"xl/sharedStrings.xml", strings}, {"xl/worksheets/sheet1.xml", rows}});
}

std::string one_string_a_million_times() {
  std::string rows = "<worksheet><sheetData>";
  for (int i = 0; i < 1'000'000; ++i) rows += "<row><c t='s'><v>0</v></c></row>";
  return zip_of({{"[Content_Types].xml", "<T/>"}, {"xl/sharedStrings.xml", "<sst><si><t>078-05-1120 " + std::string(32'000, 'x') + "</t></si></sst>"},
                 {"xl/worksheets/sheet1.xml", rows + "</sheetData></worksheet>"}});
}

std::string laughs() {
  std::string xml = "<!DOCTYPE d [<!ENTITY a0 'lollollollollollollol'>";
  for (int i = 1; i < 40; ++i) {
    const std::string entity = "&a" + std::to_string(i - 1) + ";";
    xml += "<!ENTITY a" + std::to_string(i) + " '" + entity + entity + entity + entity + entity + entity + entity + entity + "'>";
  }
  return zip_of({{"[Content_Types].xml", "<T/>"}, {"word/document.xml", xml + "]><w:p><w:r><w:t>078-05-1120</w:t><w:t>&a39;</w:t></w:r></w:p>"}});
}

std::string workbook_of_65k_sheets() {
  const auto record = [](unsigned type, const std::string& body) {
    std::string out;
    put16(out, type);
    put16(out, static_cast<unsigned>(body.size()));
    return out + body;
  };
  std::string book = record(0x809, std::string("\0\6\5\0", 4));
  for (int i = 0; i < 65'000; ++i) book += record(0x85, std::string("\0\0\0\0\0\0\1\0s", 9));
  book += record(0x0a, {});
  for (int i = 0; i < 65'000; ++i) {
    book += record(0x809, std::string("\0\6\x10\0", 4));
    if (i == 64'999) book += record(0x204, std::string("\0\0\0\0\0\0\x0b\0\0", 9) + std::string(kPlanted));
    book += record(0x0a, {});
  }
  return compound_of({{"Workbook", book}});
}

std::string deep_rtf() { return "{\\rtf1 " + std::string(5'000'000, '{') + "078-05-1120"; }

std::string deep_docx() {
  std::string xml = "<w:document>";
  for (int i = 0; i < 200'000; ++i) xml += "<w:tbl><w:tr><w:tc>";
  return zip_of({{"[Content_Types].xml", "<T/>"}, {"word/document.xml", "<w:p><w:r><w:t>078-05-1120</w:t></w:r></w:p>" + xml}});
}

std::string circular_forms() { return page_with(pdf_stream(text_at(700) + "/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 3 0 R >> /XObject << /X 5 0 R >> >>")); }

std::string picture_bomb() {
  return std::string("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\2\0\0\0crc.", 33) + std::string("\0\1\0\0zTXtComment\0\0", 18) +
         deflated(std::string(200u << 20, ' '));
}

}  // namespace

TEST_CASE("bombs: answered in time and memory, found or reported") {
  struct Case {
    std::string_view why;
    std::string name;
    std::string (*make)();
    bool must_find;  // else a note will do
  };
  const Case cases[] = {
      {"OOXML entities that multiply", "a.docx", laughs, true},
      {"OOXML with a million strings", "a.xlsx", million_strings, true},
      {"one long string in a million cells", "a.xlsx", one_string_a_million_times, true},
      {"tables 200,000 deep", "a.docx", deep_docx, false},
      {"PDF that inflates to 300 MB", "a.pdf", flate_bomb, false},
      {"PDF of 10,000 pages", "a.pdf", ten_thousand_pages, true},
      {"PDF forms that draw themselves", "a.pdf", circular_forms, true},
      {"PDF in a font without characters", "a.pdf", nameless_font, false},
      {"XLS of 65,000 sheets", "a.xls", workbook_of_65k_sheets, true},
      {"RTF five million groups deep", "a.rtf", deep_rtf, true},
      {"a picture that says it is four exapixels", "a.png", picture_bomb, false},
  };
  auto reader = start_confined_readers({.program = std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader"}, {});
  REQUIRE(reader);
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string bytes = c.make();
    const auto begin = std::chrono::steady_clock::now();
    const Message message = (*reader)->read_document({bytes}, c.name, {}, in_ms(10'000));
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    const bool found = all_text(message).find(kPlanted) != std::string::npos;
    const bool noted = has_note(message, "content.over_limit") || has_note(message, "content.unreadable");
    MESSAGE(c.why << ": " << ms << " ms, " << bytes.size() / 1024 << " KiB" << std::string(found ? ", found" : "") << std::string(noted ? ", noted" : ""));
    CHECK(ms <= 10'100);
    CHECK((found || (!c.must_find && noted) || c.name == "a.png"));
  }
}

}  // namespace hallpass::test
