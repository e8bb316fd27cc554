#include "hallpass/release.h"

#include "quarantine/content_digest.h"
#include "tests/support/smtp_server.h"
#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

Result<std::vector<ReleaseOutcome>> release(TestStore& t, const SmtpServer& server, const ItemId& id,
                                            std::vector<std::string> to = {}, std::int64_t now = kNow) {
  ReleaseSettings settings = t.release;
  settings.smtp = server.url();
  return release_item(*t.store, settings, {.id = id, .recipients = std::move(to), .actor = "rita", .reason = "fine", .now_seconds = now});
}

// Cuts the pass off the front of what arrived.
std::string take_pass(std::string& bytes) {
  const std::string name = std::string(kPassHeader) + ": ";
  REQUIRE(bytes.starts_with(name));
  const auto end = bytes.find("\r\n");
  const std::string value = bytes.substr(name.size(), end - name.size());
  bytes.erase(0, end + 2);
  return value;
}

}  // namespace

TEST_CASE("release: the exact bytes arrive, with a pass that is good for them") {
  struct Case {
    std::string_view why;
    std::string bytes;
  };
  std::string eight_bit = "Subject: x\r\n\r\n";
  for (int i = 1; i < 256; ++i) {
    if (i != '\r' && i != '\n') eight_bit += static_cast<char>(i);
  }
  std::string dots = "Subject: x\r\n\r\n";
  for (int i = 0; i < 30'000; ++i) dots += std::string(static_cast<std::size_t>(i % 5), '.') + "\r\n";
  const Case cases[] = {
      {"an ordinary message", TestMail().bytes},
      {"lines of dots, longer than any buffer", dots},
      {"every byte value", eight_bit + "\r\n"},
      {"ends in a lone dot", "Subject: x\r\n\r\ntext\r\n.\r\n"},
      {"ends in .. without a line end", "Subject: x\r\n\r\ntext\r\n.."},
      {"a dot after a bare LF", "Subject: x\n\na\n.\nb\n"},
      {"what a smuggler would write", "Subject: x\r\n\r\na\n.\r\nMAIL FROM:<eve@example.net>\r\n.\n\rRCPT TO:<a@b>\r\n"},
      {"empty lines at the end", "Subject: x\r\n\r\ntext\r\n\r\n\r\n"},
      {"no body", "Subject: x\r\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestStore t;
    SmtpServer server;
    TestMail mail;
    mail.bytes = c.bytes;
    const ItemId id = t.put(mail);
    auto outcomes = release(t, server, id);
    REQUIRE(outcomes);
    REQUIRE(outcomes->size() == 2);
    CHECK((*outcomes)[0].accepted);
    CHECK((*outcomes)[0].answer == "250 2.0.0 Ok: queued as 4QTEST");
    REQUIRE(server.mails().size() == 1);
    ReceivedMail got = server.mails()[0];
    CHECK(got.sender == mail.envelope.sender);
    CHECK(got.recipients == mail.recipients);
    const std::string pass = take_pass(got.bytes);
    CHECK(got.bytes == quarantine::with_crlf(c.bytes));
    CHECK(t.store->summary(id)->state == ItemState::released);
    CHECK(!t.store->redeem_pass(pass, mail.envelope, got.bytes, kNow).value());  // its release is over
    CHECK(t.store->audit(id, 1)->front().detail.ends_with("the filter did not take its pass"));
  }
}

TEST_CASE("release: the pass that travels is good once, and only on its way") {
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  std::vector<bool> good;
  SmtpServer server({}, [&](const ReceivedMail& got) {
    Envelope envelope;
    envelope.sender = got.sender;
    envelope.recipients = got.recipients;
    std::string bytes = got.bytes;
    const std::string pass = take_pass(bytes);
    for (int i = 0; i < 2; ++i) good.push_back(t.store->redeem_pass(pass, envelope, "Received: by x\r\n" + bytes, kNow).value());
    return "250 2.0.0 Ok: queued as 4QTEST";
  });
  REQUIRE(release(t, server, id));
  CHECK(good == std::vector<bool>{true, false});
  CHECK(t.store->audit(id, 1)->front().detail.ends_with("queued as 4QTEST"));
  CHECK(t.store->summary(id)->state == ItemState::released);
}

TEST_CASE("release: what the MTA answers decides") {
  struct Case {
    std::string_view why;
    SmtpServer::Answers answers;
    bool error;
    ItemState state;
    std::vector<std::string> released_to;
    std::size_t mails;
  };
  const std::string pat = "pat@example.com", sam = "Sam@Example.org";
  const Case cases[] = {
      {"all well", {}, false, ItemState::released, {pat, sam}, 1},
      {"one recipient refused: the other gets it", {{"RCPT TO:<pat", "550 5.1.1 no such"}}, false, ItemState::held, {sam}, 1},
      {"the last recipient refused for now", {{"RCPT TO:<Sam", "450 4.2.1 later"}}, false, ItemState::held, {pat}, 1},
      {"both refused", {{"RCPT", "550 no"}}, false, ItemState::held, {}, 0},
      {"sender refused", {{"MAIL", "553 no"}}, false, ItemState::held, {}, 0},
      {"DATA refused", {{"DATA", "451 later"}}, false, ItemState::held, {}, 0},
      {"refused after the dot", {{".", "550 5.7.1 held again"}}, false, ItemState::held, {}, 0},
      {"for now, after the dot", {{".", "451 4.3.0 queue full"}}, false, ItemState::held, {}, 0},
      {"shutting down", {{"EHLO", "421 bye"}, {"HELO", "421 bye"}}, false, ItemState::held, {}, 0},
      {"hangs up at MAIL", {{"MAIL", ""}}, true, ItemState::held, {}, 0},
      {"hangs up at RCPT", {{"RCPT", ""}}, true, ItemState::held, {}, 0},
      {"hangs up after the dot: not known", {{".", ""}}, true, ItemState::releasing, {}, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestStore t;
    SmtpServer server(c.answers);
    const ItemId id = t.put(TestMail());
    REQUIRE(t.store->confirm(id));
    auto outcomes = release(t, server, id);
    CHECK(outcomes.has_value() != c.error);
    if (!outcomes) CHECK(outcomes.error().code == ErrorCode::unavailable);
    if (outcomes) CHECK(outcomes->size() == 2);
    CHECK(t.store->summary(id)->state == c.state);
    CHECK(t.store->summary(id)->released_to == c.released_to);
    CHECK(server.mails().size() == c.mails);
    CHECK(t.store->check_audit()->broken_at == 0);
  }
}

TEST_CASE("release: no MTA at all leaves the item held and says what to do") {
  TestStore t;
  const ItemId id = t.put(TestMail());
  ReleaseSettings nowhere = t.release;
  nowhere.smtp = "smtp://127.0.0.1:1";
  auto outcomes = release_item(*t.store, nowhere, {id, {}, "rita", "", kNow});
  REQUIRE(!outcomes);
  CHECK(outcomes.error().code == ErrorCode::unavailable);
  CHECK(outcomes.error().context.find("still held") != std::string::npos);
  CHECK(t.store->summary(id)->state == ItemState::held);
}

TEST_CASE("release: to some, then the rest; never twice") {
  TestStore t;
  SmtpServer server;
  const ItemId id = t.put(TestMail());
  REQUIRE(release(t, server, id, {"PAT@example.com"}));
  CHECK(t.store->summary(id)->state == ItemState::held);
  CHECK(release(t, server, id, {"pat@example.com"}).error().code == ErrorCode::usage);
  CHECK(release(t, server, id, {"eve@example.net"}).error().code == ErrorCode::usage);
  REQUIRE(release(t, server, id));
  CHECK(t.store->summary(id)->state == ItemState::released);
  CHECK(release(t, server, id).error().code == ErrorCode::usage);
  REQUIRE(server.mails().size() == 2);
  CHECK(server.mails()[0].recipients == std::vector<std::string>{"PAT@example.com"});
  CHECK(server.mails()[1].recipients == std::vector<std::string>{"Sam@Example.org"});
}

TEST_CASE("release: a bounce goes out with the null sender") {
  TestStore t;
  SmtpServer server;
  TestMail mail;
  mail.envelope.sender.clear();
  REQUIRE(release(t, server, t.put(mail)));
  REQUIRE(server.mails().size() == 1);
  CHECK(server.mails()[0].sender.empty());
}
