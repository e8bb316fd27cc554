#include "milter/apply_verdict.h"

#include <doctest/doctest.h>

#include "tests/milter/fakes.h"

using namespace hallpass;
using Calls = std::vector<std::string>;

namespace {

struct Scene {
  Envelope envelope;
  std::vector<std::string> as_given;
  Report report;
  OwnHeaders own_headers;
  MilterSettings settings;
  bool over_tcp = false;
  std::int64_t elapsed_ms = 3;
  test::RecordingMta mta;
  test::MemoryStore store;

  explicit Scene(const std::vector<std::string>& recipients) {
    envelope.sender = "t@school.example";
    envelope.recipients = recipients;
    for (const auto& recipient : recipients) as_given.push_back("<" + recipient + ">");
    report = test::report_for(recipients);
  }
  Applied apply() {
    return apply_verdict(Judged{.envelope = envelope, .recipients_as_given = as_given, .bytes = "A: b\r\n\r\n",
                                .report = report, .own_headers = own_headers, .settings = settings,
                                .subject = " Marks", .has_subject = true, .over_tcp = over_tcp,
                                .reference = "4XyZ", .elapsed_ms = elapsed_ms,
                                .now_seconds = 1},
                         partition(report), mta, store);
  }
};

}  // namespace

TEST_CASE("apply: each kind of verdict, call by call") {
  struct Case {
    const char* why;
    std::vector<std::string> recipients;
    Answer answer;
    Calls mta;
    std::vector<std::string> held_for;
  };
  const Case cases[] = {
      {"allow: one header", {"a@x"}, Answer::proceed, {"add X-Hallpass-Verdict=allow"}, {}},
      {"tag: what was found, by category", {"tag@x"}, Answer::proceed,
       {"add X-Hallpass-Verdict=tag", "add X-Hallpass-Findings=record.grades"}, {}},
      {"encrypt: the route header", {"encrypt@x", "a@x"}, Answer::proceed,
       {"add X-Hallpass-Verdict=encrypt", "add X-Hallpass-Findings=record.grades", "add X-Hallpass-Route=require-tls"}, {}},
      {"held for all: stored, probed, discarded", {"hold@x", "hold2@x"}, Answer::discard, {"probe"}, {"hold@x", "hold2@x"}},
      {"held for one: the others get it without a word of it", {"a@x", "hold@x"}, Answer::proceed,
       {"probe", "remove <hold@x>", "add X-Hallpass-Verdict=allow"}, {"hold@x"}},
      {"given twice, held and removed once", {"hold@x", "a@x", "hold@x"}, Answer::proceed,
       {"probe", "remove <hold@x>", "add X-Hallpass-Verdict=allow"}, {"hold@x"}},
      {"rejected for all", {"reject@x"}, Answer::refuse, {"refuse 550 5.7.1"}, {}},
      {"rejected for one: held for that one", {"a@x", "reject@x"}, Answer::proceed,
       {"probe", "remove <reject@x>", "add X-Hallpass-Verdict=allow"}, {"reject@x"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Scene scene(c.recipients);
    const Applied applied = scene.apply();
    CHECK(applied.answer == c.answer);
    CHECK(applied.trouble.empty());
    CHECK(scene.mta.calls == c.mta);
    const auto items = scene.store.items();
    CHECK(items.size() == (c.held_for.empty() ? 0 : 1));
    CHECK(applied.held.empty() == c.held_for.empty());
    for (const auto& [id, item] : items) {
      CHECK(item.recipients == c.held_for);
      CHECK_FALSE(item.confirmed);  // only once the MTA has our answer
    }
  }
}

TEST_CASE("apply: a store that fails means temporary failure and nothing changed") {
  for (const auto& recipients : {std::vector<std::string>{"hold@x"}, {"a@x", "hold@x"}}) {
    Scene scene(recipients);
    scene.store.full = true;
    const Applied applied = scene.apply();
    CHECK(applied.answer == Answer::temporary_failure);
    CHECK(applied.trouble.find("No space left") != std::string::npos);
    CHECK(scene.mta.calls.empty());
  }
}

TEST_CASE("apply: every request to the MTA fails in turn") {
  for (const auto& recipients :
       {std::vector<std::string>{"a@x"}, {"tag@x"}, {"encrypt@x"}, {"hold@x"}, {"a@x", "hold@x", "tag@x"}, {"reject@x"}}) {
    Scene whole(recipients);
    whole.own_headers.note("X-Hallpass-Verdict", "allow");
    whole.settings.subject_prefix = "[P]";
    whole.over_tcp = true;
    REQUIRE(whole.apply().trouble.empty());
    for (std::size_t n = 0; n < whole.mta.calls.size(); ++n) {
      Scene scene(recipients);
      scene.own_headers.note("X-Hallpass-Verdict", "allow");
      scene.settings.subject_prefix = "[P]";
      scene.over_tcp = true;
      scene.mta.fail_at = static_cast<int>(n);
      CAPTURE(whole.mta.calls[n]);
      const Applied applied = scene.apply();
      CHECK(applied.answer == Answer::temporary_failure);
      CHECK(applied.held.empty());  // nothing to confirm: the sender comes again
      CHECK_FALSE(applied.trouble.empty());
      CHECK(scene.mta.calls.size() == n + 1);
    }
  }
}

TEST_CASE("apply: the probe is doubled on TCP, where the first write proves nothing") {
  Scene scene({"hold@x"});
  scene.over_tcp = true;
  scene.mta.fail_at = 1;
  CHECK(scene.apply().answer == Answer::temporary_failure);
  CHECK(scene.mta.calls == Calls{"probe", "probe"});
}

TEST_CASE("apply: after a slow verdict nothing is stored for an MTA that left") {
  Scene scene({"hold@x"});
  scene.elapsed_ms = 1000;
  scene.mta.fail_at = 0;
  CHECK(scene.apply().answer == Answer::temporary_failure);
  CHECK(scene.store.log.empty());
  scene.mta = {};
  CHECK(scene.apply().answer == Answer::discard);
  CHECK(scene.mta.calls == Calls{"probe", "probe"});
}

TEST_CASE("apply: the same message again is the same item") {
  Scene scene({"hold@x"});
  const Applied first = scene.apply();
  const Applied second = scene.apply();
  CHECK(first.held == second.held);
  CHECK(scene.store.items().size() == 1);
}

TEST_CASE("apply: incoming headers of ours are out before ours go in, and a subject is tagged") {
  Scene scene({"tag@x"});
  scene.own_headers.note("X-Hallpass-Verdict", "allow");
  scene.own_headers.note("X-Hallpass-Verdict", "released");
  scene.settings.subject_prefix = "[P]";
  CHECK(scene.apply().answer == Answer::proceed);
  CHECK(scene.mta.calls == Calls{"delete X-Hallpass-Verdict 2", "delete X-Hallpass-Verdict 1", "add X-Hallpass-Verdict=tag",
                                 "add X-Hallpass-Findings=record.grades", "change Subject 1=[P] Marks"});
}

TEST_CASE("apply: a released message goes as it is, without our headers") {
  Scene scene({"hold@x"});
  scene.own_headers.note("X-Hallpass-Pass", "p");
  CHECK(apply_release(scene.own_headers, scene.mta).answer == Answer::proceed);
  CHECK(scene.mta.calls == Calls{"delete X-Hallpass-Pass 1", "add X-Hallpass-Verdict=released"});
  scene.mta = {};
  scene.mta.fail_at = 0;
  CHECK(apply_release(scene.own_headers, scene.mta).answer == Answer::temporary_failure);
}
