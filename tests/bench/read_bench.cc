// What reading costs beside the plain library on the same bytes, kind by kind, and whether the bars are met:
// PDF at most what poppler needs, docx and xlsx at most 1.25 of libarchive and a SAX parser, text and HTML at least
// 150 MB/s, a part that holds no text no more than its beginning.
//   read_bench [--rounds N] [FILE...]     else generated documents and, where present, the shared real ones
// CPU time of this process, ours and theirs in turn, the least of all rounds; peak memory of each in a process of its own.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>

#include "hallpass/reader.h"
#include "tests/bench/read_plain.h"
#include "tests/bench/read_samples.h"

namespace {
using namespace hallpass;
using namespace hallpass::bench;

constexpr double kTextBar = 150;   // MB/s
constexpr double kMailBar = 411;   // a mail around a picture: a millisecond for 411 KB, decoding included

using Work = std::function<std::size_t()>;

Message read_one(const std::string& name, const std::string& content) {
  static const auto reader = make_inline_reader();
  return reader->read_document({content}, name, {}, std::chrono::steady_clock::now() + std::chrono::seconds(60));
}

std::size_t read_by_us(const Documents& documents) {
  std::size_t bytes = 0;
  for (const auto& [name, content] : documents) {
    const Message message = read_one(name, content);
    for (const Unit& unit : message.units) bytes += unit.text.size();
  }
  return bytes;
}

double ms_of(const Work& work) {
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

// Of the whole process that did the work and nothing else.
double peak_mib(const Work& work) {
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

struct Plain {
  std::string_view name;
  Work work;
  double bar = 0;  // 0: none
};

class Table {
 public:
  explicit Table(int rounds) : rounds_(rounds) {
    std::printf("%-24s %5s %8s %9s %9s  %-16s %6s %7s %-8s %8s %9s\n", "kind", "files", "KiB", "ours ms", "plain ms", "plain", "ratio", "bar", "", "ours MiB", "plain MiB");
  }

  void beside(const std::string& kind, const Documents& documents, const Plain& plain) {
    const Work ours = [&] { return read_by_us(documents); };
    double ours_ms = 1e9, plain_ms = 1e9;
    for (int round = 0; round < rounds_; ++round) {
      ours_ms = std::min(ours_ms, ms_of(ours));
      plain_ms = std::min(plain_ms, ms_of(plain.work));
    }
    const double ratio = ours_ms / plain_ms;
    begin(kind, documents, ours_ms);
    std::printf("%9.2f  %-16s %6.2f ", plain_ms, std::string(plain.name).c_str(), ratio);
    if (plain.bar > 0) std::printf("<= %4.2f %-8s ", plain.bar, verdict(ratio <= plain.bar));
    else std::printf("%7s %-8s ", "-", "");
    std::printf("%8.0f %9.0f\n", peak_mib(ours), peak_mib(plain.work));
    std::fflush(stdout);
  }

  void beside_libreoffice(const std::string& kind, const Documents& documents) {
    const Work ours = [&] { return read_by_us(documents); };
    double ours_ms = 1e9;
    for (int round = 0; round < rounds_; ++round) ours_ms = std::min(ours_ms, ms_of(ours));
    begin(kind, documents, ours_ms);
    if (!office_is_installed()) {
      std::printf("%9s  %-16s\n", "-", "LibreOffice is not installed");
    } else {
      const double plain_ms = ms_by_libreoffice(documents);
      std::printf("%9.2f  %-16s %6.2f %7s %-8s %8.0f %9s\n", plain_ms, "LibreOffice", ours_ms / plain_ms, "-", "", peak_mib(ours), "-");
    }
    std::fflush(stdout);
  }

  void speed(const std::string& kind, const Documents& documents, double bar) {
    const Work ours = [&] { return read_by_us(documents); };
    double ours_ms = 1e9;
    for (int round = 0; round < rounds_; ++round) ours_ms = std::min(ours_ms, ms_of(ours));
    begin(kind, documents, ours_ms);
    const double speed = static_cast<double>(size_of(documents)) / 1e3 / ours_ms;
    std::printf("%9s  %-16s %6.0f ", "-", "MB/s", speed);
    if (bar > 0) std::printf(">= %4.0f %-8s ", bar, verdict(speed >= bar));
    else std::printf("%7s %-8s ", "-", "");
    std::printf("%8.0f %9s\n", peak_mib(ours), "-");
    std::fflush(stdout);
  }

  bool all_met() const { return all_met_; }

 private:
  static std::size_t size_of(const Documents& documents) {
    std::size_t bytes = 0;
    for (const auto& document : documents) bytes += document.second.size();
    return bytes;
  }

  static void begin(const std::string& kind, const Documents& documents, double ours_ms) {
    std::printf("%-24s %5zu %8zu %9.2f ", kind.c_str(), documents.size(), size_of(documents) / 1024, ours_ms);
  }

  const char* verdict(bool met) {
    all_met_ = all_met_ && met;
    return met ? "met" : "not met";
  }

  int rounds_;
  bool all_met_ = true;
};

constexpr std::array<std::string_view, 8> kZipped{".docm", ".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsm", ".xlsx"};
constexpr std::array<std::string_view, 4> kLegacy{".doc", ".ppt", ".rtf", ".xls"};
constexpr std::array<std::string_view, 3> kOthers{".html", ".msg", ".pdf"};

// What both read whole: not what is locked or broken, and not what holds further documents, which only we open.
Documents comparable(const Documents& documents, std::size_t (*plain)(const Documents&)) {
  Documents some;
  std::ranges::copy_if(documents, std::back_inserter(some), [plain](const auto& document) {
    return plain({document}) > 0 && read_one(document.first, document.second).parts.size() == 1;
  });
  return some;
}

void row(Table& table, const std::string& kind, const std::string& extension, const Documents& documents) {
  const bool pdf = extension == ".pdf", barred = extension == ".docx" || extension == ".xlsx";
  if (pdf || std::ranges::count(kZipped, extension)) {
    const auto plain = pdf ? read_by_poppler : read_by_archive_and_expat;
    const Documents some = comparable(documents, plain);
    if (some.empty()) return;
    return table.beside(kind, some, {pdf ? "poppler" : "libarchive+expat", [&] { return plain(some); }, pdf ? 1.0 : barred ? 1.25 : 0});
  }
  if (std::ranges::count(kLegacy, extension)) return table.beside_libreoffice(kind, documents);
  table.speed(kind, documents, extension == ".txt" || extension == ".html" ? kTextBar : 0);
}

void generated_rows(Table& table) {
  const std::pair<std::string, Documents> kinds[] = {
      {"1 page", {{"a.pdf", generated_pdf(1)}}},
      {"27 pages", {{"a.pdf", generated_pdf(27)}}},
      {"3000 paragraphs", {{"a.docx", generated_docx(3'000)}}},
      {"5000 rows", {{"a.xlsx", generated_xlsx(5'000)}}},
      {"3000 paragraphs", {{"a.odt", generated_odt(3'000)}}},
      {"5000 rows", {{"a.ods", generated_ods(5'000)}}},
      {"prose", {{"a.txt", generated_text(8u << 20)}}},
      {"text and tables", {{"a.html", generated_html(8u << 20)}}},
  };
  for (const auto& [kind, documents] : kinds) {
    const std::string extension = documents[0].first.substr(1);
    row(table, kind + extension, extension, documents);
  }
  const std::string film = generated_film(4u << 20);
  const Documents whole(16, {"a.mp4", film}), beginning(16, {"a.mp4", film.substr(0, 64u << 10)});
  table.beside("films", whole, {"first 64 KiB", [&] { return read_by_us(beginning); }, 1.1});
  table.speed("mail around a film", {{"a.eml", mail_around("a.mp4", film)}}, kMailBar);
}

void shared_rows(Table& table) {
  const std::string shared = test::shared_path("realdata/attach/files");
  if (shared.empty()) return;
  std::map<std::string, Documents> kinds;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared)) {
    const std::string extension = entry.path().extension().string();
    const bool wanted = std::ranges::count(kOthers, extension) + std::ranges::count(kZipped, extension) + std::ranges::count(kLegacy, extension) > 0;
    const bool made_to_break = entry.path().string().find("clusterfuzz") != std::string::npos;
    if (entry.is_regular_file() && wanted && !made_to_break) kinds[extension].emplace_back(entry.path().filename().string(), test::read_file(entry.path()));
  }
  for (const auto& [extension, documents] : kinds) row(table, "real " + extension, extension, documents);
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 9;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rounds" && i + 1 < argc) rounds = std::max(1, std::atoi(argv[++i]));
    else files.emplace_back(argv[i]);
  }
  Table table(rounds);
  for (const std::string& file : files) {
    const std::filesystem::path path(file);
    row(table, path.filename().string(), path.extension().string(), {{path.filename().string(), test::read_file(file)}});
  }
  if (files.empty()) {
    generated_rows(table);
    shared_rows(table);
  }
  std::printf("%s\n", table.all_met() ? "all bars are met" : "not all bars are met");
  return 0;
}
