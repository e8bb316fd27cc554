// What remembering costs: the size of the state file for many senders, messages recorded a second, and the
// look-ups of one message to 50 recipients (habits, pairs, volume, and the neighbours of one stranger).
//   state_bench [SENDERS [MESSAGES_EACH]]    default 200 senders, 400 messages each
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "hallpass/state.h"
#include "tests/support/paths.h"

namespace {
using namespace hallpass;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kDay = 86'400;

double ms_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

std::string sender_address(unsigned sender) { return "sender" + std::to_string(sender) + "@school.example"; }

// 120 correspondents each; every fifth message to three who go together.
SentMessage message(unsigned sender, unsigned number) {
  SentMessage sent;
  sent.sender = sender_address(sender);
  const unsigned first = (number * 7 + sender) % 120;
  for (unsigned i = 0; i < (number % 5 == 0 ? 3u : 1u); ++i) {
    sent.addressed.push_back("person" + std::to_string(sender) + "-" + std::to_string((first + i) % 120) + "@mail" + std::to_string(first % 9) + ".example");
  }
  sent.delivered = sent.addressed;
  sent.at_seconds = 20'000 * kDay + number * kDay / 4;
  return sent;
}

void look_up(const State& state) {
  std::vector<std::string> recipients, candidates;
  for (int i = 0; i < 50; ++i) recipients.push_back("person7-" + std::to_string(i) + "@mail1.example");
  for (int i = 0; i < 2'800; ++i) candidates.push_back("candidate" + std::to_string(i) + "@mail1.example");
  std::vector<double> groups, strangers;
  for (int round = 0; round < 200; ++round) {
    auto start = Clock::now();
    std::uint64_t sum = state.volume().recipients_since(sender_address(7), 20'100 * kDay, 3'600);
    for (const auto& habit : state.correspondence().habits(sender_address(7), recipients)) sum += habit.messages;
    for (int i = 0; i + 1 < 12; ++i) sum += state.correspondence().together(sender_address(7), recipients[i], recipients[i + 1]);
    groups.push_back(ms_since(start) + (sum > 1u << 30 ? 1 : 0));
    start = Clock::now();
    for (const auto& habit : state.correspondence().habits(sender_address(7), candidates)) sum += habit.messages;
    strangers.push_back(ms_since(start) + (sum > 1u << 30 ? 1 : 0));
  }
  std::ranges::sort(groups);
  std::ranges::sort(strangers);
  std::printf("look-ups, 50 recipients      %.3f ms median, %.3f ms 99 %%\n", groups[100], groups[197]);
  std::printf("neighbours of one stranger   %.3f ms median, %.3f ms 99 %%\n", strangers[100], strangers[197]);
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned senders = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 200;
  const unsigned each = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 400;
  const test::TempDir dir;
  auto state = open_state({.file = dir.file("state.db"), .key = dir.file("state.key")});
  if (!state) return std::fprintf(stderr, "%s\n", state.error().context.c_str()), 1;
  const auto start = Clock::now();
  for (unsigned number = 0; number < each; ++number) {
    for (unsigned sender = 0; sender < senders; ++sender) {
      if (auto done = (*state)->record_sent(message(sender, number)); !done) return std::fprintf(stderr, "%s\n", done.error().context.c_str()), 1;
    }
  }
  const double seconds = ms_since(start) / 1e3;
  std::printf("recorded                     %u messages, %.0f a second\n", senders * each, senders * each / seconds);
  look_up(**state);
  state->reset();  // folds the log in
  const auto bytes = std::filesystem::file_size(dir.file("state.db"));
  std::printf("size                         %.1f MB, %.0f bytes a sender\n", static_cast<double>(bytes) / 1e6, static_cast<double>(bytes) / senders);
  return 0;
}
