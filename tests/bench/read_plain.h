// What the plain libraries make of the same bytes, for read_bench: poppler's own text output for PDF, libarchive
// and expat for the zipped kinds, LibreOffice for the old binary ones. Each gives the bytes of text it came to.
#pragma once

#include <GlobalParams.h>
#include <PDFDoc.h>
#include <TextOutputDev.h>
#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/paths.h"

namespace hallpass::bench {

using Documents = std::vector<std::pair<std::string, std::string>>;  // name, bytes

inline std::size_t read_by_poppler(const Documents& documents) {
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

inline std::size_t read_by_archive_and_expat(const Documents& documents) {
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

inline bool office_is_installed() { return std::system("command -v soffice >/dev/null") == 0; }

// One process for all of them, as text where there is such a filter. CPU milliseconds, its start included.
inline double ms_by_libreoffice(const Documents& documents) {
  const test::TempDir dir;
  std::string files;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::string& name = documents[i].first;
    files += " '" + dir.write("in/" + std::to_string(i) + name.substr(name.rfind('.')), documents[i].second) + "'";
  }
  const bool sheets = documents.front().first.ends_with(".xls"), slides = documents.front().first.ends_with(".ppt");
  const std::string command = "HOME='" + dir.path() + "' soffice --headless -env:UserInstallation='file://" + dir.file("profile") + "' --convert-to " +
                              (sheets ? "csv" : slides ? "pdf" : "txt:Text") + " --outdir '" + dir.file("out") + "'" + files + " >/dev/null 2>&1";
  rusage before{}, after{};
  ::getrusage(RUSAGE_CHILDREN, &before);
  (void)!std::system(command.c_str());
  ::getrusage(RUSAGE_CHILDREN, &after);
  const auto ms = [](const rusage& usage) {
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
  };
  return ms(after) - ms(before);
}

}  // namespace hallpass::bench
