#include "milter/session.h"

#include <doctest/doctest.h>

#include <ctime>

#include "tests/milter/fakes.h"
#include "tests/support/paths.h"

using namespace hallpass;

namespace {

const bool quiet = (start_logging("off", false), true);

struct Relay {
  std::vector<std::string> judged;        // bytes
  std::vector<Envelope> envelopes;
  test::MemoryStore store;
  Admission admission{2};
  JudgeSlot judges;
  SessionServices services{judges, store, admission, false};
  test::RecordingMta mta;

  static Settings defaults() {
    Settings settings;
    settings.limits.recipients_max = 3;
    return settings;
  }
  explicit Relay(const Settings& settings = defaults()) : judges(judge_with(settings)) {}
  std::shared_ptr<const Judge> judge_with(const Settings& settings) {
    auto judge = std::make_shared<test::AddressJudge>(settings);
    judge->seen = [this](std::string_view bytes, const Envelope& envelope) {
      judged.emplace_back(bytes);
      envelopes.push_back(envelope);
    };
    return judge;
  }
  // One message over `session`: to one recipient, with one header and a body of its own.
  Answer send(Session& session, const std::string& recipient, const std::string& body) {
    if (const Answer answer = session.mail("<t@school.example>", mta); answer != Answer::proceed) return answer;
    session.rcpt("<" + recipient + ">");
    session.header("Subject", " Hi");
    session.body(body);
    return session.end_of_message(mta);
  }
};

}  // namespace

TEST_CASE("session: many messages over one connection, nothing left of one in the next") {
  Relay relay;
  Session session(relay.services, true);
  session.connect("client.school.example", "192.0.2.7", relay.mta);
  relay.mta.macros["{auth_authen}"] = "alice";
  relay.mta.macros["i"] = "4XyZ";
  CHECK(relay.send(session, "a@x", "canary-one") == Answer::proceed);
  relay.mta.macros.clear();
  for (int i = 0; i < 1000; ++i) CHECK(relay.send(session, "b@x", "body " + std::to_string(i)) == Answer::proceed);
  REQUIRE(relay.judged.size() == 1001);
  CHECK(relay.judged[0] == "Subject: Hi\r\n\r\ncanary-one");
  CHECK(relay.judged[1] == "Subject: Hi\r\n\r\nbody 0");
  CHECK(relay.envelopes[0].login == "alice");
  CHECK(relay.envelopes[0].queue_id == "4XyZ");
  CHECK(relay.envelopes[1].login == "");
  CHECK(relay.envelopes[1].client_name == "client.school.example");
  CHECK(relay.envelopes[1].client_address == "192.0.2.7");
  CHECK(relay.envelopes[1000].recipients == std::vector<std::string>{"b@x"});
  CHECK(relay.admission.in_work() == 0);
}

TEST_CASE("session: abort and a new MAIL drop what came before, wherever they come") {
  Relay relay;
  Session session(relay.services, true);
  for (int stop_after = 0; stop_after < 4; ++stop_after) {
    for (const bool by_abort : {true, false}) {
      if (stop_after > 0) (void)session.mail("<other@x>", relay.mta);
      if (stop_after > 1) session.rcpt("<leak@x>");
      if (stop_after > 2) session.header("X-Leak", " leak");
      if (stop_after > 3) session.body("leak");
      if (by_abort) session.abort();
      CHECK(relay.send(session, "a@x", "mine") == Answer::proceed);
      CHECK(relay.judged.back() == "Subject: Hi\r\n\r\nmine");
      CHECK(relay.envelopes.back().recipients == std::vector<std::string>{"a@x"});
    }
  }
  CHECK(relay.admission.in_work() == 0);
}

TEST_CASE("session: calls out of order harm nothing") {
  Relay relay;
  Session session(relay.services, true);
  session.rcpt("<a@x>");
  session.header("A", " b");
  session.body("c");
  CHECK(session.end_of_message(relay.mta) == Answer::temporary_failure);
  session.abort();
  session.abort();
  CHECK(relay.send(session, "a@x", "x") == Answer::proceed);
  CHECK(session.end_of_message(relay.mta) == Answer::temporary_failure);  // a second end of one message
  session.close();
  CHECK(relay.admission.in_work() == 0);
}

TEST_CASE("session: an item is confirmed by the MTA's next call, whichever it is") {
  struct Case {
    const char* why;
    std::function<void(Session&, Mta&)> next;
  };
  const Case cases[] = {
      {"the next message", [](Session& session, Mta& mta) { (void)session.mail("<>", mta); }},
      {"abort", [](Session& session, Mta&) { session.abort(); }},
      {"the end of the connection", [](Session& session, Mta&) { session.close(); }},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Relay relay;
    Session session(relay.services, true);
    CHECK(relay.send(session, "hold@x", "x") == Answer::discard);
    REQUIRE(relay.store.items().size() == 1);
    CHECK_FALSE(relay.store.items().begin()->second.confirmed);
    c.next(session, relay.mta);
    CHECK(relay.store.items().begin()->second.confirmed);
    session.close();
    CHECK(relay.store.log == std::vector<std::string>{"put", "confirm item1"});
  }
}

TEST_CASE("session: messages in work are bounded, idle sessions cost nothing") {
  Relay relay;
  Session one(relay.services, true), two(relay.services, true), three(relay.services, true);
  CHECK(one.mail("<a@x>", relay.mta) == Answer::proceed);
  CHECK(two.mail("<a@x>", relay.mta) == Answer::proceed);
  CHECK(three.mail("<a@x>", relay.mta) == Answer::temporary_failure);
  two.abort();
  CHECK(three.mail("<a@x>", relay.mta) == Answer::proceed);
  relay.admission.close();
  two.close();
  CHECK(Session(relay.services, true).mail("<a@x>", relay.mta) == Answer::temporary_failure);
  one.close();
  three.close();
  CHECK(relay.admission.in_work() == 0);
}

TEST_CASE("session: the engine is fixed at MAIL FROM") {
  Relay relay;
  Session session(relay.services, true);
  CHECK(session.mail("<t@x>", relay.mta) == Answer::proceed);
  Settings settings;
  settings.milter.monitor = true;
  relay.judges.replace(relay.judge_with(settings));
  session.rcpt("<hold@x>");
  CHECK(session.end_of_message(relay.mta) == Answer::discard);
  CHECK(relay.send(session, "hold@x", "y") == Answer::proceed);  // the next one is judged by the new
  CHECK(relay.store.items().size() == 1);
}

TEST_CASE("session: monitor judges and changes nothing") {
  Settings settings;
  settings.milter.monitor = true;
  Relay relay(settings);
  Session session(relay.services, true);
  for (const char* recipient : {"a@x", "tag@x", "encrypt@x", "hold@x", "reject@x"}) {
    CHECK(relay.send(session, recipient, "x") == Answer::proceed);
  }
  CHECK(relay.mta.calls.empty());
  CHECK(relay.store.items().empty());
  CHECK(relay.judged.size() == 5);
}

TEST_CASE("session: a pass lets through once, a bad one nothing") {
  Relay relay;
  Session session(relay.services, true);
  const auto with_pass = [&](const std::vector<std::string>& passes) {
    CHECK(session.mail("<t@x>", relay.mta) == Answer::proceed);
    session.rcpt("<hold@x>");
    for (const auto& pass : passes) session.header("X-Hallpass-Pass", " " + pass);
    session.header("Subject", " Hi");
    session.body("held");
    return session.end_of_message(relay.mta);
  };
  relay.store.good_pass = "good";
  CHECK(with_pass({"good"}) == Answer::proceed);
  CHECK(relay.judged.empty());
  CHECK(with_pass({"good"}) == Answer::discard);  // used up
  CHECK(relay.judged.back() == "Subject: Hi\r\n\r\nheld");  // a pass is no part of the message
  relay.store.good_pass = "good";
  CHECK(with_pass({"forged"}) == Answer::discard);
  CHECK(with_pass({"good", "good"}) == Answer::discard);
  CHECK(with_pass({}) == Answer::discard);
  relay.store.pass_trouble = true;
  CHECK(with_pass({"good"}) == Answer::temporary_failure);
}

TEST_CASE("session: bounds, at the bound and one past") {
  Relay relay;
  Session session(relay.services, true);
  const auto with_recipients = [&](int count) {
    CHECK(session.mail("<t@x>", relay.mta) == Answer::proceed);
    for (int i = 0; i < count; ++i) session.rcpt("<a" + std::to_string(i) + "@x>");
    session.body("x");
    return session.end_of_message(relay.mta);
  };
  CHECK(with_recipients(3) == Answer::proceed);
  CHECK(with_recipients(4) == Answer::refuse);
  const auto with_own = [&](std::size_t count) {
    CHECK(session.mail("<t@x>", relay.mta) == Answer::proceed);
    session.rcpt("<a@x>");
    for (std::size_t i = 0; i < count; ++i) session.header("X-Hallpass-Verdict", " allow");
    return session.end_of_message(relay.mta);
  };
  CHECK(with_own(kOwnHeadersMax) == Answer::proceed);
  CHECK(with_own(kOwnHeadersMax + 1) == Answer::refuse);
}

TEST_CASE("session: a spool that fails is a temporary failure of that message only") {
  Settings settings;
  settings.milter.spool_dir = "/nonexistent/spool";
  settings.limits.spool_memory_bytes = 100;
  Relay relay(settings);
  Session session(relay.services, true);
  CHECK(relay.send(session, "a@x", std::string(200, 'x')) == Answer::temporary_failure);
  CHECK(relay.send(session, "a@x", "small") == Answer::proceed);
}

TEST_CASE("session: a call that failed inside ends the message in a temporary failure") {
  Relay relay;
  Session session(relay.services, true);
  CHECK(session.mail("<t@x>", relay.mta) == Answer::proceed);
  session.rcpt("<a@x>");
  session.damage("header");
  CHECK(session.end_of_message(relay.mta) == Answer::temporary_failure);
  CHECK(relay.send(session, "a@x", "next") == Answer::proceed);
}

TEST_CASE("session: angle brackets off, nothing else") {
  CHECK(without_brackets("<a@x>") == "a@x");
  CHECK(without_brackets("<>") == "");
  CHECK(without_brackets("a@x") == "a@x");
  CHECK(without_brackets("<a@x") == "<a@x");
  CHECK(without_brackets("") == "");
}

TEST_CASE("session: a message is remembered once the MTA has our answer, and only if we carried it out") {
  Relay relay;
  const std::unique_ptr<State> state = make_state_in_memory();
  SessionServices services{relay.judges, relay.store, relay.admission, false, state.get()};
  Session session(services, true);
  const auto sent_to = [&](std::string_view recipient) {
    return state->correspondence().habit("t@school.example", recipient).messages;
  };
  session.connect("client.school.example", "192.0.2.7", relay.mta);

  CHECK(relay.send(session, "a@x.example", "hello") == Answer::proceed);
  CHECK(sent_to("a@x.example") == 0);  // the answer may still be lost
  CHECK(relay.send(session, "b@x.example", "hello") == Answer::proceed);
  CHECK(sent_to("a@x.example") == 1);

  relay.store.full = true;
  CHECK(relay.send(session, "hold@x.example", "hello") == Answer::temporary_failure);
  session.close();
  CHECK(sent_to("b@x.example") == 1);
  CHECK(sent_to("hold@x.example") == 0);
  CHECK(state->volume().recipients_since("t@school.example", 4'000'000'000, 4'000'000'000) == 2);
}

TEST_CASE("session: monitor learns habits too, but not of whom it would have held") {
  Settings settings = Relay::defaults();
  settings.milter.monitor = true;
  Relay relay(settings);
  const std::unique_ptr<State> state = make_state_in_memory();
  SessionServices services{relay.judges, relay.store, relay.admission, false, state.get()};
  Session session(services, true);
  CHECK(relay.send(session, "a@x.example", "hello") == Answer::proceed);
  CHECK(relay.send(session, "hold@x.example", "hello") == Answer::proceed);
  session.close();
  CHECK(state->correspondence().habit("t@school.example", "a@x.example").messages == 1);
  CHECK(state->correspondence().habit("t@school.example", "hold@x.example").messages == 0);
  CHECK(state->volume().recipients_since("t@school.example", 4'000'000'000, 4'000'000'000) == 2);
}

TEST_CASE("session: a message in work claims its recipients until its answer counts, and gives them back where it fails") {
  Relay relay;
  const test::TempDir dir;
  auto opened = open_state({.file = dir.file("state.db"), .key = dir.file("state.key")});
  REQUIRE(opened);
  State& state = **opened;
  auto judge = std::make_shared<test::AddressJudge>(Relay::defaults());
  judge->state = &state;
  JudgeSlot judges(judge);
  SessionServices services{judges, relay.store, relay.admission, false, &state};
  Session session(services, true);
  const std::int64_t now = std::time(nullptr);
  const auto counted = [&] { return state.volume().recipients_since("t@school.example", now + 10, 3'600); };
  const auto claimed = [&] {
    const auto view = state.recall({.sender = "t@school.example", .recipients = {}, .volume = {}, .now_seconds = now + 10});
    return view->volume().recipients_since("t@school.example", now + 10, 3'600);
  };
  CHECK(relay.send(session, "a@x.example", "hello") == Answer::proceed);
  CHECK(counted() == 0);
  CHECK(claimed() == 1);  // the answer is on its way
  relay.store.full = true;
  CHECK(relay.send(session, "hold@x.example", "hello") == Answer::temporary_failure);
  CHECK(counted() == 1);
  CHECK(claimed() == 1);  // the failed one is gone
  relay.store.full = false;
  CHECK(relay.send(session, "b@x.example", "hello") == Answer::proceed);
  CHECK(claimed() == 2);
  session.close();
  CHECK(counted() == 2);
  CHECK(claimed() == 2);
}
