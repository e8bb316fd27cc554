// The same loop for SQLite's calls as faults_test.cc has for ours: a disk that fills or dies below the index.
#include <sqlite3.h>

#include "tests/quarantine/failing_vfs.h"
#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("index: every write and sync of SQLite fails, once and for ever; nothing is lost or half accepted") {
  install_failing_vfs();
  std::size_t refused = 0;
  for (const bool for_ever : {false, true}) {
    for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC}) {
      for (std::size_t n = 1;; ++n) {
        CAPTURE(for_ever);
        CAPTURE(code);
        CAPTURE(n);
        TestStore t;
        const TestMail mail;
        fail_sqlite_call(n, for_ever, code);
        auto id = t.store->put(mail.held());
        const bool reached = sqlite_calls() >= n;
        fail_sqlite_call(0, false, 0);
        if (!id) {
          ++refused;
          CHECK(id.error().code == ErrorCode::io);
          CHECK(t.files("items") == 0);
          CHECK(t.files("tmp") == 0);
        }
        t.store = t.reopened();
        REQUIRE(t.store->recover());
        const ItemId again = t.put(mail);
        if (id) CHECK(again == *id);
        CHECK(t.store->list({})->size() == 1);
        CHECK(t.files("items") == 1);
        CHECK(t.store->open(again)->bytes == mail.bytes);
        CHECK(t.store->check_audit()->broken_at == 0);
        if (!reached) break;
      }
    }
  }
  CHECK(refused >= 6);
}

TEST_CASE("index: a decision or a pass that could not be written was not made") {
  install_failing_vfs();
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  const auto full = [&](auto call) {
    fail_sqlite_call(1, true, SQLITE_FULL);
    auto result = call();
    fail_sqlite_call(0, false, 0);
    return result;
  };
  CHECK(full([&] { return t.store->confirm(id); }).error().code == ErrorCode::io);
  CHECK(full([&] { return t.store->reject(id, "rita", ""); }).error().code == ErrorCode::io);
  CHECK(full([&] { return t.store->remove(id, "rita", ""); }).error().code == ErrorCode::io);
  CHECK(full([&] { return t.store->begin_release(id, mail.recipients, "rita", "", kNow); }).error().code == ErrorCode::io);
  CHECK(t.store->summary(id)->state == ItemState::pending);
  CHECK(t.files("items") == 1);
  auto pass = t.store->begin_release(id, mail.recipients, "rita", "", kNow);
  REQUIRE(pass);
  const auto redeem = [&] { return t.store->redeem_pass(*pass, mail.envelope, mail.bytes, kNow); };
  CHECK(full(redeem).error().code == ErrorCode::io);
  CHECK(redeem().value());
  CHECK(full([&] { return t.store->finish_release(id, mail.recipients, true, "250"); }).error().code == ErrorCode::io);
  CHECK(t.store->finish_release(id, mail.recipients, true, "250"));
}
