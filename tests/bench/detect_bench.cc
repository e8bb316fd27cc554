// What detection costs: MB/s of folding, of the one pass over all terms and of the detectors, at sizes from
// 20 KB to 50 MB on prose, tables and digits (it has to grow linearly), and what switching each detector off
// saves of the pass and of inspecting. "letters" is all of tests/detectors/texts: every line another, and most of them
// with the words that records have, as no mail is.
//   detect_bench [MB_MAX [without]]    MB_MAX 50; "without" prints the savings alone
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <time.h>

#include "hallpass/detection.h"
#include "tests/detectors/no_state.h"
#include "tests/support/paths.h"

namespace {
using namespace hallpass;

constexpr const char* kProse[] = {
    "Good morning everyone, the bus for the museum leaves at 8:40 from the north door; please bring a lunch and wear closed shoes.\n",
    "We counted 4,212 pancakes over the year, and the garden behind the gym has peas, beans and one very brave tomato.\n",
    "Reminder: the meeting moved to room 214 on Thursday, March 12, 2026 at 3:30 pm. Call 319-555-0100 with questions.\n",
    "Attached is the order for the art room, PO 26-01188, forty pounds of clay and the good brushes, not the ones that shed.\n",
    "In reading we are on chapter 9; ask your child why the lighthouse keeper kept a goat, the answers have been wonderful.\n",
    "Marisol Quintero is failing math (44%) and has 11 unexcused absences; the team meets about an IEP on Tuesday.\n",
    "The choir sings at 7, doors open at 6:30, tickets are $5 at the door and students get in free with their card.\n",
};

std::string mixed(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    text += kProse[i % std::size(kProse)];
    if (i % 3 == 0) text += '\n';
    if (i % 40 == 39) {
      for (int row = 0; row < 12; ++row) text += "Quintero, Marisol\t204517\t88\t79.5\tB+\t3\n";
    }
  }
  return text;
}

std::string prose(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text.append(kProse[i % std::size(kProse)]).append(i % 3 == 0 ? "\n" : "");
  return text;
}

std::string table(std::size_t bytes) {
  std::string text = "Student\tNumber\tQuarter grade\tPercent\tLetter\tAbsences\n";
  for (std::size_t i = 0; text.size() < bytes; ++i) text.append("Quintero, Marisol\t").append(std::to_string(100'000 + i % 899'999)).append("\t88\t79.5\tB+\t3\n");
  return text;
}

std::string digits(std::size_t bytes) {
  std::string text;
  std::uint32_t seed = 7;
  while (text.size() < bytes) {
    seed = seed * 1'664'525u + 1'013'904'223u;
    text.append(std::to_string(seed >> (seed >> 27))).append(seed % 11 == 0 ? "\n" : " ");
  }
  return text;
}

std::string letters(std::size_t bytes) {
  static const std::string all = [] {
    std::string text;
    for (const auto& entry : std::filesystem::directory_iterator(HALLPASS_SOURCE_DIR "/tests/detectors/texts")) text += test::read_file(entry.path().string());
    return text;
  }();
  std::string text;
  while (text.size() < bytes) text.append(all, 0, bytes - text.size());
  return text;
}

// Cells as the readers make them: rows at line ends, columns at tabs.
void add_cells(Unit& unit) {
  std::uint32_t begin = 0, row = 0;
  std::uint16_t column = 0;
  for (std::uint32_t at = 0; at < unit.text.size(); ++at) {
    if (unit.text[at] != '\t' && unit.text[at] != '\n') continue;
    unit.cells.push_back({begin, at, row, column, 0});
    begin = at + 1;
    column = unit.text[at] == '\t' ? static_cast<std::uint16_t>(column + 1) : std::uint16_t{0};
    if (unit.text[at] == '\n') ++row;
  }
}

Message message_of(const std::string& text, bool cells) {
  Message message;
  message.parts.emplace_back().path = "1";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t limit = std::min(at + kUnitBytesMax, text.size());
    const std::size_t end = limit == text.size() ? limit : text.rfind('\n', limit - 1) + 1;
    Unit& unit = message.units.emplace_back();
    unit.path = "1";
    unit.text = text.substr(at, end - at);
    if (cells) add_cells(unit);
    at = end;
  }
  return message;
}

// CPU of this thread: other work on the machine does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The least of several runs, for at least `seconds_min` of them or three.
template <typename Run>
double least_seconds(double seconds_min, Run run) {
  double best = 1e9, spent = 0;
  for (int round = 0; round < 3 || (spent < seconds_min && round < 1'000); ++round) {
    const double start = cpu_seconds();
    run();
    const double took = cpu_seconds() - start;
    best = std::min(best, took);
    spent += took;
    if (took > 2) break;
  }
  return best;
}

struct Costs {
  double fold = 0, terms = 0, detect = 0;
  std::size_t hits = 0;
  double all() const { return fold + terms + detect; }
};

Costs costs_of(const DetectorSet& set, Message& message, std::size_t hits_max, double seconds_min) {
  Costs costs;
  std::vector<Note> notes;
  std::vector<FoldedUnit> folded;
  costs.fold = least_seconds(seconds_min, [&] { folded = fold_units(message, notes); });
  Limits limits;
  limits.hits_max = hits_max;
  const Deadline later = std::chrono::steady_clock::now() + std::chrono::minutes(5);
  std::vector<Hit> hits;
  costs.terms = least_seconds(seconds_min, [&] { hits = find_hits(set, folded, limits, later, notes); });
  costs.hits = hits.size();
  const test::EmptyWorld world;
  costs.detect = least_seconds(seconds_min, [&] { (void)detect(set, world.evidence(message, folded, hits, {})); });
  return costs;
}

void print_growth(const DetectorSet& set, std::size_t mb_max) {
  constexpr std::size_t kSizes[] = {20'000, 1'000'000, 10'000'000, 50'000'000};
  const std::pair<const char*, std::string (*)(std::size_t)> kinds[] = {{"mixed", mixed}, {"prose", prose}, {"tables", table}, {"digits", digits}, {"letters", letters}};
  std::printf("%-8s %9s  %9s %9s %9s %9s   %9s %9s  %10s\n", "text", "KB", "fold MB/s", "pass", "detect", "all MB/s", "ns/byte", "ms", "hits");
  for (const auto& [kind, make] : kinds) {
    for (const std::size_t size : kSizes) {
      if (size > mb_max * 1'000'000) continue;
      const std::string text = make(size);
      Message message = message_of(text, std::strcmp(kind, "tables") == 0);
      const Costs costs = costs_of(set, message, 100'000'000, size > 5'000'000 ? 0 : 0.2);
      const auto bytes = static_cast<double>(text.size());
      std::printf("%-8s %9.0f  %9.0f %9.1f %9.1f %9.1f   %9.2f %9.3f  %10zu\n", kind, bytes / 1e3, bytes / costs.fold / 1e6, bytes / costs.terms / 1e6,
                  bytes / costs.detect / 1e6, bytes / costs.all() / 1e6, costs.all() / bytes * 1e9, costs.all() * 1e3, costs.hits);
      std::fflush(stdout);
    }
  }
}

std::shared_ptr<const DetectorSet> set_without(std::vector<std::string> ids) {
  auto set = build_detectors({.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons", .pattern_file = "", .leave_out = std::move(ids)}, {});
  if (set) return *set;
  std::fprintf(stderr, "%s\n", set.error().context.c_str());
  std::exit(78);
}

// What each detector adds to the rest: its terms to the pass, its work to inspecting.
void print_savings(const DetectorSet& set) {
  Message message = message_of(mixed(200'000), false);
  const auto us_per_20_kb = [&](double seconds) { return seconds * 1e6 / 10; };
  const Costs whole = costs_of(set, message, 100'000'000, 0.2);
  std::printf("\nwithout ...                     pass us/20KB  detect us/20KB   saved us (of %.0f)\n", us_per_20_kb(whole.terms + whole.detect));
  for (const DetectorInfo& detector : detector_table()) {
    const Costs costs = costs_of(*set_without({std::string(detector.id)}), message, 100'000'000, 0.1);
    std::printf("%-30s %12.1f %15.1f %18.1f\n", std::string(detector.id).c_str(), us_per_20_kb(costs.terms), us_per_20_kb(costs.detect),
                us_per_20_kb(whole.terms + whole.detect - costs.terms - costs.detect));
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto set = set_without({});
  const bool savings_alone = argc > 2;
  if (!savings_alone) print_growth(*set, argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 50u);
  print_savings(*set);
  return 0;
}
