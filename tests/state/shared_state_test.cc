// Two relays, each with a file of its own, and one Redis that comes and goes.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "hallpass/state.h"
#include "tests/support/redis_server.h"

namespace hallpass {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using test::RedisServer;
using test::TempDir;

constexpr std::int64_t kNow = 20'000 * 86'400;
constexpr milliseconds kLong{10'000};
const std::string kAnn = "ann@school.example";

// One relay: a file, and what it said.
class Relay {
 public:
  explicit Relay(const std::string& redis, const std::string& key_from = "") : settings_{.file = dir_.file("state.db"), .key = dir_.file("state.key")} {
    settings_.redis = redis;
    settings_.redis_timeout_ms = 150;
    if (!key_from.empty()) settings_.key = key_from;
  }
  ~Relay() { state_.reset(); }

  State& open() {
    auto made = open_state(settings_, [this](const std::string& line) {
      const std::scoped_lock lock(mutex_);
      said_ += line + "\n";
    });
    if (!made) FAIL(made.error().context);
    state_ = std::move(*made);
    return *state_;
  }
  void close() { state_.reset(); }
  std::string said() const {
    const std::scoped_lock lock(mutex_);
    return said_;
  }
  bool waits_for(const std::string& words) const {
    for (int i = 0; i < 1'000 && said().find(words) == std::string::npos; ++i) ::usleep(10'000);
    return said().find(words) != std::string::npos;
  }
  StateSettings& settings() { return settings_; }

 private:
  TempDir dir_;
  StateSettings settings_;
  mutable std::mutex mutex_;
  std::string said_;
  std::unique_ptr<State> state_;
};

// Two relays of one district, of one key, both up to date.
struct TwoRelays {
  explicit TwoRelays(const std::string& redis) : a(redis), b(redis, a.settings().key) { REQUIRE(settle()); }
  bool settle() { return one.settle(kLong) && two.settle(kLong); }

  Relay a, b;
  State& one = a.open();
  State& two = b.open();
};

MessageInWork in_work(std::vector<std::string> to, std::string sender = kAnn) {
  MessageInWork message{.sender = std::move(sender), .recipients = std::move(to), .volume = {}, .now_seconds = kNow};
  message.volume[Audience::outside] = message.recipients.size();
  return message;
}

SentMessage sent(std::vector<std::string> to, std::uint64_t claim = 0, std::string sender = kAnn) {
  SentMessage message;
  message.sender = std::move(sender);
  message.addressed = to;
  message.volume[Audience::outside] = to.size();
  message.delivered = std::move(to);
  message.at_seconds = kNow;
  message.claim = claim;
  return message;
}

std::uint64_t seen_by(State& state, std::int64_t window_seconds = 3'600) {
  return state.recall(in_work({}))->volume().recipients_since(kAnn, kNow, window_seconds);
}

TEST_CASE("shared state: what one relay records the other knows") {
  if (!RedisServer::installed()) return;
  const RedisServer redis;
  TwoRelays relays(redis.address());
  auto& [a, b, one, two] = relays;
  REQUIRE(one.record_sent(sent({"bob@else.example", "cas@else.example"})));
  SentMessage inside = sent({"eve@school.example"});
  inside.volume = {{1, 0, 0}};
  inside.copy_mark = 0x123456789abcdef0;
  REQUIRE(one.record_sent(inside));
  REQUIRE(one.settle(kLong));

  const auto view = two.recall(in_work({"bob@else.example", "cas@else.example"}));
  const Correspondence& habits = view->correspondence();
  CHECK(habits.known(kAnn));
  CHECK(!habits.known("eve@school.example"));
  CHECK(habits.habit(kAnn, "Bob@Else.Example").messages == 1);
  CHECK(habits.habit(kAnn, "bob@else.example").last_seconds == kNow);
  CHECK(habits.habit(kAnn, "dan@else.example").messages == 0);
  CHECK(habits.habit("eve@school.example", "bob@else.example").messages == 0);
  CHECK(habits.habit("", "@else.example").messages == 2);
  CHECK(habits.together(kAnn, "cas@else.example", "bob@else.example") == 1);
  CHECK(habits.together(kAnn, "cas@else.example", "eve@school.example") == 0);
  CHECK(view->volume().recipients_since(kAnn, kNow, 3'600) == 3);
  CHECK(view->volume().recipients_since(kAnn, kNow, 600) == 3);
  CHECK(view->volume().recipients_since(kAnn, kNow, 86'400) == 3);
  CHECK(view->volume().recipients_since(kAnn, kNow + 3'700, 3'600) == 0);
  CHECK(view->volume().audiences_since(kAnn, kNow, 3'600)[Audience::inside] == 1);
  CHECK(view->volume().audiences_since(kAnn, kNow, 3'600)[Audience::outside] == 2);
  CHECK(view->volume().copies_since(kAnn, 0x123456789abcdef7, kNow, 3'600) == 1);  // three bits differ
  CHECK(view->volume().copies_since(kAnn, 0x123456789abc00ff, kNow, 3'600) == 0);
  CHECK(two.correspondence().habit(kAnn, "bob@else.example").messages == 0);  // its own file knows nothing of it
  CHECK(a.said() + b.said() == "");
}

TEST_CASE("shared state: a message in work counts for the other relay, once, whatever becomes of it") {
  if (!RedisServer::installed()) return;
  const RedisServer redis;
  TwoRelays relays(redis.address());
  auto& [a, b, one, two] = relays;
  {
    const auto first = one.recall(in_work({"bob@else.example", "cas@else.example"}));
    CHECK(first->volume().recipients_since(kAnn, kNow, 3'600) == 0);  // not itself
    CHECK(seen_by(two) == 2);
    REQUIRE(one.record_sent(sent({"bob@else.example", "cas@else.example"}, first->claim())));
    CHECK(seen_by(two) == 2);
    CHECK(seen_by(one) == 2);
  }
  REQUIRE(one.settle(kLong));
  CHECK(seen_by(two) == 2);
  { const auto abandoned = one.recall(in_work({"dan@else.example"})); }
  REQUIRE(one.settle(kLong));
  REQUIRE(two.settle(kLong));
  CHECK(seen_by(two) == 2);
}

// What a relay does with messages of 1: into work, and out of it while the limit is not reached.
int let_through(State& state, int messages, unsigned limit) {
  int passed = 0;
  for (int i = 0; i < messages; ++i) {
    const auto view = state.recall(in_work({"bob@else.example"}));
    passed += view->volume().recipients_since(kAnn, kNow, 3'600) + 1 <= limit;
    CHECK(state.record_sent(sent({"bob@else.example"}, view->claim())));
  }
  return passed;
}

TEST_CASE("shared state: a limit holds to the message, over two relays and eight threads, and over eight threads alone") {
  if (!RedisServer::installed()) return;
  const RedisServer redis;
  for (const bool shared : {true, false}) {
    CAPTURE(shared);
    Relay a(shared ? redis.address() : ""), b(shared ? redis.address() : "");
    State& one = a.open();
    b.settings().key = a.settings().key;
    State& two = shared ? b.open() : one;
    REQUIRE((one.settle(kLong) && two.settle(kLong)));
    std::atomic<int> passed = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) threads.emplace_back([&, t] { passed += let_through(t % 2 ? one : two, 40, 200); });
    for (std::thread& thread : threads) thread.join();
    CHECK(passed == 200);
    REQUIRE((one.settle(kLong) && two.settle(kLong)));
    CHECK(seen_by(one) == 320);
    CHECK(seen_by(two) == 320);
    CHECK(a.said() + b.said() == "");
  }
}

TEST_CASE("shared state: Redis is lost and comes back, with what it had or without") {
  if (!RedisServer::installed()) return;
  for (const bool keeps : {true, false}) {
    CAPTURE(keeps);
    RedisServer redis({.keeps = keeps, .password = {}});
    TwoRelays relays(redis.address());
    auto& [a, b, one, two] = relays;
    for (int i = 0; i < 20; ++i) REQUIRE(one.record_sent(sent({"bob@else.example"})));
    REQUIRE(one.settle(kLong));
    redis.kill();
    const auto start = Clock::now();
    for (int i = 0; i < 10; ++i) REQUIRE(one.record_sent(sent({"bob@else.example"})));
    CHECK(seen_by(one) == 30);  // its own counts
    CHECK(seen_by(two) == 0);
    REQUIRE(two.record_sent(sent({"bob@else.example"})));
    CHECK(seen_by(two) == 1);
    CHECK(Clock::now() - start < milliseconds(1'000));
    CHECK(a.waits_for("going on with this relay's own counts"));
    redis.start();
    CHECK(a.waits_for("Redis is back"));
    CHECK(b.waits_for("Redis is back"));
    REQUIRE(relays.settle());
    CHECK(seen_by(one) == 31);
    CHECK(seen_by(two) == 31);
    CHECK(two.recall(in_work({"bob@else.example"}))->correspondence().habit(kAnn, "bob@else.example").messages == 31);
    CHECK(a.said().find(keeps ? "caught up 10 messages" : "caught up 30 messages") != std::string::npos);
  }
}

TEST_CASE("shared state: a Redis that hangs costs one message its patience, not every message") {
  if (!RedisServer::installed()) return;
  RedisServer redis;
  Relay a(redis.address());
  State& state = a.open();
  REQUIRE(state.settle(kLong));
  REQUIRE(state.record_sent(sent({"bob@else.example"})));
  REQUIRE(state.settle(kLong));
  redis.hang();
  const auto start = Clock::now();
  CHECK(seen_by(state) == 1);
  CHECK(Clock::now() - start < milliseconds(1'000));
  const auto later = Clock::now();
  for (int i = 0; i < 20; ++i) CHECK(seen_by(state) == 1);
  CHECK(Clock::now() - later < milliseconds(500));
  redis.resume();
  CHECK(a.waits_for("Redis is back"));
}

TEST_CASE("shared state: what cannot be shared is told, and the relay goes on alone") {
  if (!RedisServer::installed()) return;
  const RedisServer redis;
  const TempDir dir;
  {
    Relay nowhere("unix:" + dir.file("nothing.sock"));
    State& state = nowhere.open();
    REQUIRE(state.record_sent(sent({"bob@else.example"})));
    CHECK(seen_by(state) == 1);
    CHECK(!state.settle(milliseconds(50)));
    CHECK(nowhere.waits_for("going on with this relay's own counts"));
  }
  Relay first(redis.address()), stranger(redis.address());
  REQUIRE(first.open().settle(kLong));
  State& other = stranger.open();
  CHECK(stranger.waits_for("another state key"));
  CHECK(!other.settle(milliseconds(50)));

  const RedisServer locked({.keeps = false, .password = "a long secret"});
  Relay without(locked.address());
  without.open();
  CHECK(without.waits_for("NOAUTH"));
  Relay wrong(locked.address());
  wrong.settings().redis_password_file = dir.write("wrong", "another secret\n");
  ::chmod(wrong.settings().redis_password_file.c_str(), 0600);
  wrong.open();
  CHECK(wrong.waits_for("refused the password"));
  CHECK(wrong.said().find("another secret") == std::string::npos);
  Relay right(locked.address());
  right.settings().redis_password_file = dir.write("right", "a long secret\n");
  ::chmod(right.settings().redis_password_file.c_str(), 0644);
  right.open();
  CHECK(right.waits_for("can be read by others"));
  right.close();
  ::chmod(right.settings().redis_password_file.c_str(), 0600);
  CHECK(right.open().settle(kLong));
}

TEST_CASE("shared state: killed at any moment, file and Redis agree but for the message in flight") {
  if (!RedisServer::installed()) return;
  const RedisServer redis;
  for (int after_ms : {5, 25, 60}) {
    CAPTURE(after_ms);
    Relay a(redis.address());
    a.settings().redis_prefix = "kill" + std::to_string(after_ms) + ":";
    int pipe_fds[2];
    REQUIRE(::pipe(pipe_fds) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto state = open_state(a.settings());
      (void)(*state)->settle(kLong);
      for (;;) {
        const auto view = (*state)->recall(in_work({"bob@else.example"}));
        if (!(*state)->record_sent(sent({"bob@else.example"}, view->claim())) || ::write(pipe_fds[1], "x", 1) != 1) ::_exit(1);
      }
    }
    ::close(pipe_fds[1]);
    char c;
    REQUIRE(::read(pipe_fds[0], &c, 1) == 1);
    ::usleep(static_cast<useconds_t>(after_ms) * 1'000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::uint64_t told = 1;
    while (::read(pipe_fds[0], &c, 1) == 1) ++told;
    ::close(pipe_fds[0]);
    State& again = a.open();
    REQUIRE(again.settle(kLong));
    const std::uint64_t in_file = again.volume().recipients_since(kAnn, kNow, 3'600);
    CHECK(in_file >= told);
    CHECK(in_file <= told + 1);
    const std::uint64_t in_all = again.recall(in_work({"bob@else.example"}))->volume().recipients_since(kAnn, kNow, 3'600);
    CHECK(in_all >= in_file);
    CHECK(in_all <= in_file + 1);  // the claim of the one in flight, until it runs out
  }
}

TEST_CASE("shared state: Redis holds no address") {
  if (!RedisServer::installed()) return;
  const TempDir dir;
  RedisServer redis;
  Relay a(redis.address());
  State& state = a.open();
  REQUIRE(state.record_sent(sent({"bob@else.example", "cas@else.example"})));
  REQUIRE(state.settle(kLong));
  const std::string socket = redis.address().substr(5);
  const std::string out = dir.file("dump");
  const std::string command = "redis-cli -s '" + socket + "' --rdb '" + out + "' >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) return;  // redis-cli is not installed
  const std::string bytes = test::read_file(out);
  CHECK(bytes.find("relays") != std::string::npos);
  for (const char* plain : {"ann", "bob", "school", "else.example"}) CHECK(bytes.find(plain) == std::string::npos);
}

}  // namespace
}  // namespace hallpass
