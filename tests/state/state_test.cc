// One set of promises for both implementations.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "hallpass/state.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kNow = 20'000 * kDay;

StateSettings settings_in(const test::TempDir& dir) { return {.file = dir.file("state.db"), .key = dir.file("state.key")}; }

std::unique_ptr<State> opened(const test::TempDir& dir) {
  auto state = open_state(settings_in(dir));
  if (!state) FAIL(state.error().context);
  return std::move(*state);
}

SentMessage sent(std::vector<std::string> to, std::int64_t at_seconds = kNow, std::string sender = "ann@school.example") {
  SentMessage message;
  message.sender = std::move(sender);
  message.addressed = to;
  message.delivered = std::move(to);
  message.at_seconds = at_seconds;
  return message;
}

void keeps_its_promises(State& state) {
  const Correspondence& habits = state.correspondence();
  CHECK(!habits.known("ann@school.example"));
  CHECK(habits.habit("ann@school.example", "bob@else.example").messages == 0);
  REQUIRE(state.record_sent(sent({"bob@else.example", "cas@else.example", "dan@home.example"})));
  REQUIRE(state.record_sent(sent({"bob@else.example", "cas@else.example"}, kNow + 10)));
  REQUIRE(state.record_sent(sent({"bob@else.example"}, kNow + 4'000, "eve@school.example")));

  CHECK(habits.known("ann@school.example"));
  CHECK(habits.known("Ann@School.Example"));
  CHECK(!habits.known("dan@home.example"));
  CHECK(habits.habit("ann@school.example", "bob@else.example").messages == 2);
  CHECK(habits.habit("ann@school.example", "bob@else.example").last_seconds == kNow + 10);
  CHECK(habits.habit("ann@school.example", "dan@home.example").messages == 1);
  CHECK(habits.habit("eve@school.example", "dan@home.example").messages == 0);
  CHECK(habits.habit("", "@else.example").messages == 5);
  CHECK(habits.habit("", "@other.example").messages == 0);
  CHECK(habits.habit("ann@school.example", "^bob").messages == 2);
  CHECK(habits.habit("ann@school.example", "^cas").messages == 2);
  CHECK(habits.habit("ann@school.example", "^eve").messages == 0);
  CHECK(habits.habit("eve@school.example", "^cas").messages == 0);

  const std::vector<std::string> candidates = {"dan@home.example", "nobody@home.example", "bob@else.example"};
  const auto found = habits.habits("ann@school.example", candidates);
  REQUIRE(found.size() == 3);
  CHECK(found[0].messages == 1);
  CHECK(found[1].messages == 0);
  CHECK(found[2].messages == 2);

  CHECK(habits.together("ann@school.example", "bob@else.example", "cas@else.example") == 2);
  CHECK(habits.together("ann@school.example", "cas@else.example", "bob@else.example") == 2);
  CHECK(habits.together("ann@school.example", "dan@home.example", "bob@else.example") == 1);
  CHECK(habits.together("eve@school.example", "cas@else.example", "bob@else.example") == 0);

  const Volume& volume = state.volume();
  CHECK(volume.recipients_since("ann@school.example", kNow + 10, 3'600) == 5);
  CHECK(volume.recipients_since("ann@school.example", kNow - 60, 3'600) == 0);       // what comes later does not count
  CHECK(volume.recipients_since("ann@school.example", kNow + 3'599, 3'600) == 5);
  CHECK(volume.recipients_since("ann@school.example", kNow + 3'640, 3'600) == 0);    // out, to a hundredth of the window
  CHECK(volume.recipients_since("ann@school.example", kNow + 605, 600) == 2);
  CHECK(volume.recipients_since("ann@school.example", kNow + 86'399, 86'400) == 5);
  CHECK(volume.recipients_since("ann@school.example", kNow + 87'120, 86'400) == 0);
  CHECK(volume.recipients_since("nobody@school.example", kNow, 3'600) == 0);

  SentMessage held = sent({"bob@else.example"}, kNow + 20);
  held.delivered.clear();  // addressed and held: it counts for the volume and is no habit
  REQUIRE(state.record_sent(held));
  CHECK(habits.habit("ann@school.example", "bob@else.example").messages == 2);
  CHECK(volume.recipients_since("ann@school.example", kNow + 20, 3'600) == 6);
}

TEST_CASE("state: in memory") { keeps_its_promises(*make_state_in_memory()); }

TEST_CASE("state: in a file") {
  const test::TempDir dir;
  keeps_its_promises(*opened(dir));
  const auto again = opened(dir);
  CHECK(again->correspondence().habit("ann@school.example", "bob@else.example").messages == 2);
  CHECK(again->volume().recipients_since("ann@school.example", kNow + 20, 3'600) == 6);
}

TEST_CASE("state: messages to many are no group") {
  const auto state = make_state_in_memory();
  const test::TempDir dir;
  const auto file = opened(dir);
  for (std::size_t count : {Correspondence::kTogetherMax, Correspondence::kTogetherMax + 1}) {
    std::vector<std::string> to;
    for (std::size_t i = 0; i < count; ++i) to.push_back("p" + std::to_string(i) + "@size" + std::to_string(count) + ".example");
    for (State* each : {state.get(), file.get()}) {
      REQUIRE(each->record_sent(sent(to)));
      CHECK(each->correspondence().together("ann@school.example", to[0], to[1]) == (count == Correspondence::kTogetherMax ? 1 : 0));
    }
  }
}

TEST_CASE("state: the file holds no address, and its key keeps it unreadable") {
  const test::TempDir dir;
  REQUIRE(opened(dir)->record_sent(sent({"bob@else.example"})));
  for (const char* name : {"state.db", "state.db-wal"}) {
    std::string bytes;
    try {
      bytes = test::read_file(dir.file(name));
    } catch (const std::exception&) {
      continue;  // the log was folded in
    }
    CHECK(bytes.find("bob") == std::string::npos);
    CHECK(bytes.find("example") == std::string::npos);
  }
  auto other_key = open_state({.file = dir.file("state.db"), .key = dir.file("other.key")});
  REQUIRE(other_key);
  CHECK(!(*other_key)->correspondence().known("ann@school.example"));
}

TEST_CASE("state: old habits fade, and are forgotten") {
  const test::TempDir dir;
  const auto state = opened(dir);
  for (int i = 0; i < 8; ++i) REQUIRE(state->record_sent(sent({"bob@else.example"}, kNow + i)));
  REQUIRE(state->record_sent(sent({"bob@else.example"}, kNow + 130 * kDay)));
  CHECK(state->correspondence().habit("ann@school.example", "bob@else.example").messages == 5);
  for (int i = 0; i < 64; ++i) REQUIRE(state->record_sent(sent({"cas@else.example"}, kNow + 600 * kDay)));
  CHECK(state->correspondence().habit("ann@school.example", "bob@else.example").messages == 0);
}

TEST_CASE("state: a sender's habits are capped, the latest stay") {
  const test::TempDir dir;
  const auto state = opened(dir);
  for (int m = 0; m < 64; ++m) {
    std::vector<std::string> to;
    for (int i = 0; i < 40; ++i) to.push_back("p" + std::to_string(m * 40 + i) + "@else.example");
    REQUIRE(state->record_sent(sent(to, kNow + m)));
  }
  CHECK(state->correspondence().habit("ann@school.example", "p0@else.example").messages == 0);
  CHECK(state->correspondence().habit("ann@school.example", "p2559@else.example").messages == 1);
}

TEST_CASE("state: killed at any point, the file opens again and counts are right") {
  for (int after_ms : {5, 20, 60}) {
    const test::TempDir dir;
    REQUIRE(opened(dir));
    int pipe_fds[2];
    REQUIRE(::pipe(pipe_fds) == 0);
    const pid_t child = ::fork();
    if (child == 0) {  // tells of each message that record_sent() returned for
      auto state = open_state(settings_in(dir));
      for (int i = 0; state && (*state)->record_sent(sent({"bob@else.example"}, kNow + i)); ++i) {
        if (::write(pipe_fds[1], "x", 1) != 1) break;
      }
      ::_exit(0);
    }
    ::close(pipe_fds[1]);
    ::usleep(static_cast<useconds_t>(after_ms) * 1'000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::uint32_t told = 0;
    for (char c; ::read(pipe_fds[0], &c, 1) == 1;) ++told;
    ::close(pipe_fds[0]);
    const auto messages = opened(dir)->correspondence().habit("ann@school.example", "bob@else.example").messages;
    CHECK(messages >= told);
    CHECK(messages <= told + 1);  // the one in flight
  }
}

TEST_CASE("state: eight threads at once lose no count") {
  const test::TempDir dir;
  const auto state = opened(dir);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        CHECK(state->record_sent(sent({"bob@else.example"}, kNow + t)));
        (void)state->volume().recipients_since("ann@school.example", kNow + 10, 60);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(state->volume().recipients_since("ann@school.example", kNow + 10, 60) == 400);
  CHECK(state->correspondence().habit("ann@school.example", "bob@else.example").messages == 400);
}

TEST_CASE("open_state: what is wrong is told") {
  const test::TempDir dir;
  CHECK(open_state({}).error().code == ErrorCode::usage);
  const auto bad = open_state({.file = dir.write("bad.db", std::string(4'096, 'x')), .key = dir.file("a.key")});
  REQUIRE(!bad);
  CHECK(bad.error().code == ErrorCode::corrupt);
  CHECK(bad.error().context.find("move the file away") != std::string::npos);
  CHECK(!open_state({.file = dir.path() + "/no/where/state.db", .key = dir.file("a.key")}));
}

}  // namespace
}  // namespace hallpass
