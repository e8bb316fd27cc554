#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/run_hallpass.h"

namespace hallpass {
namespace {

using test::run_hallpass;
using test::TempDir;
using Json = nlohmann::json;

const std::string kDistrict = "--district '" + test::kGoldenDistrict + "' ";
const std::string kClean = "'" + test::kGoldenMail + "16-lesson-plan.eml' ";
const std::string kLeak = "'" + test::kGoldenMail + "01-grades-to-outsider.eml' ";

TEST_CASE("hallpass scan: exit status and one clear line for what is wrong") {
  const TempDir dir;
  dir.write("bad.jsonl", "{\"file\": 5}\n");
  dir.write("facts/facts.json", "{\"student_id_format\": \"six\"}");
  struct Case {
    std::string_view why;
    std::string words;
    int status;
    std::string said;  // on standard error; empty: nothing there
  };
  const Case cases[] = {
      {"mail that may go", "scan " + kDistrict + kClean, 0, ""},
      {"mail that may not", "scan " + kDistrict + kLeak, 1, ""},
      {"both", "scan " + kDistrict + kClean + kLeak, 1, ""},
      {"as JSON too", "scan --json " + kDistrict + kLeak, 1, ""},
      {"no message named", "scan " + kDistrict, 64, "name messages"},
      {"an option nobody knows", "scan --colour " + kDistrict + kClean, 64, "--colour"},
      {"a time nobody knows", "scan --now soon " + kDistrict + kClean, 64, "--now"},
      {"too many jobs", "scan --jobs 1000 " + kDistrict + kClean, 64, "--jobs"},
      {"a file that is not there, and one that is", "scan " + kDistrict + "missing.eml " + kLeak, 66, "missing.eml: is not there"},
      {"a manifest that is not there", "scan " + kDistrict + "--manifest missing.jsonl", 66, "missing.jsonl"},
      {"a manifest with a bad row", "scan " + kDistrict + "--manifest '" + dir.file("bad.jsonl") + "'", 65, "bad.jsonl:1: 'file'"},
      {"a district that is not there", "scan --district missing " + kClean, 66, "no such district folder"},
      {"a district without users", "scan --district '" + dir.path() + "' " + kClean, 65, "users.csv"},
      {"facts that are wrong", "scan --district '" + dir.file("facts") + "' " + kClean, 65, "student_id_format"},
      {"a configuration that is not there", "scan -c missing.toml " + kDistrict + kClean, 66, "missing.toml"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const auto ran = run_hallpass(c.words);
    CAPTURE(ran.err);
    CHECK(ran.status == c.status);
    if (c.said.empty()) CHECK(ran.err.empty());
    else CHECK(ran.err.find(c.said) != std::string::npos);
  }
}

TEST_CASE("hallpass scan --json: one object a message with the agreed keys, and the same twice") {
  const std::string words = "scan --json " + kDistrict + kLeak + kClean;
  const auto ran = run_hallpass(words);
  REQUIRE(test::lines_of(ran.out) == 2);
  std::istringstream lines(ran.out);
  std::string line;
  std::getline(lines, line);
  const auto first = nlohmann::ordered_json::parse(line);
  std::vector<std::string> keys;
  for (const auto& [key, value] : first.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema", "file", "message_id", "sender", "engine", "verdict", "recipients", "rules",
                                         "clauses", "students", "findings", "notes", "elapsed_us"});
  CHECK(first["schema"] == 1);
  CHECK(first["verdict"] == "quarantine");
  CHECK(first["recipients"]["editor@valleyherald.example"] == "quarantine");
  CHECK(first["students"] == 2);
  const auto finding = first["findings"][0];
  for (const char* key : {"category", "confidence", "count", "where", "students", "evidence"}) CHECK(finding.contains(key));
  // No matched value, name or text in what it says.
  for (const char* word : {"Ostrander", "Akintola", "88%", "94%", "spelling"}) {
    CAPTURE(word);
    CHECK(ran.out.find(word) == std::string::npos);
  }
  const auto without_time = [](std::string text) {
    for (auto at = text.find("\"elapsed_us\""); at != std::string::npos; at = text.find("\"elapsed_us\"", at + 1)) {
      text.erase(at, text.find('}', at) - at);
    }
    return text;
  };
  CHECK(without_time(run_hallpass(words).out) == without_time(ran.out));
  CHECK(without_time(run_hallpass(words + " --jobs 7").out) == without_time(ran.out));
}

TEST_CASE("hallpass scan: envelope and sources from the command line") {
  const auto verdict = [](const std::string& words, const std::string& input = {}) {
    const auto ran = run_hallpass("scan --json " + kDistrict + words, input);
    CAPTURE(ran.err);
    REQUIRE(test::lines_of(ran.out) >= 1);
    return Json::parse(ran.out.substr(0, ran.out.find('\n')));
  };
  CHECK(verdict("--to helen.ostrander@mail.example,femi.akintola@mail.example " + kLeak)["recipients"].size() == 2);
  CHECK(verdict("--to marcus.oyelaran@aldercreek.example " + kLeak)["verdict"] == "allow");
  CHECK(verdict("--from x@aldercreek.example " + kLeak)["sender"] == "x@aldercreek.example");
  CHECK(verdict("-", test::read_file(test::kGoldenMail + "01-grades-to-outsider.eml"))["file"] == "-");
  const auto folder = run_hallpass("scan --json " + kDistrict + "'" + test::kGoldenMail + "'");
  CHECK(test::lines_of(folder.out) >= 39);
  CHECK(folder.out.find(".expect\"") == std::string::npos);
  CHECK(folder.out.find("users.csv") == std::string::npos);
}

TEST_CASE("hallpass scan: a reader that stops reading ends it") {
  const auto ran = run_hallpass("scan --json " + kDistrict + "'" + test::kGoldenMail + "' '" + test::kGoldenMail + "' | head -n 1");
  CHECK(test::lines_of(ran.out) == 1);
  const auto full = run_hallpass("scan " + kDistrict + kClean + " >/dev/full");
  CHECK(full.status == 74);
  CHECK(full.err.find("closed before the end") != std::string::npos);
}

}  // namespace
}  // namespace hallpass
