// The audit chain, legal hold, retention, figures, verify, backup and restore.
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/clock.h"
#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

// Edits the index as somebody with write access to the file would.
void tamper(const TestStore& t, const std::string& sql) {
  auto db = quarantine::Database::open(t.settings.dir + "/index.db");
  REQUIRE(db);
  auto done = (*db)->execute("DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_keeps; " + sql);
  if (!done) FAIL(done.error().context);
}

std::vector<std::string> ids_of(const Result<std::vector<ItemSummary>>& items) {
  std::vector<std::string> ids;
  for (const ItemSummary& item : items.value()) ids.push_back(item.id);
  return ids;
}

}  // namespace

TEST_CASE("audit: every change leaves a record with its actor and reason") {
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  REQUIRE(t.store->confirm(id));
  REQUIRE(t.store->record(id, "rita", "revealed", "ticket 12"));
  REQUIRE(t.store->begin_release(id, mail.recipients, "rita", "parent agreed", kNow));
  REQUIRE(t.store->finish_release(id, mail.recipients, false, "451 later"));
  REQUIRE(t.store->reject(id, "ruth\x1b[31m", "policy 4.2"));
  CHECK(t.store->record("nosuchitem00", "rita", "noted", "x").error().code == ErrorCode::not_found);
  auto records = t.store->audit(id, 100);
  REQUIRE(records);
  std::vector<std::string> actions;
  for (const AuditRecord& record : *records) actions.push_back(record.action);
  CHECK(actions == std::vector<std::string>{"stored", "held", "revealed", "releasing", "held", "rejected"});
  CHECK((*records)[2].actor == "rita");
  CHECK((*records)[2].detail == "ticket 12");
  CHECK((*records)[3].detail == "to pat@example.com, sam@example.org: parent agreed");
  CHECK((*records)[5].actor == "ruth?[31m");
  CHECK(t.store->audit(id, 2)->front().action == "held");
  CHECK(t.store->audit("", 100)->size() == 6);
  CHECK(t.store->check_audit()->broken_at == 0);
  CHECK(t.store->check_audit()->records == 6);
}

TEST_CASE("audit: what was edited, cut out or put in is found, and where") {
  struct Case {
    std::string_view why;
    std::string sql;
    std::int64_t broken_at;
  };
  const std::string insert = "INSERT INTO audit SELECT 7, at_seconds, actor, action, item, detail, chain FROM audit WHERE number = 6";
  const Case cases[] = {
      {"nothing", "SELECT 1", 0},
      {"an actor", "UPDATE audit SET actor = 'eve' WHERE number = 3", 3},
      {"a time", "UPDATE audit SET at_seconds = at_seconds + 1 WHERE number = 1", 1},
      {"a detail", "UPDATE audit SET detail = '' WHERE number = 6", 6},
      {"words moved between fields", "UPDATE audit SET action = 'st', item = 'ored' || item WHERE number = 5", 5},
      {"a record cut out", "DELETE FROM audit WHERE number = 2", 2},
      {"cut out and renumbered", "DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2", 2},
      {"two exchanged", "UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;"
                        "UPDATE audit SET number = 3 WHERE number = 99", 2},
      {"a record repeated at the end", insert, 7},
      {"the first one gone", "DELETE FROM audit WHERE number = 1", 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestStore t;
    for (int i = 0; i < 6; ++i) (void)t.put(TestMail(std::to_string(i)));
    tamper(t, c.sql);
    CHECK(t.store->check_audit()->broken_at == c.broken_at);
    CHECK(t.store->check_store({})->problems.size() == (c.broken_at == 0 ? 0u : 1u));
  }
  TestStore t;
  (void)t.put(TestMail("a"));
  const std::string head = t.store->check_audit()->head;
  (void)t.put(TestMail("b"));
  CHECK(t.store->check_audit()->head != head);
  tamper(t, "DELETE FROM audit WHERE number = 2");
  CHECK(t.store->check_audit()->broken_at == 0);   // a cut end shows by its head alone
  CHECK(t.store->check_audit()->head == head);
}

TEST_CASE("audit: SQL itself refuses to change or delete records") {
  TestStore t;
  (void)t.put(TestMail());
  auto db = quarantine::Database::open(t.settings.dir + "/index.db");
  REQUIRE(db);
  CHECK(!(*db)->execute("UPDATE audit SET actor = 'eve'"));
  CHECK(!(*db)->execute("DELETE FROM audit"));
}

TEST_CASE("legal hold: not deleted, not expired, until lifted") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  REQUIRE(t.store->set_legal_hold(id, true, "lena", "case 7"));
  REQUIRE(t.store->set_legal_hold(id, true, "lena", "case 7"));
  CHECK(t.store->summary(id)->legal_hold);
  CHECK(t.store->remove(id, "rita", "").error().code == ErrorCode::permission);
  REQUIRE(t.store->reject(id, "rita", "no"));
  const std::int64_t now = unix_now_seconds();
  Expiry all{.decided_before_seconds = now + 10, .held_before_seconds = now + 10'000'000'000, .dry_run = false,
             .actor = "cron", .now_seconds = now};
  CHECK(t.store->expire(all)->empty());
  REQUIRE(t.store->set_legal_hold(id, false, "lena", "closed"));
  CHECK(ids_of(t.store->expire(all)) == std::vector<std::string>{id});
  CHECK(t.files("items") == 0);
  CHECK(t.store->set_legal_hold(id, true, "lena", "again").error().code == ErrorCode::usage);
  CHECK(t.store->summary(id)->state == ItemState::rejected);
  CHECK(t.store->summary(id)->destroyed_seconds == now);
  CHECK(t.store->recover()->empty());
  CHECK(t.store->check_store({})->problems.empty());
  CHECK(t.store->audit(id, 100)->size() == 5);  // stored, hold, rejected, lifted, expired
}

TEST_CASE("expire: only what is old, at most so many, oldest first, and nothing on a dry run") {
  TestStore t;
  std::vector<ItemId> ids;
  const std::int64_t now = unix_now_seconds();
  for (int i = 0; i < 5; ++i) {
    TestMail mail(std::to_string(i));
    HeldMessage held = mail.held();
    held.now_seconds = now - 100 + i;
    ids.push_back(t.store->put(held).value());
  }
  const auto expire = [&](std::int64_t decided, std::int64_t held, std::size_t limit, bool dry_run) {
    return ids_of(t.store->expire({decided, held, limit, dry_run, false, "cron", now}));
  };
  using Ids = std::vector<std::string>;
  CHECK(expire(now + 10, 0, 10, false) == Ids{});                      // none is decided
  CHECK(expire(0, now - 98, 10, true) == Ids{ids[0], ids[1]});
  CHECK(t.files("items") == 5);
  CHECK(t.store->summary(ids[0])->state == ItemState::pending);
  CHECK(expire(0, now - 98, 1, false) == Ids{ids[0]});
  CHECK(t.store->summary(ids[0])->state == ItemState::deleted);
  CHECK(expire(0, now - 98, 1, false) == Ids{ids[1]});
  CHECK(expire(0, now - 98, 1, false) == Ids{});
  CHECK(t.files("items") == 3);
  const TestMail mail("2");
  REQUIRE(t.store->begin_release(ids[2], mail.recipients, "rita", "", now));
  CHECK(expire(now + 10, now + 10, 10, true) == Ids{ids[3], ids[4]});  // one on its way stays
}

TEST_CASE("expire: a clock that jumped empties no store") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  REQUIRE(t.store->reject(id, "rita", ""));
  const std::int64_t now = unix_now_seconds();
  struct Case {
    std::string_view why;
    std::int64_t clock;
    bool sure;
    bool goes_on;
  };
  const Case cases[] = {
      {"a day back", now - 86'400, false, false},
      {"four hundred days on", now + 400 * 86'400, false, false},
      {"four hundred days on, and a person says so", now + 400 * 86'400, true, true},
      {"a quiet week", now + 7 * 86'400, false, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    auto gone = t.store->expire({c.clock, 0, 10, true, c.sure, "cron", c.clock});
    CHECK(gone.has_value() == c.goes_on);
    if (!gone) CHECK(gone.error().code == ErrorCode::usage);
  }
}

TEST_CASE("expire: killed after the decision; the file goes at recovery") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  REQUIRE(t.store->reject(id, "rita", ""));
  const std::int64_t now = unix_now_seconds();
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("HALLPASS_CRASH_AT", "expire.decided", 1);
    (void)t.reopened()->expire({now + 1, 0, 10, false, false, "cron", now});
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  CHECK(t.files("items") == 1);
  CHECK(t.store->check_store({})->problems.size() == 1);
  CHECK(t.store->recover()->size() == 1);
  CHECK(t.files("items") == 0);
  CHECK(t.store->check_store({})->problems.empty());
}

TEST_CASE("verify: finds each kind of damage and names the item") {
  struct Case {
    std::string_view why;
    void (*damage)(TestStore& t, const std::string& path, const ItemId& id);
    std::size_t problems;
  };
  const Case cases[] = {
      {"nothing", [](TestStore&, const std::string&, const ItemId&) {}, 0},
      {"a flipped bit", [](TestStore&, const std::string& path, const ItemId&) {
         std::string bytes = read_file(path);
         bytes[200] ^= 4;
         REQUIRE(replace_file(real_file_ops(), path, bytes));
       }, 1},
      {"a file gone", [](TestStore&, const std::string& path, const ItemId&) { REQUIRE(real_file_ops().remove(path)); }, 1},
      {"a row gone", [](TestStore& t, const std::string&, const ItemId& id) { tamper(t, "DELETE FROM items WHERE id = '" + id + "'"); }, 1},
      {"a row that tells something else", [](TestStore& t, const std::string&, const ItemId& id) {
         tamper(t, "UPDATE items SET facts = (SELECT facts FROM items WHERE id <> '" + id + "') WHERE id = '" + id + "'");
       }, 1},
      {"an empty file that is no item", [](TestStore& t, const std::string&, const ItemId&) { t.dir.write("quarantine/items/zzzzzzzzzzzz", ""); }, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestStore t;
    (void)t.put(TestMail("other"));
    const ItemId id = t.put(TestMail());
    c.damage(t, t.settings.dir + "/items/" + id, id);
    std::size_t advanced = 0;
    auto check = t.store->check_store([&](std::size_t, std::size_t) { ++advanced; });
    REQUIRE(check);
    CHECK(check->unsealed);
    CHECK(advanced >= 1);
    CHECK(check->problems.size() == c.problems);
  }
}

TEST_CASE("figures: counts by state, rule and category") {
  TestStore t;
  const ItemId a = t.put(TestMail("a"));
  const ItemId b = t.put(TestMail("b"));
  (void)t.put(TestMail("c"));
  REQUIRE(t.store->confirm(a));
  REQUIRE(t.store->remove(b, "rita", ""));
  auto figures = t.store->figures();
  REQUIRE(figures);
  CHECK(figures->items == 3);
  CHECK(figures->by_state == std::map<std::string, std::uint64_t>{{"deleted", 1}, {"held", 1}, {"pending", 1}});
  CHECK(figures->by_rule.at("records-to-outsiders") == 3);
  CHECK(figures->by_category.at("record.grades") == 3);
  CHECK(figures->bytes == 2 * TestMail("a").bytes.size());
  CHECK(figures->oldest_waiting_seconds == kNow);
  CHECK(figures->free_bytes > 0);
}

TEST_CASE("backup and restore: what was held is held again, to the byte") {
  TestStore t;
  const ItemId a = t.put(TestMail("a"));
  const ItemId b = t.put(TestMail("b"));
  const ItemId gone = t.put(TestMail("gone"));
  REQUIRE(t.store->confirm(a));
  const std::string copy = t.dir.file("backup");
  CHECK(t.store->backup(copy, {}).value() == 3);
  REQUIRE(t.store->remove(gone, "rita", ""));
  const ItemId late = t.put(TestMail("late"));
  CHECK(t.store->backup(copy, {}).value() == 3);  // a, b, late; what was deleted here is deleted there
  CHECK(real_file_ops().list(copy + "/items")->size() == 3);
  CHECK(read_file(copy + "/index.db").find("canary") == std::string::npos);

  CHECK(restore_store(t.settings, copy, {}).error().code == ErrorCode::usage);
  QuarantineSettings fresh = t.settings;
  fresh.dir = t.dir.file("fresh");
  CHECK(restore_store(fresh, t.dir.file("no-backup"), {}).error().code == ErrorCode::not_found);
  CHECK(restore_store(fresh, copy, {}).value() == 3);
  CHECK(restore_store(fresh, copy, {}).error().code == ErrorCode::usage);
  auto store = quarantine::DiskStore::open_at(fresh, t.release, t.ops);
  REQUIRE(store);
  CHECK((*store)->recover()->empty());
  CHECK((*store)->check_store({})->problems.empty());
  CHECK((*store)->summary(a)->state == ItemState::held);
  CHECK((*store)->summary(gone)->state == ItemState::deleted);
  for (const auto& [id, marker] : {std::pair{a, "a"}, {b, "b"}, {late, "late"}}) {
    CHECK((*store)->open(id)->bytes == TestMail(marker).bytes);
  }
}

TEST_CASE("restore: cut short at any call, it can be done again") {
  TestStore t;
  const ItemId id = t.put(TestMail("a"));
  const std::string copy = t.dir.file("backup");
  REQUIRE(t.store->backup(copy, {}));
  QuarantineSettings fresh = t.settings;
  fresh.dir = t.dir.file("fresh");
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("HALLPASS_CRASH_AT", "restore.files", 1);
    (void)restore_store(fresh, copy, {});
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(restore_store(fresh, copy, {}));
  auto store = quarantine::DiskStore::open_at(fresh, t.release, t.ops);
  CHECK((*store)->open(id));
}

TEST_CASE("backup: a damaged item is not copied as if it were whole") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  const std::string path = t.settings.dir + "/items/" + id;
  REQUIRE(replace_file(real_file_ops(), path, read_file(path) + "x"));
  CHECK(t.store->backup(t.dir.file("backup"), {}).error().code == ErrorCode::corrupt);
}
