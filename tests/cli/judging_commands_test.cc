// explain, read, evaluate, diff and detectors, as a person runs them.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/run_hallpass.h"

namespace hallpass {
namespace {

using test::run_hallpass;
using test::TempDir;
using Json = nlohmann::json;

const std::string kDistrict = "--district '" + test::kGoldenDistrict + "' ";

std::string golden(const std::string& name) { return "'" + test::kGoldenMail + name + ".eml' "; }

TEST_CASE("hallpass explain: who may know how much, and what to do; no names, no values") {
  const auto ran = run_hallpass("explain " + kDistrict + golden("06-mixed-recipients"));
  CAPTURE(ran.out);
  CHECK(ran.status == 0);
  for (const char* said : {"quarantine", "helen.ostrander@mail.example: guardian: 1 student; the recipient is guardian of the student -> encrypt",
                           "coach.lind@strikers-fc.example: outsider: 1 student; the recipient has no tie to the student -> quarantine",
                           "record.grades, certain", "about 1 student", "recognised by full name", "to do: a reviewer"}) {
    CAPTURE(said);
    CHECK(ran.out.find(said) != std::string::npos);
  }
  for (const char* hidden : {"Tobias", "62%"}) {
    CAPTURE(hidden);
    CHECK(ran.out.find(hidden) == std::string::npos);
  }
  const auto json = run_hallpass("explain --json " + kDistrict + golden("06-mixed-recipients"));
  const auto value = Json::parse(json.out);
  CHECK(value["explanation"]["recipients"].size() == 2);
  CHECK(value["explanation"]["recipients"][0]["entitled_to"] == 1);
  CHECK(run_hallpass("explain " + kDistrict + "missing.eml").status == 66);
  CHECK(run_hallpass("explain " + kDistrict + golden("16-lesson-plan")).out.find("nothing") != std::string::npos);
}

TEST_CASE("hallpass read: every unit of a message or a document, safe for a terminal") {
  const TempDir dir;
  const std::string csv = dir.write("list.csv", "Name,Room\nReading,214\n");
  const std::string odd = dir.write("odd.txt", "bell\x07 escape\x1b[31m\n");
  const auto message = run_hallpass("read " + golden("02-gradebook-csv"));
  CHECK(message.status == 0);
  CHECK(message.out.find("(header)") != std::string::npos);
  CHECK(message.out.find("bio-p3.csv") != std::string::npos);
  CHECK(message.out.find("Quarter grade") != std::string::npos);
  const auto json = Json::parse(run_hallpass("read --json '" + csv + "'").out);
  CHECK(json["schema"] == 1);
  bool cells = false;
  for (const auto& unit : json["units"]) cells = cells || unit["cells"].size() == 4;
  CHECK(cells);
  CHECK(run_hallpass("read '" + odd + "'").out.find('\x1b') == std::string::npos);
  CHECK(run_hallpass("read missing.pdf").status == 66);
  CHECK(run_hallpass("read -", "Subject: hello\n\nworld\n").out.find("world") != std::string::npos);
  CHECK(run_hallpass("read --message --document x").status == 64);
}

TEST_CASE("hallpass evaluate: figures, bars and a page") {
  const TempDir dir;
  const std::string mail = test::read_file(test::kGoldenMail + "01-grades-to-outsider.eml");
  dir.write("a.eml", mail);
  dir.write("b.eml", test::read_file(test::kGoldenMail + "16-lesson-plan.eml"));
  const std::string manifest = dir.write(
      "m.jsonl",
      "{\"file\": \"a.eml\", \"expect\": {\"must\": [\"record.grades\"], \"may\": [], \"students\": [\"stu-2\", \"stu-5\"], "
      "\"recipients\": {\"editor@valleyherald.example\": \"quarantine\"}}}\n"
      "{\"file\": \"b.eml\", \"expect\": {\"must\": [], \"may\": [], \"students\": [], \"recipients\": "
      "{\"swap@teachers-share.example\": \"allow\"}}}\n");
  const std::string words = "evaluate " + kDistrict + "-m '" + manifest + "' ";
  const auto ran = run_hallpass(words + "--html '" + dir.file("o.html") + "'");
  CAPTURE(ran.err);
  CHECK(ran.status == 0);
  CHECK(ran.out.find("leak recall           1.000 (1 of 1)") != std::string::npos);
  CHECK(test::read_file(dir.file("o.html")).find("<h2>Categories</h2>") != std::string::npos);
  CHECK(Json::parse(run_hallpass(words + "--json").out)["figures"]["macro_f1"] == 1.0);

  CHECK(run_hallpass(words + "--min macro_f1=0.9,leak_recall=1 --max false_hold=0").status == 0);
  const std::string wrong = dir.write("w.jsonl", "{\"file\": \"b.eml\", \"expect\": {\"must\": [\"pii.ssn\"], \"recipients\": {}}}\n");
  const auto below = run_hallpass("evaluate " + kDistrict + "-m '" + wrong + "' --min macro_f1=0.9");
  CHECK(below.status == 1);
  CHECK(below.err.find("macro_f1 is 0.0000, at least 0.9 was asked for") != std::string::npos);
  CHECK(run_hallpass("evaluate " + kDistrict + "-m '" + wrong + "' --min leak_recall=0.9").status == 1);  // cannot be measured
  CHECK(run_hallpass(words + "--min macro_f2=0.9").status == 64);
  CHECK(run_hallpass(words + "--min macro_f1=high").status == 64);
  CHECK(run_hallpass(words + "--min macro_f1").status == 64);
  const std::string unlabelled = dir.write("u.jsonl", "{\"file\": \"b.eml\"}\n");
  CHECK(run_hallpass("evaluate " + kDistrict + "-m '" + unlabelled + "'").status == 65);
  const std::string word = dir.write("v.jsonl", "{\"file\": \"b.eml\", \"expect\": {\"recipients\": {\"a@x.example\": \"hold\"}}}\n");
  CHECK(run_hallpass("evaluate " + kDistrict + "-m '" + word + "'").status == 65);
  const std::string gone = dir.write("g.jsonl", "{\"file\": \"gone.eml\", \"expect\": {\"must\": [\"pii.ssn\"], \"recipients\": {}}}\n");
  const auto missing = run_hallpass("evaluate " + kDistrict + "-m '" + gone + "'");
  CHECK(missing.status == 66);
  CHECK(missing.out.find("1 could not be read") != std::string::npos);
}

TEST_CASE("hallpass diff: what a second policy changes") {
  const TempDir dir;
  const std::string shipped = HALLPASS_SOURCE_DIR "/config/";
  std::string policy = test::read_file(shipped + "policy.toml");
  for (auto at = policy.find("\"quarantine\""); at != std::string::npos; at = policy.find("\"quarantine\"", at)) {
    policy.replace(at, 12, "\"tag\"");
  }
  dir.write("policy.toml", policy);
  const std::string settings = test::read_file(shipped + "hallpass.toml");
  dir.write("hallpass.toml", settings);
  REQUIRE(std::system(("ln -s '" + shipped + "lexicons' '" + dir.file("lexicons") + "'").c_str()) == 0);
  const std::string old = "--config '" + shipped + "hallpass.toml' ", mild = "--config '" + dir.file("hallpass.toml") + "' ";
  const auto same = run_hallpass("diff " + old + old + kDistrict + golden("01-grades-to-outsider"));
  CAPTURE(same.err);
  CHECK(same.status == 0);
  CHECK(same.out.find("1 message, 0 judged differently") != std::string::npos);
  const auto changed = run_hallpass("diff " + old + mild + kDistrict + golden("01-grades-to-outsider") + golden("16-lesson-plan"));
  CAPTURE(changed.err);
  CAPTURE(changed.out);
  CHECK(changed.status == 1);
  CHECK(changed.out.find("quarantine -> tag") != std::string::npos);
  CHECK(changed.out.find("1 held before, 0 now (0 more, 1 fewer)") != std::string::npos);
  const auto files_last = run_hallpass("diff " + kDistrict + old + old + golden("01-grades-to-outsider"));
  CHECK_MESSAGE(files_last.status == 0, files_last.err);
  for (const std::string& configs : {old, old + old + mild, std::string()}) {
    CAPTURE(configs);
    CHECK(run_hallpass("diff " + configs + kDistrict + golden("16-lesson-plan")).status == 64);
  }
}

TEST_CASE("hallpass detectors: every detector with what it finds") {
  const auto ran = run_hallpass("detectors");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("pii.ssn") != std::string::npos);
  CHECK(test::lines_of(run_hallpass("detectors --json").out) >= 4);
}

}  // namespace
}  // namespace hallpass
