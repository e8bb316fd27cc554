// Documents for read_bench, made on the spot: what their formats' own programs write in shape, not in size.
#pragma once

#include <zlib.h>

#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "tests/message/readers/zip_support.h"

namespace hallpass::bench {

inline std::string prose(int seed) {
  static constexpr const char* kWords[] = {"the", "gym", "form", "Tuesday", "reading", "bus", "lunch", "agenda", "schedule", "library", "garden", "minutes", "volunteer", "chapter"};
  std::string out;
  for (int i = 0; i < 12; ++i) out += std::string(kWords[static_cast<std::size_t>(seed * 7 + i * 5) % std::size(kWords)]).append(" ");
  return out + std::to_string(seed);
}

inline std::string generated_pdf(int pages) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"};
  std::string kids;
  for (int page = 0; page < pages; ++page) {
    std::string content;
    for (int line = 0; line < 55; ++line) {
      content += "BT /F 10 Tf 1 0 0 1 50 " + std::to_string(740 - 12 * line) + " Tm (" + prose(page * 55 + line) + ") Tj ET\n";
    }
    std::string packed(compressBound(content.size()), '\0');
    uLongf size = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(content.data()), content.size());
    packed.resize(size);
    const std::size_t number = objects.size() + 1;
    kids += std::to_string(number) + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents " + std::to_string(number + 1) + " 0 R >>");
    objects.push_back("<< /Filter /FlateDecode /Length " + std::to_string(packed.size()) + " >>\nstream\n" + packed + "\nendstream");
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>";
  std::string out = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    table += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1), at = std::to_string(out.size());
  return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n";
}

inline std::string generated_docx(int paragraphs) {
  std::string body;
  for (int i = 0; i < paragraphs; ++i) {
    body += "<w:p w:rsidR=\"00AB12\"><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" + prose(i) + "</w:t></w:r></w:p>";
  }
  std::string styles = "<w:styles xmlns:w=\"w\">";
  for (int i = 0; i < 300; ++i) styles += "<w:style w:type=\"paragraph\" w:styleId=\"S" + std::to_string(i) + "\"><w:name w:val=\"Style " + std::to_string(i) + "\"/></w:style>";
  return test::zip_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"},
                       {"word/styles.xml", styles + "</w:styles>"}, {"word/theme/theme1.xml", styles + "</w:styles>"}, {"docProps/core.xml", "<c><creator>Pat</creator></c>"}});
}

inline std::string generated_xlsx(int rows) {
  std::string sheet = "<worksheet><sheetData>", strings = "<sst>";
  for (int r = 1; r <= rows; ++r) {
    const std::string n = std::to_string(r);
    sheet += "<row r=\"" + n + "\"><c r=\"A" + n + "\" t=\"s\"><v>" + std::to_string(r - 1) + "</v></c>";
    for (const char column : {'B', 'C', 'D', 'E', 'F'}) sheet += std::string("<c r=\"").append(1, column).append(n).append("\"><v>") + std::to_string(r * 37 % 100) + "." + std::to_string(r % 10) + "</v></c>";
    sheet += "</row>";
    strings += "<si><t>" + prose(r).substr(0, 20) + n + "</t></si>";
  }
  return test::zip_of({{"[Content_Types].xml", "<Types/>"}, {"xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>"}, {"xl/sharedStrings.xml", strings + "</sst>"},
                       {"xl/workbook.xml", "<workbook><sheets><sheet name=\"P3\" sheetId=\"1\"/></sheets></workbook>"}});
}

inline std::string generated_odt(int paragraphs) {
  std::string body;
  for (int i = 0; i < paragraphs; ++i) body += "<text:p text:style-name=\"P1\"><text:span text:style-name=\"T2\">" + prose(i) + "</text:span></text:p>";
  return test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"},
                       {"content.xml", "<office:document-content><office:body><office:text>" + body + "</office:text></office:body></office:document-content>"}});
}

inline std::string generated_ods(int rows) {
  std::string table;
  for (int r = 1; r <= rows; ++r) {
    table += "<table:table-row table:style-name=\"ro1\"><table:table-cell office:value-type=\"string\"><text:p>" + prose(r).substr(0, 20) + "</text:p></table:table-cell>";
    for (int column = 0; column < 5; ++column) {
      const std::string value = std::to_string(r * 37 % 100) + "." + std::to_string(r % 10);
      table += "<table:table-cell office:value-type=\"float\" office:value=\"" + value + "\"><text:p>" + value + "</text:p></table:table-cell>";
    }
    table += "</table:table-row>";
  }
  return test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                       {"content.xml", "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"P3\">" + table +
                                           "</table:table></office:spreadsheet></office:body></office:document-content>"}});
}

inline std::string generated_text(std::size_t bytes) {
  std::string out;
  for (int i = 0; out.size() < bytes; ++i) out += prose(i) + (i % 5 == 4 ? "\r\n\r\n" : "\r\n");
  return out;
}

inline std::string generated_html(std::size_t bytes) {
  std::string out = "<!DOCTYPE html><html><head><style>p{margin:0}</style></head><body>";
  for (int i = 0; out.size() < bytes; ++i) {
    if (i % 4) out += "<p style=\"font-family:Calibri;font-size:11pt\">" + prose(i) + "&nbsp;<b>" + std::to_string(i) + "</b></p>\n";
    else out += "<table border=\"1\"><tr><td>" + prose(i) + "</td><td class=\"n\">" + std::to_string(i % 100) + "</td></tr></table>\n";
  }
  return out + "</body></html>";
}

// A film: known by its first bytes, noise behind them.
inline std::string generated_film(std::size_t bytes) {
  std::string out("\0\0\0\x18" "ftypmp42\0\0\0\0mp42isom", 24);
  for (unsigned long long state = 1; out.size() < bytes; out.push_back(static_cast<char>(state >> 56))) state = state * 6364136223846793005ull + 1442695040888963407ull;
  return out;
}

// As mail programs attach it.
inline std::string mail_around(const std::string& name, const std::string& bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                    "Content-Disposition: attachment; filename=" + name + "\r\n\r\n";
  for (std::size_t at = 0; at + 3 <= bytes.size(); at += 3) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at + i])); };
    const unsigned group = octet(0) << 16 | octet(1) << 8 | octet(2);
    for (const unsigned shift : {18u, 12u, 6u, 0u}) out.push_back(kDigits[group >> shift & 63]);
    if (at % 57 == 54) out += "\r\n";
  }
  return out + "\r\n";
}

}  // namespace hallpass::bench
