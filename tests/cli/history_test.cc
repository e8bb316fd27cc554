// history import and config check, as a person runs them.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "hallpass/state.h"
#include "tests/cli/run_hallpass.h"

namespace hallpass {
namespace {

using test::run_hallpass;
using test::TempDir;
using Json = nlohmann::json;

constexpr const char* kConfig = "[district]\ninternal_domains = [\"school.example\"]\n[state]\nfile = \"state.db\"\nkey = \"state.key\"\n";

std::string message(const std::string& from, const std::string& to) {
  return "From: " + from + "\nTo: " + to + "\nDate: Mon, 2 Mar 2026 12:00:00 +0000\nSubject: x\n\nbody\n";
}

TEST_CASE("hallpass history import: habits of the district's senders, nothing of others") {
  const TempDir dir;
  const std::string config = dir.write("hallpass.toml", kConfig);
  dir.write("sent/1.eml", message("Ann <ann@school.example>", "Bob <bob@else.example>, cas@else.example"));
  dir.write("sent/2.eml", message("ann@school.example", "bob@else.example"));
  dir.write("sent/3.eml", message("outsider@else.example", "ann@school.example"));
  dir.write("sent/4.eml", "From: ann@school.example\nSubject: nobody\n\nbody\n");
  const auto ran = run_hallpass("history import --json -c '" + config + "' '" + dir.file("sent") + "'");
  CAPTURE(ran.err);
  CHECK(ran.status == 0);
  const auto told = Json::parse(ran.out);
  CHECK(told["messages"] == 2);
  CHECK(told["from_outside"] == 1);
  CHECK(told["without_people"] == 1);

  const auto state = open_state({.file = dir.file("state.db"), .key = dir.file("state.key")});
  REQUIRE(state);
  CHECK((*state)->correspondence().habit("ann@school.example", "bob@else.example").messages == 2);
  CHECK((*state)->correspondence().together("ann@school.example", "bob@else.example", "cas@else.example") == 1);
  CHECK(!(*state)->correspondence().known("outsider@else.example"));
  CHECK((*state)->volume().recipients_since("ann@school.example", 1'772'452'800, 3'600) == 0);  // an archive is no mass mail
}

std::uint32_t learnt(const TempDir& dir, const std::string& sender, const std::string& recipient) {
  const auto state = open_state({.file = dir.file("state.db"), .key = dir.file("state.key")});
  REQUIRE(state);
  return (*state)->correspondence().habit(sender, recipient).messages;
}

TEST_CASE("hallpass history import: from an mbox and a Maildir") {
  const TempDir dir;
  const std::string config = dir.write("hallpass.toml", kConfig);
  dir.write("sent.mbox", "From ann@school.example Mon Mar  2 12:00:00 2026\n" + message("ann@school.example", "bob@else.example") +
                             "\nFrom ann@school.example Mon Mar  2 13:00:00 2026\n" + message("ann@school.example", "bob@else.example, dan@home.example"));
  dir.write("Maildir/cur/1.host:2,S", message("ann@school.example", "dan@home.example"));
  dir.write("Maildir/new/2.host", message("eve@school.example", "dan@home.example"));
  dir.write("Maildir/tmp/3.host", message("ann@school.example", "dan@home.example"));  // not delivered yet
  const auto ran = run_hallpass("history import --json -c '" + config + "' '" + dir.file("sent.mbox") + "' '" + dir.file("Maildir") + "'");
  CAPTURE(ran.err);
  CHECK(ran.status == 0);
  CHECK(Json::parse(ran.out)["messages"] == 4);
  CHECK(learnt(dir, "ann@school.example", "bob@else.example") == 2);
  CHECK(learnt(dir, "ann@school.example", "dan@home.example") == 2);
  CHECK(learnt(dir, "eve@school.example", "dan@home.example") == 1);
}

TEST_CASE("hallpass history import: from a Postfix log") {
  const TempDir dir;
  const std::string config = dir.write("hallpass.toml", kConfig);
  const std::string host = " mail postfix/", old_time = "Nov 20 08:15:37", new_time = "2026-03-02T12:00:00.123456-06:00";
  dir.write("mail.log",
            old_time + host + "smtpd[1]: 4A1: client=pc.school.example[10.0.0.9], sasl_method=PLAIN, sasl_username=ann@school.example\n" +
            old_time + host + "qmgr[2]: 4A1: from=<office@school.example>, size=900, nrcpt=3 (queue active)\n" +
            old_time + host + "smtp[3]: 4A1: to=<Bob@else.example>, relay=mx.else.example[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 ok)\n" +
            old_time + host + "smtp[3]: 4A1: to=<gone@else.example>, relay=mx.else.example[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 no)\n" +
            old_time + host + "smtp[3]: 4A1: to=<filter@else.example>, relay=127.0.0.1[127.0.0.1]:10024, dsn=2.0.0, status=sent (250 queued as 4A9)\n" +
            old_time + host + "qmgr[2]: 4A1: removed\n" +
            new_time + host + "qmgr[2]: 4B2: from=<eve@school.example>, size=1, nrcpt=1 (queue active)\n" +
            new_time + " mail dovecot: 4B2: to=<wrong@else.example>, status=sent\n" +
            new_time + host + "smtp[3]: 4B2: to=<dan@home.example>, relay=mx.home.example[192.0.2.2]:25, dsn=2.0.0, status=sent (250 ok)\n" +
            new_time + host + "qmgr[2]: 4C3: from=<outsider@else.example>, size=1, nrcpt=1 (queue active)\n" +
            new_time + host + "local[3]: 4C3: to=<ann@school.example>, relay=local, dsn=2.0.0, status=sent (delivered)\n" +
            new_time + host + "qmgr[2]: 4C3: removed\n" + std::string(20'000, 'x') + "\nnonsense postfix/\n");
  const auto ran = run_hallpass("history import --json -c '" + config + "' '" + dir.file("mail.log") + "'");
  CAPTURE(ran.err);
  CHECK(ran.status == 0);
  const auto told = Json::parse(ran.out);
  CHECK(told["messages"] == 2);
  CHECK(told["from_outside"] == 1);
  CHECK(learnt(dir, "ann@school.example", "bob@else.example") == 1);
  CHECK(learnt(dir, "ann@school.example", "gone@else.example") == 0);
  CHECK(learnt(dir, "ann@school.example", "filter@else.example") == 0);
  CHECK(learnt(dir, "office@school.example", "bob@else.example") == 0);
  CHECK(learnt(dir, "eve@school.example", "dan@home.example") == 1);
  CHECK(learnt(dir, "eve@school.example", "wrong@else.example") == 0);
  const auto state = open_state({.file = dir.file("state.db"), .key = dir.file("state.key")});
  CHECK((*state)->correspondence().habit("eve@school.example", "dan@home.example").last_seconds == 1'772'474'400);
}

TEST_CASE("hallpass history import: what is missing is told") {
  const TempDir dir;
  const std::string no_domains = dir.write("a.toml", "[state]\nfile = \"state.db\"\nkey = \"k\"\n");
  const std::string no_state = dir.write("b.toml", "[district]\ninternal_domains = [\"school.example\"]\n");
  CHECK(run_hallpass("history import -c '" + no_domains + "' x").status == 64);
  CHECK(run_hallpass("history import -c '" + no_state + "' x").status == 64);
  CHECK(run_hallpass("history import -c '" + dir.write("c.toml", kConfig) + "' '" + dir.file("nothing.mbox") + "'").status == 66);
}

TEST_CASE("hallpass config check: good, bad, missing") {
  const TempDir dir;
  CHECK(run_hallpass("config check '" HALLPASS_SOURCE_DIR "/config/hallpass.toml'").status == 0);
  const std::string bad = dir.write("bad.toml", "[milter]\nscoket = 1\n[policy]\nfile = 3\n");
  const auto ran = run_hallpass("config check '" + bad + "'");
  CHECK(ran.status == 78);
  CHECK(ran.out.find(bad + ":2:1: unknown key 'scoket' in [milter]; did you mean 'socket'?") != std::string::npos);
  CHECK(ran.out.find(bad + ":4:8: 'file' wants a text in quotes") != std::string::npos);
  const auto json = Json::parse(run_hallpass("config check --json '" + bad + "'").out);
  CHECK(json["good"] == false);
  CHECK(json["problems"].size() == 2);
  CHECK(run_hallpass("config check '" + dir.file("none.toml") + "'").status == 78);
  // A good hallpass.toml whose policy is wrong, and whose lexicons are not there: both are told.
  const std::string half = dir.write("half.toml", "");
  dir.write("policy.toml", "[[rule]]\nid = \"a\"\n");
  const auto both = run_hallpass("config check '" + half + "'");
  CHECK(both.status == 78);
  CHECK(both.out.find("lacks 'title'") != std::string::npos);
  CHECK(both.out.find("lexicons") != std::string::npos);
}

TEST_CASE("hallpass config check: what alias files do not say clearly") {
  const TempDir dir;
  const std::string shipped = HALLPASS_SOURCE_DIR "/config/";
  const auto with = [&](const std::string& aliases) {
    return dir.write("hallpass.toml", "[district]\ninternal_domains = [\"school.example\"]\nalias_files = [\"" + aliases + "\"]\n[policy]\nfile = \"" +
                                          shipped + "policy.toml\"\nlexicons = \"" + shipped + "lexicons\"\n");
  };
  dir.write("good", "staff: ann, bob\n");
  CHECK(run_hallpass("config check '" + with("good") + "'").status == 0);
  dir.write("bad", "staff: ann, staff\nnonsense\n");
  const auto ran = run_hallpass("config check '" + with("bad") + "'");
  CHECK(ran.status == 78);
  CHECK(ran.out.find("bad:2: neither") != std::string::npos);
  CHECK(ran.out.find("the list 'staff' contains itself") != std::string::npos);
  CHECK(run_hallpass("config check '" + with("missing") + "'").status == 78);
}

TEST_CASE("hallpass config show: what is in force, defaults included") {
  const auto ran = run_hallpass("config show -c '" HALLPASS_SOURCE_DIR "/config/hallpass.toml'");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("message_ms = 10000") != std::string::npos);
  CHECK(ran.out.find("student-records") != std::string::npos);
  const auto json = Json::parse(run_hallpass("config show --json -c '" HALLPASS_SOURCE_DIR "/config/hallpass.toml'").out);
  CHECK(json["settings"]["limits"]["parts_max"] == 10'000);
  CHECK(json["rules"].size() >= 13);
}

}  // namespace
}  // namespace hallpass
