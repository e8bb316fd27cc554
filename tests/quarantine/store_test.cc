#include <sys/stat.h>

#include <set>
#include <thread>

#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("store: what is put comes back, to the byte") {
  struct Case {
    std::string_view why;
    std::string bytes;
  };
  std::string binary;
  for (int i = 0; i < 70'000; ++i) binary += static_cast<char>(i * 7 + i / 256);
  const Case cases[] = {
      {"an ordinary message", TestMail().bytes},
      {"nothing at all", ""},
      {"no header, NULs, every byte value, longer than a chunk", binary},
      {"exactly one chunk short of its length field", std::string(65'536, 'x')},
      {"bare LF and bare CR", "a: b\n\nx\ry\n"},
  };
  TestStore t;
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestMail mail;
    mail.bytes = c.bytes;
    const ItemId id = t.put(mail);
    CHECK(id.size() == 12);
    auto item = t.store->open(id);
    REQUIRE(item);
    CHECK(item->bytes == c.bytes);
    CHECK(item->report_json == "{\"schema\":1}");
    CHECK(item->envelope.sender == mail.envelope.sender);
    CHECK(item->envelope.recipients == mail.envelope.recipients);
    CHECK(item->envelope.login == "mteacher");
    CHECK(item->summary.rules == std::vector<std::string>{"records-to-outsiders"});
    CHECK(item->summary.categories == std::vector<std::string>{"record.grades"});
    CHECK(item->summary.students == 3);
    CHECK(item->summary.size_bytes == c.bytes.size());
    CHECK(item->summary.state == ItemState::pending);
  }
}

TEST_CASE("store: the same message is held once, and what differs is another item") {
  TestStore t;
  const TestMail mail;
  const ItemId first = t.put(mail);
  CHECK(t.put(mail) == first);
  CHECK(t.store->summary(first)->times_seen == 2);
  CHECK(t.files("items") == 1);
  CHECK(t.files("tmp") == 0);

  struct Case {
    std::string_view why;
    void (*change)(TestMail&);
    bool same;
  };
  const Case cases[] = {
      {"recipients in another order and case", [](TestMail& m) { m.recipients = {"sam@example.org", "PAT@example.com"}; }, true},
      {"another queue id: the client came back later", [](TestMail& m) { m.envelope.queue_id += "X"; }, true},
      {"the sender written with angle brackets", [](TestMail& m) { m.envelope.sender = "<mia.teacher@district.example>"; }, true},
      {"held for one of them only", [](TestMail& m) { m.recipients = {"pat@example.com"}; }, false},
      {"another sender", [](TestMail& m) { m.envelope.sender = "b@district.example"; }, false},
      {"one byte more", [](TestMail& m) { m.bytes += ' '; }, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestMail changed;
    c.change(changed);
    CHECK((t.put(changed) == first) == c.same);
  }
}

TEST_CASE("store: an item decided on long ago does not swallow the message when it is sent again") {
  TestStore t;
  TestMail mail;
  const ItemId first = t.put(mail);
  REQUIRE(t.store->remove(first, "rita", "not ours"));
  CHECK(t.put(mail) == first);  // the MTA retries within its queue's life
  HeldMessage later = mail.held();
  later.now_seconds = t.store->summary(first)->changed_seconds + quarantine::kRetryHorizonSeconds + 1;
  auto again = t.store->put(later);
  REQUIRE(again);
  CHECK(*again != first);
  CHECK(t.store->open(*again)->bytes == mail.bytes);
}

TEST_CASE("store: a missing file is written anew when the message comes again") {
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  REQUIRE(real_file_ops().remove(t.settings.dir + "/items/" + id));
  CHECK(t.store->open(id).error().code == ErrorCode::not_found);
  CHECK(t.put(mail) == id);
  CHECK(t.store->open(id)->bytes == mail.bytes);
}

TEST_CASE("store: states change once, and only as allowed") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  CHECK(t.store->confirm(id));
  CHECK(t.store->confirm(id));
  CHECK(t.store->summary(id)->state == ItemState::held);
  CHECK(t.store->reject(id, "rita", "policy"));
  CHECK(t.store->reject(id, "rita", "policy").error().code == ErrorCode::usage);
  CHECK(t.store->remove(id, "rita", "policy").error().code == ErrorCode::usage);
  CHECK(t.store->begin_release(id, {"pat@example.com"}, "rita", "", kNow).error().code == ErrorCode::usage);
  CHECK(t.store->confirm(id));
  CHECK(t.store->summary(id)->state == ItemState::rejected);
  CHECK(t.store->confirm("nosuchitem00").error().code == ErrorCode::not_found);
  CHECK(t.store->open("../index.db").error().code == ErrorCode::not_found);

  const ItemId second = t.put(TestMail("two"));
  CHECK(t.store->remove(second, "rita", "dup"));
  CHECK(t.files("items") == 1);
  CHECK(t.store->open(second).error().code == ErrorCode::not_found);
}

TEST_CASE("store: list filters") {
  TestStore t;
  TestMail other("other");
  other.envelope.sender = "ben@district.example";
  other.recipients = {"only@example.net"};
  const ItemId a = t.put(TestMail("a"));
  HeldMessage late = other.held();
  late.now_seconds = kNow + 100;
  const ItemId b = t.store->put(late).value();
  REQUIRE(t.store->confirm(b));
  struct Case {
    std::string_view why;
    ItemFilter filter;
    std::vector<ItemId> want;
  };
  const auto filter = [](auto change) {
    ItemFilter f;
    change(f);
    return f;
  };
  const Case cases[] = {
      {"everything, newest first", {}, {b, a}},
      {"by state", filter([](ItemFilter& f) { f.state = ItemState::held; }), {b}},
      {"no item is in this state", filter([](ItemFilter& f) { f.state = ItemState::released; }), {}},
      {"by sender, case aside", filter([](ItemFilter& f) { f.sender = "BEN@district.example"; }), {b}},
      {"part of a sender is no sender", filter([](ItemFilter& f) { f.sender = "ben"; }), {}},
      {"by recipient", filter([](ItemFilter& f) { f.recipient = "sam@example.org"; }), {a}},
      {"a recipient it is not held for", filter([](ItemFilter& f) { f.recipient = "nobody@example.org"; }), {}},
      {"since", filter([](ItemFilter& f) { f.since_seconds = kNow + 1; }), {b}},
      {"limit", filter([](ItemFilter& f) { f.limit = 1; }), {b}},
      {"SQL in an address is an address", filter([](ItemFilter& f) { f.sender = "' OR 1=1 --"; }), {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    auto items = t.store->list(c.filter);
    REQUIRE(items);
    std::vector<ItemId> got;
    for (const ItemSummary& item : *items) got.push_back(item.id);
    CHECK(got == c.want);
  }
}

TEST_CASE("store: nothing readable without the reviewers' key, and nobody else's to read") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  for (const std::string& name : {"/items/" + id, std::string("/index.db"), std::string("/index.db-wal")}) {
    CAPTURE(name);
    const std::string bytes = read_file(t.settings.dir + name);
    CHECK(bytes.find("canary") == std::string::npos);
    CHECK(bytes.find("078-05-1120") == std::string::npos);
    struct stat info {};
    REQUIRE(::stat((t.settings.dir + name).c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
  }
  struct stat info {};
  REQUIRE(::stat((t.settings.dir + "/items").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);

  REQUIRE(real_file_ops().rename(t.settings.key_dir + "/store.secret", t.settings.key_dir + "/away"));
  CHECK(t.store->put(TestMail("without the secret").held()));
  CHECK(t.store->open(id).error().code == ErrorCode::not_found);
  CHECK(t.store->open(id).error().context.find("hallpass keys make") != std::string::npos);
  REQUIRE(make_key(t.settings.key_dir + "/store.secret"));
  CHECK(t.store->open(id).error().code == ErrorCode::permission);
}

TEST_CASE("store: keys are made once") {
  TestStore t;
  CHECK(make_store_keys(t.settings.key_dir).error().code == ErrorCode::usage);
  QuarantineSettings none = t.settings;
  none.key_dir = t.dir.file("no-keys");
  auto opened = open_store(none, t.release);
  REQUIRE(!opened);
  CHECK(opened.error().code == ErrorCode::not_found);
  CHECK(opened.error().context.find("hallpass keys make") != std::string::npos);
}

TEST_CASE("store: two stores, eight threads, each message once") {
  TestStore t;
  auto second = t.reopened();
  constexpr int kMessages = 12;
  std::vector<std::vector<ItemId>> ids(8, std::vector<ItemId>(kMessages));
  std::vector<std::thread> threads;
  for (int worker = 0; worker < 8; ++worker) {
    threads.emplace_back([&, worker] {
      Store& store = worker % 2 ? static_cast<Store&>(*second) : *t.store;
      for (int i = 0; i < kMessages; ++i) {
        auto id = store.put(TestMail(std::to_string(i)).held());
        if (id) ids[static_cast<std::size_t>(worker)][static_cast<std::size_t>(i)] = *id;
        if (id) (void)store.confirm(*id);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& got : ids) CHECK(got == ids[0]);
  CHECK(std::set<ItemId>(ids[0].begin(), ids[0].end()).size() == kMessages);
  CHECK(t.files("items") == kMessages);
  CHECK(t.files("tmp") == 0);
  auto items = t.store->list({});
  REQUIRE(items);
  CHECK(items->size() == kMessages);
  for (const ItemSummary& item : *items) {
    CHECK(item.times_seen == 8);
    CHECK(item.state == ItemState::held);
  }
  CHECK(t.store->check_audit()->broken_at == 0);
}
