// What reading an attachment costs beside the plain library on the same bytes, kind by kind: poppler's own
// text output for PDF; libarchive inflating every member and expat taking its text for the zipped kinds.
//   read_bench [--rounds N] [FILE...]     else generated documents and, where present, the shared real ones
// CPU time, both in this process, interleaved, medians; peak memory of each in a process of its own.
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <TextOutputDev.h>
#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "hallpass/reader.h"
#include "tests/message/readers/zip_support.h"
#include "tests/support/paths.h"

namespace {
using namespace hallpass;

using Documents = std::vector<std::pair<std::string, std::string>>;  // name, bytes

std::size_t read_by_us(Reader& reader, const Documents& documents) {
  std::size_t bytes = 0;
  for (const auto& [name, content] : documents) {
    const Message message = reader.read_document({content}, name, {}, std::chrono::steady_clock::now() + std::chrono::seconds(60));
    for (const Unit& unit : message.units) bytes += unit.text.size();
  }
  return bytes;
}

std::size_t read_by_poppler(const Documents& documents) {
  if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  globalParams->setErrQuiet(true);
  std::size_t bytes = 0;
  for (const auto& [name, content] : documents) {
    PDFDoc doc(new MemStream(content.data(), 0, static_cast<Goffset>(content.size()), Object(objNull)));
    if (!doc.isOk()) continue;
    TextOutputDev output(nullptr, false, 0, false, false);
    for (int page = 1; page <= doc.getNumPages(); ++page) {
      doc.displayPage(&output, page, 72, 72, 0, false, true, false);
      GooString* text = output.getText(0, 0, 1e5, 1e5);
      bytes += static_cast<std::size_t>(text->getLength());
      delete text;
    }
  }
  return bytes;
}

std::size_t read_by_archive_and_expat(const Documents& documents) {
  std::size_t bytes = 0;
  std::string text;
  std::vector<char> piece(64u << 10);
  for (const auto& [name, content] : documents) {
    archive* zip = archive_read_new();
    archive_read_support_format_zip(zip);
    archive_read_open_memory(zip, content.data(), content.size());
    for (archive_entry* entry = nullptr; archive_read_next_header(zip, &entry) == ARCHIVE_OK;) {
      const std::string_view member = archive_entry_pathname(entry) ? archive_entry_pathname(entry) : "";
      XML_Parser parser = member.ends_with(".xml") || member.ends_with(".rels") ? XML_ParserCreate(nullptr) : nullptr;
      text.clear();
      if (parser) {
        XML_SetUserData(parser, &text);
        XML_SetCharacterDataHandler(parser, [](void* to, const char* s, int n) { static_cast<std::string*>(to)->append(s, static_cast<std::size_t>(n)); });
      }
      for (la_ssize_t got; (got = archive_read_data(zip, piece.data(), piece.size())) > 0;) {
        if (parser) XML_Parse(parser, piece.data(), static_cast<int>(got), 0);
      }
      if (parser) XML_ParserFree(parser);
      bytes += text.size();
    }
    archive_read_free(zip);
  }
  return bytes;
}

double ms_of(const std::function<std::size_t()>& work) {
  const auto cpu = [] {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  };
  const double begin = cpu();
  volatile std::size_t keep = work();
  (void)keep;
  return cpu() - begin;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Of the whole process that did the work and nothing else.
double peak_mib(const std::function<std::size_t()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    (void)work();
    ::_exit(0);
  }
  rusage after{};
  int status = 0;
  ::wait4(child, &status, 0, &after);
  return static_cast<double>(after.ru_maxrss) / 1024;
}

std::string prose(int seed) {
  static constexpr const char* kWords[] = {"the", "gym", "form", "Tuesday", "reading", "bus", "lunch", "agenda", "schedule", "library", "garden", "minutes", "volunteer", "chapter"};
  std::string out;
  for (int i = 0; i < 12; ++i) out += std::string(kWords[static_cast<std::size_t>(seed * 7 + i * 5) % std::size(kWords)]).append(" ");
  return out + std::to_string(seed);
}

std::string generated_pdf(int pages) {
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

std::string generated_docx(int paragraphs) {
  std::string body;
  for (int i = 0; i < paragraphs; ++i) {
    body += "<w:p w:rsidR=\"00AB12\"><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" + prose(i) + "</w:t></w:r></w:p>";
  }
  std::string styles = "<w:styles xmlns:w=\"w\">";
  for (int i = 0; i < 300; ++i) styles += "<w:style w:type=\"paragraph\" w:styleId=\"S" + std::to_string(i) + "\"><w:name w:val=\"Style " + std::to_string(i) + "\"/></w:style>";
  return test::zip_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"},
                       {"word/styles.xml", styles + "</w:styles>"}, {"word/theme/theme1.xml", styles + "</w:styles>"}, {"docProps/core.xml", "<c><creator>Pat</creator></c>"}});
}

std::string generated_xlsx(int rows) {
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

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::map<std::string, Documents> documents_of(const std::vector<std::string>& files) {
  std::map<std::string, Documents> kinds;
  for (const std::string& file : files) kinds[std::filesystem::path(file).extension().string()].emplace_back(file, file_bytes(file));
  if (!files.empty()) return kinds;
  kinds["27 pages.pdf"] = {{"a.pdf", generated_pdf(27)}};
  kinds["3000 paragraphs.docx"] = {{"a.docx", generated_docx(3'000)}};
  kinds["5000 rows.xlsx"] = {{"a.xlsx", generated_xlsx(5'000)}};
  const std::string shared = test::shared_path("realdata/attach/files");
  if (shared.empty()) return kinds;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared)) {
    const std::string extension = entry.path().extension().string();
    const bool wanted = std::ranges::count(std::vector<std::string>{".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".doc", ".xls", ".ppt", ".rtf", ".msg"}, extension);
    if (wanted && entry.path().string().find("clusterfuzz") == std::string::npos) kinds[extension].emplace_back(entry.path().filename().string(), file_bytes(entry.path()));
  }
  return kinds;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 9;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rounds" && i + 1 < argc) rounds = std::max(1, std::atoi(argv[++i]));
    else files.emplace_back(argv[i]);
  }
  const auto reader = make_inline_reader();
  std::printf("%-22s %6s %10s %10s %10s %7s %9s %9s\n", "kind", "files", "KiB", "ours ms", "plain ms", "ratio", "ours MiB", "plain MiB");
  for (const auto& [kind, documents] : documents_of(files)) {
    const bool pdf = kind.ends_with(".pdf");
    const bool zipped = kind.ends_with("x") || kind.starts_with(".od");
    std::size_t bytes = 0;
    for (const auto& document : documents) bytes += document.second.size();
    const auto ours = [&, &all = documents] { return read_by_us(*reader, all); };
    const auto plain = [&all = documents, pdf] { return pdf ? read_by_poppler(all) : read_by_archive_and_expat(all); };
    std::vector<double> ours_ms, plain_ms;
    for (int round = 0; round < rounds; ++round) {
      ours_ms.push_back(ms_of(ours));
      if (pdf || zipped) plain_ms.push_back(ms_of(plain));
    }
    std::printf("%-22s %6zu %10zu %10.2f ", kind.c_str(), documents.size(), bytes / 1024, median(ours_ms));
    if (plain_ms.empty()) std::printf("%10s %7s %9.0f %9s\n", "-", "-", peak_mib(ours), "-");
    else std::printf("%10.2f %7.2f %9.0f %9.0f\n", median(plain_ms), median(ours_ms) / median(plain_ms), peak_mib(ours), peak_mib(plain));
    std::fflush(stdout);
  }
  return 0;
}
