#include "quarantine/pass.h"

#include <sys/wait.h>
#include <unistd.h>

#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string with_other_digit(std::string pass, std::string_view field) {
  char& c = pass[pass.find(field) + field.size()];
  c = c == '1' ? '2' : '1';
  return pass;
}

}  // namespace

TEST_CASE("pass: what the MTA may do to the message on its way, and what nobody may") {
  struct Case {
    std::string_view why;
    void (*change)(std::string& pass, Envelope& envelope, std::string& bytes, std::int64_t& now);
    bool want;
  };
  const Case cases[] = {
      {"untouched", [](auto&, auto&, auto&, auto&) {}, true},
      {"recipients in another order and case", [](auto&, Envelope& e, auto&, auto&) { e.recipients = {"sam@example.org", "PAT@EXAMPLE.COM"}; }, true},
      {"Received and a signature on top", [](auto&, auto&, std::string& b, auto&) { b = "Received: from x\r\n\tby y\r\nDKIM-Signature: v=1\r\n" + b; }, true},
      {"our own header still there", [](auto&, auto&, std::string& b, auto&) { b = "X-Hallpass-Pass: v1 ...\r\n" + b; }, true},
      {"an address made complete", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "To: pat@example.com", "To: pat@example.com.district.example"); }, true},
      {"a header folded anew", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "Subject: canary-subject one", "Subject:  canary-subject\r\n one"); }, true},
      {"line ends as LF, no last one", [](auto&, auto&, std::string& b, auto&) { std::string lf; for (char c : b) if (c != '\r') lf += c; lf.pop_back(); b = lf; }, true},
      {"the header value folded", [](std::string& p, auto&, auto&, auto&) { p = " " + replaced(p, " mac=", "\r\n\tmac="); }, true},
      {"the last second", [](auto&, auto&, auto&, std::int64_t& n) { n += 600; }, true},

      {"expired", [](auto&, auto&, auto&, std::int64_t& n) { n += 601; }, false},
      {"a word of the body", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "canary-body", "another-body"); }, false},
      {"a line more", [](auto&, auto&, std::string& b, auto&) { b += "P.S.\r\n"; }, false},
      {"an empty line in the body", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "\r\n.leading", "\r\n\r\n.leading"); }, false},
      {"a dot lost", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "\r\n.leading", "\r\nleading"); }, false},
      {"another subject", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "canary-subject", "other"); }, false},
      {"another date: the message had one", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "2 Nov 2026", "3 Nov 2026"); }, false},
      {"a second subject", [](auto&, auto&, std::string& b, auto&) { b = "Subject: x\r\n" + b; }, false},
      {"a content type that changes what the body means", [](auto&, auto&, std::string& b, auto&) { b = "Content-Type: text/html\r\n" + b; }, false},
      {"a header taken away", [](auto&, auto&, std::string& b, auto&) { b = replaced(b, "Message-ID: <one@district.example>\r\n", ""); }, false},
      {"one recipient more", [](auto&, Envelope& e, auto&, auto&) { e.recipients.push_back("eve@example.net"); }, false},
      {"one recipient less", [](auto&, Envelope& e, auto&, auto&) { e.recipients.pop_back(); }, false},
      {"another recipient", [](auto&, Envelope& e, auto&, auto&) { e.recipients[0] = "eve@example.net"; }, false},
      {"no recipient", [](auto&, Envelope& e, auto&, auto&) { e.recipients.clear(); }, false},
      {"another sender", [](auto&, Envelope& e, auto&, auto&) { e.sender = "eve@example.net"; }, false},
      {"another item", [](std::string& p, auto&, auto&, auto&) { p = with_other_digit(p, "id="); }, false},
      {"a later expiry", [](std::string& p, auto&, auto&, auto&) { p = with_other_digit(p, "exp=1"); }, false},
      {"another nonce", [](std::string& p, auto&, auto&, auto&) { p = with_other_digit(p, "nonce="); }, false},
      {"another mac", [](std::string& p, auto&, auto&, auto&) { p = with_other_digit(p, "mac="); }, false},
      {"a mac cut short", [](std::string& p, auto&, auto&, auto&) { p.pop_back(); }, false},
      {"more allowed to be added", [](std::string& p, auto&, auto&, auto&) { p = replaced(p, "add=", "add=subject,"); }, false},
      {"something after it", [](std::string& p, auto&, auto&, auto&) { p += " x=1"; }, false},
      {"another version", [](std::string& p, auto&, auto&, auto&) { p[1] = '2'; }, false},
      {"empty", [](std::string& p, auto&, auto&, auto&) { p.clear(); }, false},
      {"a megabyte", [](std::string& p, auto&, auto&, auto&) { p += std::string(1 << 20, ' '); }, false},
      {"upper case", [](std::string& p, auto&, auto&, auto&) { for (char& c : p) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; }, false},
  };
  TestStore t;
  int number = 0;
  for (const Case& c : cases) {
    CAPTURE(c.why);
    TestMail mail;
    mail.bytes += "case " + std::to_string(++number) + "\r\n";
    const ItemId id = t.put(mail);
    auto pass = t.store->begin_release(id, mail.recipients, "rita", "fine", kNow);
    REQUIRE(pass);
    std::string value = *pass;
    Envelope envelope = mail.envelope;
    std::string bytes = mail.bytes;
    std::int64_t now = kNow;
    c.change(value, envelope, bytes, now);
    CHECK(t.store->redeem_pass(value, envelope, bytes, now).value() == c.want);
    // A forgery does not use up the real one; the real one works once.
    CHECK(t.store->redeem_pass(*pass, mail.envelope, mail.bytes, kNow).value() == !c.want);
    CHECK(t.store->redeem_pass(*pass, mail.envelope, mail.bytes, kNow).value() == false);
  }
}

TEST_CASE("pass: fields an MTA adds to a message without them") {
  TestStore t;
  TestMail mail;
  mail.bytes = "Subject: bare\r\n\r\ntext\r\n";
  const ItemId id = t.put(mail);
  auto pass = t.store->begin_release(id, mail.recipients, "rita", "fine", kNow);
  REQUIRE(pass);
  const std::string added = "Subject: bare\r\nMessage-Id: <x@y>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nFrom: a@b\r\n\r\ntext\r\n";
  CHECK(!t.store->redeem_pass(*pass, mail.envelope, "Reply-To: eve@example.net\r\n" + added, kNow).value());
  CHECK(t.store->redeem_pass(*pass, mail.envelope, added, kNow).value());
}

TEST_CASE("pass: good only while its release is the present one") {
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  const auto redeem = [&](const std::string& pass, std::int64_t now) {
    return t.store->redeem_pass(pass, mail.envelope, mail.bytes, now).value();
  };
  auto first = t.store->begin_release(id, mail.recipients, "rita", "", kNow);
  REQUIRE(first);
  CHECK(t.store->begin_release(id, mail.recipients, "ruth", "", kNow).error().code == ErrorCode::temporary);
  REQUIRE(t.store->finish_release(id, mail.recipients, false, "451 later"));
  CHECK(t.store->summary(id)->state == ItemState::held);
  CHECK(!redeem(*first, kNow));  // after the failure it is void

  auto second = t.store->begin_release(id, mail.recipients, "rita", "", kNow);
  REQUIRE(second);
  CHECK(!redeem(*first, kNow));
  const std::int64_t later = kNow + 601;
  auto third = t.store->begin_release(id, mail.recipients, "rita", "", later);
  REQUIRE(third);
  CHECK(!redeem(*second, kNow));  // even by a clock that stepped back
  CHECK(redeem(*third, later));
  REQUIRE(t.store->finish_release(id, mail.recipients, true, "250 queued as 4X"));
  CHECK(t.store->summary(id)->state == ItemState::released);
  CHECK(t.store->finish_release(id, mail.recipients, true, "250").error().code == ErrorCode::usage);
}

TEST_CASE("pass: a pass of another store is none") {
  TestStore ours, theirs;
  const TestMail mail;
  ours.put(mail);
  auto pass = theirs.store->begin_release(theirs.put(mail), mail.recipients, "rita", "", kNow);
  REQUIRE(pass);
  CHECK(!ours.store->redeem_pass(*pass, mail.envelope, mail.bytes, kNow).value());
}

TEST_CASE("release in parts: each recipient once") {
  TestStore t;
  const TestMail mail;
  const ItemId id = t.put(mail);
  CHECK(t.store->begin_release(id, {}, "rita", "", kNow).error().code == ErrorCode::usage);
  CHECK(t.store->begin_release(id, {"eve@example.net"}, "rita", "", kNow).error().code == ErrorCode::usage);
  CHECK(t.store->begin_release(id, {"pat@example.com", "eve@example.net"}, "rita", "", kNow).error().code == ErrorCode::usage);
  REQUIRE(t.store->begin_release(id, {"PAT@example.com"}, "rita", "", kNow));
  REQUIRE(t.store->finish_release(id, {"pat@example.com"}, true, "250 ok"));
  CHECK(t.store->summary(id)->state == ItemState::held);
  CHECK(t.store->summary(id)->released_to == std::vector<std::string>{"pat@example.com"});
  CHECK(t.store->begin_release(id, {"pat@example.com"}, "rita", "", kNow).error().code == ErrorCode::usage);
  REQUIRE(t.store->begin_release(id, {"sam@example.org"}, "rita", "", kNow));
  REQUIRE(t.store->finish_release(id, {"sam@example.org"}, true, "250 ok"));
  CHECK(t.store->summary(id)->state == ItemState::released);
}

TEST_CASE("races: processes release, reject and delete the same items; each ends in one state") {
  TestStore t;
  std::vector<ItemId> ids;
  const TestMail mail;
  for (int i = 0; i < 30; ++i) ids.push_back(t.put(TestMail(std::to_string(i))));
  t.store.reset();
  std::vector<pid_t> children;
  std::vector<int> wins;
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  for (int actor = 0; actor < 4; ++actor) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto store = t.reopened();
      for (std::size_t i = 0; i < ids.size(); ++i) {
        bool won = false;
        if (actor == 0) won = store->remove(ids[i], "a", "x").has_value();
        else if (actor == 1) won = store->reject(ids[i], "b", "x").has_value();
        else won = store->begin_release(ids[i], mail.recipients, "c", "x", kNow).has_value();
        const char byte = static_cast<char>(i);
        if (won && ::write(pipe_ends[1], &byte, 1) != 1) ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  ::close(pipe_ends[1]);
  std::vector<int> winners(ids.size(), 0);
  for (char byte = 0; ::read(pipe_ends[0], &byte, 1) == 1;) ++winners[static_cast<std::size_t>(byte)];
  ::close(pipe_ends[0]);
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  for (int count : winners) CHECK(count == 1);
  t.store = t.reopened();
  CHECK(t.store->check_audit()->broken_at == 0);
}
