// The store sees every file call fail in turn, and the process end at every named point.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

// After a put() that failed nothing may remain; after one that succeeded the item must be whole.
void check_whole(TestStore& t, const Result<ItemId>& id, const TestMail& mail) {
  if (id) {
    auto item = t.store->open(*id);
    REQUIRE(item);
    CHECK(item->bytes == mail.bytes);
  } else {
    CHECK(id.error().code == ErrorCode::io);
    CHECK(t.store->list({})->empty());
  }
}

// Runs `body` in a child that dies at `point`. true: it died there.
template <typename Body>
bool dies_at(const std::string& point, Body body) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("HALLPASS_CRASH_AT", point.c_str(), 1);
    body();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace

TEST_CASE("put: every file call fails, once and for ever; nothing is lost or half accepted") {
  for (const bool for_ever : {false, true}) {
    for (const int error : {ENOSPC, EIO}) {
      std::size_t failures = 0;
      for (std::size_t n = 1;; ++n) {
        CAPTURE(for_ever);
        CAPTURE(error);
        CAPTURE(n);
        TestStore t;
        const TestMail mail;
        t.ops.set({n, for_ever, error, true});
        auto id = t.store->put(mail.held());
        const bool reached = t.ops.calls() >= n;
        t.ops.set({});
        check_whole(t, id, mail);
        if (!reached) break;
        failures += id ? 0 : 1;
        if (!id && !for_ever) {
          CHECK(t.files("items") == 0);
          CHECK(t.files("tmp") == 0);
        }
        // The sender comes again, the disk is well: held exactly once.
        REQUIRE(t.store->recover());
        const ItemId again = t.put(mail);
        if (id) CHECK(again == *id);
        CHECK(t.store->list({})->size() == 1);
        CHECK(t.files("items") == 1);
        CHECK(t.files("tmp") == 0);
      }
      CHECK(failures >= 5);  // room, create, at least one write, sync, rename, directory
    }
  }
}

TEST_CASE("put: everything is synced, in the order that survives a power cut, before it is answered") {
  TestStore t;
  t.ops.set({});
  (void)t.put(TestMail());
  std::vector<std::string> calls = t.ops.log();
  std::erase(calls, "append");
  CHECK(calls == std::vector<std::string>{"free_bytes " + std::filesystem::path(t.dir.path()).filename().string(), "create tmp", "sync",
                                          "rename items", "sync_directory quarantine"});
  // The row is committed with synchronous=FULL: 2.
  auto db = quarantine::Database::open(t.settings.dir + "/index.db");
  REQUIRE(db);
  auto level = (*db)->prepare("PRAGMA synchronous");
  REQUIRE(level.step().value());
  CHECK(level.number(0) == 2);
}

TEST_CASE("put: a disk below free_bytes_min takes nothing more") {
  TestStore t;
  t.settings.free_bytes_min = 1'000'000;
  t.store = t.reopened();
  const TestMail mail;
  t.ops.pretended_free_bytes = 1'000'000;
  CHECK(t.store->put(mail.held()).error().code == ErrorCode::io);
  CHECK(t.files("items") + t.files("tmp") == 0);
  t.ops.pretended_free_bytes = 1'000'000 + 10'000;
  CHECK(t.store->put(mail.held()));
}

TEST_CASE("put and confirm: killed at every point, then recovered: once, whole, or not at all") {
  struct Case {
    std::string point;
    bool durable;  // must the item be there afterwards?
  };
  const Case cases[] = {
      {"put.created", false},          {"put.written", false},  {"put.synced", false}, {"put.renamed", true},
      {"put.directory_synced", true},  {"put.inserted", true},  {"put.done", true},    {"confirm.changed", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.point);
    TestStore t;
    const TestMail mail;
    t.store.reset();
    REQUIRE(dies_at(c.point, [&] {
      auto store = t.reopened();
      auto id = store->put(mail.held());
      if (id) (void)store->confirm(*id);
    }));
    t.store = t.reopened();
    REQUIRE(t.store->recover());
    CHECK(t.files("tmp") == 0);
    auto items = t.store->list({});
    REQUIRE(items);
    CHECK(items->size() == (c.durable ? 1u : 0u));
    const ItemId id = t.put(mail);  // the sender was not answered: it comes again
    CHECK(t.store->list({})->size() == 1);
    CHECK(t.files("items") == 1);
    CHECK(t.store->open(id)->bytes == mail.bytes);
    CHECK(t.store->check_audit()->broken_at == 0);
    CHECK(t.store->recover()->empty());
  }
}

TEST_CASE("ledger: killed at any moment, again and again: each message that was answered is held, once") {
  const char* wanted = std::getenv("HALLPASS_KILLS");
  const int kills = wanted ? std::atoi(wanted) : 25;
  TestStore t;
  t.store.reset();
  std::vector<int> answered;  // numbers of messages, in the order of their answers
  for (int round = 0, next = 0; round < kills; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto store = t.reopened();
      (void)store->recover();
      for (int number = next;; ++number) {
        auto id = store->put(TestMail(std::to_string(number)).held());
        if (!id || ::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(1);
        (void)store->confirm(*id);
      }
    }
    ::close(ends[1]);
    // Mostly some time into a put(), now and then while it is starting up.
    int first = 0;
    if (round % 5 != 0 && ::read(ends[0], &first, sizeof first) == sizeof first) answered.push_back(first);
    ::usleep(static_cast<useconds_t>(round * 7'919 % 9'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    for (int number = 0; ::read(ends[0], &number, sizeof number) == sizeof number;) answered.push_back(number);
    ::close(ends[0]);
    next = answered.empty() ? 0 : answered.back() + 1;  // the one that was not answered comes again
  }
  t.store = t.reopened();
  REQUIRE(t.store->recover());
  CHECK(answered.size() >= static_cast<std::size_t>(kills) / 2);
  auto items = t.store->list({});
  REQUIRE(items);
  CHECK(items->size() >= answered.size());
  CHECK(items->size() <= answered.size() + 1);  // the last one may have been held unanswered
  CHECK(t.files("items") == items->size());
  for (const int number : answered) {
    const TestMail mail(std::to_string(number));
    CHECK(t.store->open(t.put(mail))->bytes == mail.bytes);
  }
  CHECK(t.store->list({})->size() == items->size());
  CHECK(t.store->check_store({})->problems.empty());
  MESSAGE(kills << " kills, " << answered.size() << " messages answered");
}

TEST_CASE("put: killed before its row, sent again before recovery: one item, no second copy") {
  TestStore t;
  const TestMail mail;
  REQUIRE(dies_at("put.renamed", [&] { (void)t.reopened()->put(mail.held()); }));
  const ItemId id = t.put(mail);
  CHECK(t.files("items") == 2);
  auto lines = t.store->recover();
  REQUIRE(lines);
  CHECK(lines->size() == 1);
  CHECK(t.files("items") == 1);
  CHECK(t.store->open(id)->bytes == mail.bytes);
}

TEST_CASE("recover: the index is rebuilt from the files; what is damaged stays in place") {
  TestStore t;
  const ItemId a = t.put(TestMail("a"));
  const ItemId b = t.put(TestMail("b"));
  t.store.reset();
  for (const char* name : {"/index.db", "/index.db-wal", "/index.db-shm"}) (void)real_file_ops().remove(t.settings.dir + name);
  const std::string damaged = t.settings.dir + "/items/" + b;
  REQUIRE(replace_file(real_file_ops(), damaged, read_file(damaged).substr(1)));
  t.store = t.reopened();
  auto lines = t.store->recover();
  REQUIRE(lines);
  CHECK(lines->size() == 2);
  auto items = t.store->list({});
  REQUIRE(items->size() == 1);
  CHECK(items->front().id == a);
  CHECK(items->front().recipients == TestMail("a").recipients);
  CHECK(items->front().reason == TestMail("a").report.verdicts[0].reason);
  CHECK(t.files("items") == 2);
}

TEST_CASE("recover: a file another process is still writing is left alone") {
  TestStore t;
  auto writing = real_file_ops().create(t.settings.dir + "/tmp/elsewhere000");
  REQUIRE(writing);
  CHECK(t.store->recover()->empty());
  CHECK(t.files("tmp") == 1);
  writing->reset();
  CHECK(t.store->recover()->size() == 1);
  CHECK(t.files("tmp") == 0);
}

TEST_CASE("remove: killed between decision and file; the file goes at recovery") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  REQUIRE(dies_at("remove.decided", [&] { (void)t.reopened()->remove(id, "rita", "not ours"); }));
  CHECK(t.store->summary(id)->state == ItemState::deleted);
  CHECK(t.store->recover()->size() == 1);
  CHECK(t.files("items") == 0);
}

TEST_CASE("release: killed at each point; never released without a trace, never stuck") {
  struct Case {
    std::string point;
    ItemState after_recovery;
  };
  const Case cases[] = {
      {"release.begun", ItemState::held},      // never reached the MTA
      {"redeem.used", ItemState::held},        // rolled back: the milter gave no answer
      {"redeem.done", ItemState::releasing},   // let through; a person has to look
      {"release.changed", ItemState::releasing},
  };
  for (const Case& c : cases) {
    CAPTURE(c.point);
    TestStore t;
    const TestMail mail;
    const ItemId id = t.put(mail);
    t.release.pass_seconds = 0;
    const std::int64_t past = 1'000'000'000;
    REQUIRE(dies_at(c.point, [&] {
      auto store = t.reopened();
      auto pass = store->begin_release(id, mail.recipients, "rita", "fine", past);
      (void)store->redeem_pass(*pass, mail.envelope, mail.bytes, past);
      (void)store->finish_release(id, mail.recipients, true, "250 ok");
    }));
    t.store = t.reopened();
    CHECK(t.store->summary(id)->state == ItemState::releasing);
    CHECK(t.store->recover()->size() == 1);
    CHECK(t.store->summary(id)->state == c.after_recovery);
    CHECK(t.store->summary(id)->released_to.empty());
    CHECK(t.store->begin_release(id, mail.recipients, "rita", "again", kNow));
  }
}
