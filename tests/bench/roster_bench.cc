// A large district from export to recognition: roster_bench [STUDENTS], 100,000 where nothing is said.
//
// Prints what it takes to build the index, its size, how long opening takes, and what recognition costs over
// short mail, prose and a list of 10,000 pupils. To hold: build under 20 s, 64 MiB, open under 50 ms, recognition 25 ns a
// byte of mail, the list under 150 ms.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "hallpass/detection.h"
#include "hallpass/roster_build.h"
#include "tests/support/many_people.h"
#include "tests/support/paths.h"

using namespace hallpass;

namespace {

using Clock = std::chrono::steady_clock;

// Time of this process on a processor and time on the wall: on a busy machine the former is what is comparable.
class Stopwatch {
 public:
  double cpu_seconds() const { return static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC; }
  double wall_seconds() const { return std::chrono::duration<double>(Clock::now() - wall_).count(); }

 private:
  std::clock_t cpu_ = std::clock();
  Clock::time_point wall_ = Clock::now();
};

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

constexpr int kRepeats = 9;  // the best of so many counts

void recognise(const char* what, const std::string& text, std::vector<Cell> cells, const Roster& roster) {
  Message message;
  message.parts.emplace_back();
  message.units.push_back({UnitKind::attachment, 0, "1", text, std::move(cells)});
  std::vector<Note> notes;
  const auto folded = fold_units(message, notes);
  Envelope envelope;
  envelope.sender = "t1@staff.example";
  const auto rounds = static_cast<std::size_t>(std::max<std::size_t>(1, (std::size_t{1} << 18) / text.size()));  // short texts often
  double best = 1e9;
  std::size_t mentions = 0;
  for (int round = 0; round < kRepeats; ++round) {
    const Stopwatch watch;
    for (std::size_t i = 0; i < rounds; ++i) {
      mentions = find_people(message, folded, envelope, {}, roster, {}, {}, Clock::now() + std::chrono::seconds(60), notes).size();
    }
    best = std::min(best, watch.cpu_seconds() / static_cast<double>(rounds));
  }
  std::printf("%-28s %9.3f ms  %6.1f ns a byte  %zu bytes, %zu mentions\n", what, best * 1e3,
              best * 1e9 / static_cast<double>(text.size()), text.size(), mentions);
}

}  // namespace

int main(int argc, char** argv) {
  const auto students = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 100'000);
  if (students < 10) return 64;
  const test::ManyPeople counts{students, students / 10 * 18, students / 25 * 3 + 1, 1};
  const test::TempDir dir;
  const RosterBuildOptions options = test::many_people_to_build(counts, dir);
  const Stopwatch building;
  const auto report = build_roster(options);
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().context.c_str());
    return 65;
  }
  std::printf("%u students, %u guardians, %u staff, %u teacher ties\n", report->students, report->guardians, report->staff,
              report->teacher_edges);
  std::printf("%-28s %9.2f s   (%.2f s on the wall)\n", "build", building.cpu_seconds(), building.wall_seconds());
  std::printf("%-28s %9.1f MiB\n", "index", static_cast<double>(report->index_bytes) / (1 << 20));
  double opened = 1e9, opened_wall = 1e9;
  for (int round = 0; round < kRepeats; ++round) {
    const Stopwatch watch;
    if (!open_roster(options.index_path, options.key_path)) return 65;
    opened = std::min(opened, watch.cpu_seconds());
    opened_wall = std::min(opened_wall, watch.wall_seconds());
  }
  const auto roster = open_roster(options.index_path, options.key_path);
  std::printf("%-28s %9.1f ms  (%.1f ms on the wall)\n", "open", opened * 1e3, opened_wall * 1e3);

  for (const std::size_t bytes : {std::size_t{500}, std::size_t{2'000}, std::size_t{16'000}}) {
    recognise("short mail, nobody named", test::prose(counts, bytes, 1'000'000), {}, **roster);
    recognise("short mail, names", test::prose(counts, bytes, 400), {}, **roster);
  }
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
