// hallpass roster build, show, lookup, stats and verify, as a person types them.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/run_hallpass.h"
#include "tests/support/many_people.h"

using namespace hallpass::test;
using Json = nlohmann::json;

namespace {

constexpr const char* kHead = "sourcedId,role,givenName,familyName,identifier,email,agentSourcedIds,orgSourcedIds,phone,x.home\n";
constexpr const char* kPeople =
    "s1,student,Robert,Larkin,310001,s1@school.example,g1,o1,,5715 Lincoln Avenue\n"
    "s2,student,Ida,Moss,310002,s2@school.example,g1,o1,,\n"
    "g1,guardian,Ada,Larkin,,ada@home.example,,,555-201-0101,\n"
    "t1,counselor,Kim,Jung,E17560,kim@school.example,,o1,,\n";

// A district's folder with a hallpass.toml of its own.
struct Place {
  TempDir dir;
  std::string index = dir.file("roster.idx"), key = dir.file("roster.key");

  Place() {
    write(kPeople);
    dir.write("side.csv", "sourcedId,optOut,photoConsent,dependent\ns1,email;phone,yes,yes\n");
    config("side = \"side.csv\"\n[roster.columns]\nhome_address = \"x.home\"\n");
  }
  void write(const std::string& people) const { dir.write("export/users.csv", kHead + people); }
  void config(const std::string& roster) const {
    dir.write("hallpass.toml", "[roster]\nindex = \"roster.idx\"\nkey = \"roster.key\"\n" + roster +
                                   "[policy]\nfile = \"" HALLPASS_SOURCE_DIR "/config/policy.toml\"\nlexicons = \"" HALLPASS_SOURCE_DIR "/config/lexicons\"\n");
  }
  Ran run(const std::string& words) const { return run_hallpass("roster " + words + " -c '" + dir.file("hallpass.toml") + "'"); }
  Ran build(const std::string& more = {}) const { return run("build '" + dir.file("export") + "' " + more); }
};

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("roster build: counts, what changed, problems with their places") {
  const Place place;
  const Ran first = place.build();
  CHECK_MESSAGE(first.status == 0, first.err);
  CHECK(has(first.out, "2 students, 1 guardians, 1 staff; 2 guardian ties, 2 teacher ties"));
  CHECK(has(first.out, "against the index in use: 4 added, 0 gone, 0 students with other guardians"));
  CHECK_MESSAGE(first.err.empty(), "no progress where nobody watches");

  place.write(std::string(kPeople) + "s3,student,Vera,Quist\ng2,guardian,Olaf,Moss,,olaf@home.example,s2,,,\n");
  const Ran second = place.build("--bad-max 50 --json");
  REQUIRE_MESSAGE(second.status == 0, second.err);
  CHECK(lines_of(second.out) == 1);
  const Json said = Json::parse(second.out);
  CHECK(said["added"] == 1);
  CHECK(said["gone"] == 0);
  CHECK(said["changed_guardians"] == 1);
  CHECK(said["problem_count"] == 1);
  CHECK(said["problems"][0]["file"] == "users.csv");
  CHECK(said["problems"][0]["line"] == 6);
  struct ::stat key {};
  REQUIRE(::stat(place.key.c_str(), &key) == 0);
  CHECK((key.st_mode & 0777) == 0600);
}

TEST_CASE("roster build: a terminal shows how far it is, and is left clean") {
  const TempDir dir;
  write_export({.students = 3'000, .guardians = 3'000, .staff = 10}, dir.file("export"));
  dir.write("hallpass.toml", "[roster]\nindex = \"roster.idx\"\nkey = \"roster.key\"\n[policy]\nlexicons = \"" HALLPASS_SOURCE_DIR "/config/lexicons\"\n");
  const std::string command = HALLPASS_BUILD_DIR "/hallpass roster build " + dir.file("export") + " -c " + dir.file("hallpass.toml");
  const std::string on_terminal = "script -qec '" + command + "' /dev/null </dev/null >'" + dir.file("seen") + "'";
  CHECK(shell_status(on_terminal) == 0);
  const std::string seen = read_file(dir.file("seen"));
  CAPTURE(seen);
  const auto shown = seen.find("4096 of "), wiped = seen.rfind("\r\033[K"), said = seen.find("3000 students, 3000 guardians");
  REQUIRE((shown < wiped && wiped < said));
  CHECK(said != std::string::npos);
}

TEST_CASE("roster build: refusals leave the index in use") {
  const Place place;
  REQUIRE(place.build().status == 0);
  const std::string before = read_file(place.index);
  const auto refused = [&](const Ran& ran, int status, std::string_view words) {
    CHECK_MESSAGE(ran.status == status, ran.err);
    CHECK_MESSAGE(has(ran.err, words), ran.err);
    CHECK(ran.out.empty());
    CHECK_FALSE(has(ran.err, "Larkin"));
    CHECK((read_file(place.index) == before));
  };
  place.write("s1,student,Robert,Larkin,310001,s1@school.example,,o1,,\n");
  refused(place.build(), 64, "3 of 4 people in the index are not in the export; the index in use stays");
  refused(place.build("--vanished-max 74"), 64, "--force");
  CHECK_MESSAGE(place.build("--vanished-max 75").status == 0, "as many as allowed");
  place.write(kPeople);
  REQUIRE(place.build().status == 0);
  place.write("s1,student,Robert,Larkin,310001,s1@school.example,,o1,,\n");
  CHECK_MESSAGE(place.build("--force").status == 0, "a person decided");
  place.write(kPeople);
  REQUIRE(place.build("--force").status == 0);
  REQUIRE((read_file(place.index) == before));

  place.write(std::string(kPeople) + "s3,student\n");
  refused(place.build(), 65, "users.csv:6: 2 fields where the header has 10");
  place.dir.write("export/users.csv", "sourcedId,givenName\ns1,A\n");
  refused(place.build(), 65, "users.csv:1: column 'familyName' is missing");
  place.write(kPeople);
  refused(place.run("build '" + place.dir.file("nowhere") + "'"), 66, "no such folder or zip");
  refused(place.build("--column shoe=x.home"), 64, "'shoe' is none of ours");
  refused(place.build("--column home_address"), 64, "OURS=THEIRS");
  refused(place.build("--column home_address=password"), 65, "never read");
  refused(place.build("--lexicons '" + place.dir.file("nowhere") + "'"), 66, "lexicons");
  refused(place.build("--vanished-max 101"), 64, "--vanished-max");
  place.config("side = \"side.csv\"\n[roster.columns]\nhome_adress = \"x.home\"\n");
  refused(place.build(), 78, "home_address");
}

TEST_CASE("roster build: mapped columns, nicknames, a zip, a new key") {
  const Place place;
  REQUIRE(place.build().status == 0);
  CHECK_MESSAGE(place.run("lookup address '5715 lincoln ave.'").status == 1, "by the configuration's column");
  CHECK_MESSAGE(place.run("lookup nickname 'Bob Larkin'").status == 1, "by the lexicons that ship");
  const std::string old_key = read_file(place.key);
  REQUIRE(place.build("--new-key").status == 0);
  CHECK(read_file(place.key) != old_key);
  CHECK(place.run("verify").status == 0);
  if (shell_status("command -v zip >/dev/null") != 0) return;
  REQUIRE(shell_status("cd '" + place.dir.file("export") + "' && zip -q ../export.zip users.csv") == 0);
  const Ran ran = place.run("build --oneroster '" + place.dir.file("export.zip") + "'");
  CHECK_MESSAGE(ran.status == 0, ran.err);
}

TEST_CASE("roster lookup: who has a value") {
  const Place place;
  REQUIRE(place.build().status == 0);
  struct Case {
    const char* why;
    const char* words;
    int status;
    const char* out;
  };
  const Case cases[] = {
      {"a number", "number '#310001'", 1, "s1  student\n"},
      {"a name, turned", "name 'Larkin, Robert'", 1, "s1  student\n"},
      {"a phone, in other shape", "phone '(555) 201 0101'", 1, "g1  guardian\n"},
      {"an address of staff", "email KIM@school.example", 1, "t1  staff\n"},
      {"nobody's", "number 310009", 0, "nobody\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const Ran ran = place.run(std::string("lookup ") + c.words);
    CHECK_MESSAGE(ran.status == c.status, ran.err);
    CHECK(ran.out == c.out);
  }
  const Ran json = place.run("lookup number 310001 --json");
  CHECK(Json::parse(json.out) == Json({{"schema", 1}, {"source_id", "s1"}, {"role", "student"}}));
  const Ran unknown = place.run("lookup shoe 9");
  CHECK(unknown.status == 64);
  CHECK(has(unknown.err, "employee-number"));
}

TEST_CASE("roster show: edges, refusals, consent, and nothing of who it is") {
  const Place place;
  REQUIRE(place.build().status == 0);
  const Ran student = place.run("show s1");
  CHECK_MESSAGE(student.status == 0, student.err);
  for (const char* line : {"s1: student\n", "directory opt-out: phone, email\n", "consent: photo\n", "dependent after 18: yes\n",
                           "guardians: g1\n", "teachers and counselors: t1\n"}) {
    CAPTURE(std::string(line));
    CHECK_MESSAGE(has(student.out, line), student.out);
  }
  const Ran guardian = place.run("show g1");
  CHECK(has(guardian.out, "children: s1, s2\n"));
  CHECK(has(place.run("show t1").out, "students: 2\n"));
  const Json said = Json::parse(place.run("show s1 --json").out);
  CHECK(said["consent"] == Json({"photo"}));
  CHECK(said["opt_out"] == Json({"phone", "email"}));
  CHECK(said["guardians"] == Json({"g1"}));
  for (const Ran& ran : {student, guardian}) {
    for (const char* plain : {"Robert", "Larkin", "310001", "ada@"}) CHECK_FALSE(has(ran.out, plain));
  }
  CHECK(place.run("show nobody").status == 66);
}

TEST_CASE("roster stats and verify: the index as a whole") {
  const Place place;
  CHECK_MESSAGE(place.run("stats").status == 66, "not built yet");
  CHECK(has(place.run("verify").err, "hallpass roster build"));
  REQUIRE(place.build().status == 0);
  const Ran stats = place.run("stats");
  CHECK(stats.status == 0);
  CHECK(has(stats.out, "teacher and counselor ties"));
  const Json said = Json::parse(place.run("stats --json").out);
  CHECK(said["students"] == 2);
  CHECK(said["consented"] == 1);
  CHECK(said["guardian_edges"] == 2);
  const Json verified = Json::parse(place.run("verify --json").out);
  CHECK(verified["whole"] == true);
  CHECK(verified["version"] == said["version"]);

  const std::string good = read_file(place.index);
  const auto verify_with = [&](const std::string& bytes) {
    std::ofstream(place.index, std::ios::binary) << bytes;
    return place.run("verify");
  };
  std::string changed = good;
  changed[changed.size() - 3] = static_cast<char>(changed[changed.size() - 3] ^ 1);
  CHECK(has(verify_with(changed).err, "checksum"));
  CHECK(has(verify_with(good.substr(0, good.size() - 9)).err, "cut short"));
  std::string other = good;
  other[8] = 1;
  CHECK(has(verify_with(other).err, "another format version"));
  CHECK(verify_with(good).status == 0);
  place.dir.write("roster.key", std::string(64, 'a') + "\n");
  std::filesystem::permissions(place.key, std::filesystem::perms::owner_read);
  const Ran other_key = place.run("verify");
  CHECK(other_key.status != 0);
  CHECK(has(other_key.err, "another key"));
}
