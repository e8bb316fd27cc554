// A large district from export to recognition: roster_bench [STUDENTS], 100,000 where nothing is said.
//
// Prints what it takes to build the index, its size, how long opening takes, and what recognition costs over
// prose and over a list of 10,000 pupils.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "hallpass/detection.h"
#include "hallpass/roster_build.h"
#include "tests/support/many_people.h"
#include "tests/support/paths.h"

using namespace hallpass;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::vector<Cell> cells_of(const std::string& text) {
  std::vector<Cell> cells;
  std::uint32_t begin = 0, row = 0;
  std::uint16_t column = 0;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if (text[at] != ',' && text[at] != '\n') continue;
    cells.push_back({begin, at, row, column, 0});
    begin = at + 1;
    if (text[at] == ',') ++column;
    else ++row, column = 0;
  }
  return cells;
}

void recognise(const char* what, const std::string& text, std::vector<Cell> cells, const Roster& roster) {
  Message message;
  message.parts.emplace_back();
  message.units.push_back({UnitKind::attachment, 0, "1", text, std::move(cells)});
  std::vector<Note> notes;
  const auto folded = fold_units(message, notes);
  Envelope envelope;
  envelope.sender = "t1@staff.example";
  double best = 1e9;
  std::size_t mentions = 0;
  for (int round = 0; round < 5; ++round) {
    const auto start = Clock::now();
    mentions = find_people(message, folded, envelope, {}, roster, {}, {}, Clock::now() + std::chrono::seconds(60), notes).size();
    best = std::min(best, seconds_since(start));
  }
  std::printf("%-28s %8.1f ms  %6.1f ns a byte  %zu bytes, %zu mentions\n", what, best * 1e3,
              best * 1e9 / static_cast<double>(text.size()), text.size(), mentions);
}

}  // namespace

int main(int argc, char** argv) {
  const auto students = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 100'000);
  if (students < 10) return 64;
  const test::ManyPeople counts{students, students / 10 * 18, students / 25 * 3 + 1, 1};
  const test::TempDir dir;
  std::filesystem::create_directory(dir.file("export"));
  test::write_export(counts, dir.file("export"));

  RosterBuildOptions options;
  options.source = dir.file("export");
  options.index_path = dir.file("roster.idx");
  options.key_path = dir.file("roster.key");
  options.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons";
  auto start = Clock::now();
  const auto report = build_roster(options);
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().context.c_str());
    return 65;
  }
  std::printf("%u students, %u guardians, %u staff, %u teacher ties\n", report->students, report->guardians, report->staff,
              report->teacher_edges);
  std::printf("%-28s %8.2f s\n", "build", seconds_since(start));
  std::printf("%-28s %8.1f MiB\n", "index", static_cast<double>(report->index_bytes) / (1 << 20));
  start = Clock::now();
  const auto roster = open_roster(options.index_path, options.key_path);
  if (!roster) return 65;
  std::printf("%-28s %8.1f ms\n", "open", seconds_since(start) * 1e3);

  for (const std::size_t bytes : {std::size_t{1} << 16, std::size_t{1} << 20, std::size_t{4} << 20}) {
    recognise("prose", test::prose(counts, bytes, 2'000), {}, **roster);
  }
  for (const std::size_t bytes : {std::size_t{1} << 20, std::size_t{4} << 20}) {
    std::string line = test::prose(counts, bytes, 40);
    std::ranges::replace(line, '\n', ' ');
    recognise("one line full of names", line, {}, **roster);
    std::string digits;
    for (std::uint32_t i = 0; digits.size() < bytes; ++i) digits += std::to_string(1'000'000 + i * 7) + " ";
    recognise("one line of numbers", digits, {}, **roster);
  }
  const std::string lines = test::roster_lines(counts, 10'000);
  recognise("list of 10,000, as text", lines, {}, **roster);
  recognise("list of 10,000, as table", lines, cells_of(lines), **roster);
  return 0;
}
