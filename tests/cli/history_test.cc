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
