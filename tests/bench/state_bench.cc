// What remembering costs: the size of the state file after a year, messages recorded a second, and what one
// message to 50 recipients asks of it.
//   state_bench [SENDERS [MESSAGES_EACH [MiB]]]    default 200 senders, 400 messages each, a file of 200 MiB
//   state_bench year                               5,000 senders, 2,000 messages each: minutes
//
// A sender's year: six messages in ten to 45 regulars, two in ten to one of twelve standing groups of three to
// six, one in twenty to one of three classes of 25 families, the rest to 300 occasional correspondents and, one
// in thirty, to somebody new.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "hallpass/state.h"
#include "tests/support/paths.h"

namespace {
using namespace hallpass;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFirst = 20'000 * kDay;

double ms_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

std::string sender_address(unsigned sender) { return "sender" + std::to_string(sender) + "@school.example"; }

std::string person(unsigned sender, const char* kind, unsigned number) {
  return std::string(kind) + std::to_string(sender) + "-" + std::to_string(number) + "@mail" + std::to_string(number % 40) + ".example";
}

unsigned mixed(unsigned a, unsigned b) {
  unsigned x = a * 2'654'435'761u ^ (b + 0x9e3779b9u) * 40'503u;
  x ^= x >> 15;
  return x * 2'246'822'519u >> 3;
}

SentMessage message(unsigned sender, unsigned number, unsigned each) {
  SentMessage sent;
  sent.sender = sender_address(sender);
  const unsigned chance = mixed(sender, number) % 60, pick = mixed(number, sender + 7);
  if (chance < 36) {
    sent.addressed = {person(sender, "regular", std::min(pick % 45, pick / 45 % 45))};
  } else if (chance < 48) {
    const unsigned group = pick % 12;
    for (unsigned i = 0; i < 3 + group % 4; ++i) sent.addressed.push_back(person(sender, "group", group * 8 + i));
  } else if (chance < 51) {
    for (unsigned i = 0; i < 25; ++i) sent.addressed.push_back(person(sender, "family", pick % 3 * 25 + i));
  } else if (chance < 58) {
    sent.addressed = {person(sender, "occasional", pick % 300)};
  } else {
    sent.addressed = {person(sender, "new", number)};
  }
  sent.volume[Audience::outside] = sent.addressed.size();
  sent.delivered = sent.addressed;
  sent.copy_mark = (static_cast<CopyMark>(mixed(number, sender)) << 32 | pick) | 1;
  sent.at_seconds = kFirst + static_cast<std::int64_t>(number) * 300 * kDay / each + sender % 3'600;
  return sent;
}

// What scan() asks for one message: recalled, then every recipient, their pairs, the windows, and the 2,800
// neighbours of one stranger's address.
void look_up(State& state, std::int64_t now_seconds, unsigned sender) {
  MessageInWork work{.sender = sender_address(sender), .recipients = {}, .volume = {{0, 0, 50}}, .now_seconds = now_seconds};
  std::vector<std::string> candidates;
  for (unsigned i = 0; i < 45; ++i) work.recipients.push_back(person(sender, "regular", i));
  for (unsigned i = 0; i < 5; ++i) work.recipients.push_back(person(sender, "stranger", i));
  for (unsigned i = 0; i < 2'800; ++i) candidates.push_back("candidate" + std::to_string(i) + "@mail1.example");
  std::vector<double> whole, strangers;
  std::uint64_t sum = 0;
  for (int round = 0; round < 200; ++round) {
    auto start = Clock::now();
    const auto view = state.recall(work);
    sum += view->volume().recipients_since(work.sender, now_seconds, 3'600) + view->volume().copies_since(work.sender, 99, now_seconds, kDay);
    for (const std::string& recipient : work.recipients) {
      sum += view->correspondence().habit(work.sender, recipient).messages;
      sum += view->correspondence().habit("", recipient.substr(recipient.find('@'))).messages;
    }
    for (std::size_t i = 0; i + 1 < 12; ++i) sum += view->correspondence().together(work.sender, work.recipients[i], work.recipients[i + 1]);
    whole.push_back(ms_since(start));
    start = Clock::now();
    for (const auto& habit : view->correspondence().habits(work.sender, candidates)) sum += habit.messages;
    strangers.push_back(ms_since(start));
  }
  std::ranges::sort(whole);
  std::ranges::sort(strangers);
  std::printf("look-ups, 50 recipients      %.3f ms median, %.3f ms 99 %%\n", whole[100], whole[197]);
  std::printf("neighbours of one stranger   %.3f ms median, %.3f ms 99 %% (%llu)\n", strangers[100], strangers[197],
              static_cast<unsigned long long>(sum));
}

}  // namespace

int main(int argc, char** argv) {
  const bool year = argc > 1 && std::strcmp(argv[1], "year") == 0;
  const unsigned senders = year ? 5'000 : argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 200;
  const unsigned each = year ? 2'000 : argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 400;
  const std::size_t mib = argc > 3 ? static_cast<std::size_t>(std::atoi(argv[3])) : 200;
  const test::TempDir dir;
  auto state = open_state({.file = dir.file("state.db"), .key = dir.file("state.key"), .size_max = mib << 20});
  if (!state) return std::fprintf(stderr, "%s\n", state.error().context.c_str()), 1;
  const auto start = Clock::now();
  for (unsigned number = 0; number < each; ++number) {
    for (unsigned sender = 0; sender < senders; ++sender) {
      if (auto done = (*state)->record_sent(message(sender, number, each)); !done) return std::fprintf(stderr, "%s\n", done.error().context.c_str()), 1;
    }
    if (year && number % 100 == 99) std::fprintf(stderr, "%u of %u messages each, %.0f s\n", number + 1, each, ms_since(start) / 1e3);
  }
  const double seconds = ms_since(start) / 1e3;
  std::printf("recorded                     %u messages of %u senders, %.0f a second\n", senders * each, senders, senders * each / seconds);
  look_up(**state, kFirst + 300 * kDay, senders / 2);
  const auto in_use = std::filesystem::file_size(dir.file("state.db")) + std::filesystem::file_size(dir.file("state.db-wal"));
  state->reset();  // folds the log in
  const auto bytes = std::filesystem::file_size(dir.file("state.db"));
  std::printf("size                         %llu bytes (%.1f MB), with its log while in use %.1f MB; %.0f bytes a sender\n",
              static_cast<unsigned long long>(bytes), static_cast<double>(bytes) / 1e6, static_cast<double>(in_use) / 1e6,
              static_cast<double>(bytes) / senders);
  return 0;
}
