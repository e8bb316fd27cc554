// How fast the one pass is: MB/s of folding, of the terms alone and of everything but the recognition of
// people, over school-like text made here (prose with a record in every tenth paragraph, then a gradebook).
//   detect_bench [MiB]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "base/fold.h"
#include "hallpass/detection.h"
#include "tests/detectors/no_state.h"

namespace {
using namespace hallpass;
using Clock = std::chrono::steady_clock;

constexpr const char* kProse[] = {
    "Good morning everyone, the bus for the museum leaves at 8:40 from the north door; please bring a lunch and wear closed shoes.\n",
    "We counted 4,212 pancakes over the year, and the garden behind the gym has peas, beans and one very brave tomato.\n",
    "Reminder: the meeting moved to room 214 on Thursday, March 12, 2026 at 3:30 pm. Call 319-555-0100 with questions.\n",
    "Attached is the order for the art room, PO 26-01188, forty pounds of clay and the good brushes, not the ones that shed.\n",
    "In reading we are on chapter 9; ask your child why the lighthouse keeper kept a goat, the answers have been wonderful.\n",
    "Marisol Quintero is failing math (44%) and has 11 unexcused absences; the team meets about an IEP on Tuesday.\n",
    "The choir sings at 7, doors open at 6:30, tickets are $5 at the door and students get in free with their card.\n",
};

std::string sample(std::size_t bytes) {
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

template <typename Run>
void report(const char* what, std::size_t bytes, Run run) {
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    const auto start = Clock::now();
    run();
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::printf("%-28s %8.1f MB/s   %9.3f ms\n", what, static_cast<double>(bytes) / best / 1e6, best * 1e3);
}

void measure(const DetectorSet& set, std::size_t bytes) {
  Message message;
  message.parts.emplace_back().path = "1";
  const std::string text = sample(bytes);
  for (std::size_t at = 0; at < text.size(); at += kUnitBytesMax) {
    Unit& unit = message.units.emplace_back();
    unit.path = "1";
    unit.text = text.substr(at, kUnitBytesMax);
  }
  std::printf("%zu KiB\n", text.size() >> 10);
  std::vector<Note> notes;
  std::vector<FoldedUnit> folded;
  report("fold", text.size(), [&] { folded = fold_units(message, notes); });
  Limits limits;
  limits.hits_max = 100'000'000;
  const Deadline later = Clock::now() + std::chrono::minutes(5);
  std::vector<Hit> hits;
  report("terms", text.size(), [&] { hits = find_hits(set, folded, limits, later, notes); });
  std::printf("%zu hits\n", hits.size());
  const test::EmptyWorld world;
  report("detectors, nobody known", text.size(), [&] { (void)detect(set, world.evidence(message, folded, hits, {})); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto set = hallpass::build_detectors(HALLPASS_SOURCE_DIR "/config/lexicons", {});
  if (!set) {
    std::fprintf(stderr, "%s\n", set.error().context.c_str());
    return 78;
  }
  measure(**set, 20u << 10);
  measure(**set, (argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 16u) << 20);
  return 0;
}
