// The labelled mail that ships, judged as `hallpass evaluate` judges it: in confined readers, with the shipped
// policy and lexicons. Its figures have a floor, and they are those of the labels' own scorer.
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/toml_reader.h"
#include "corpus/score_report.h"
#include "hallpass/report_json.h"
#include "tests/corpus/labelled_district.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

using Json = nlohmann::json;

using test::judge_of;
using test::mail_of;

// The figures of one district against tests/corpus/floor-DISTRICT.toml.
void hold_floor(const std::string& district, std::size_t messages) {
  CAPTURE(district);
  const auto outcomes = test::outcomes_of(district);
  const Score score = sum_up(outcomes);
  CHECK(score.messages == messages);
  CHECK(score.missing == 0);
  const auto figures = figures_of(score);

  auto floor = TomlFile::load(HALLPASS_SOURCE_DIR "/tests/corpus/floor-" + district + ".toml");
  REQUIRE(floor.has_value());
  std::size_t held = 0;
  for (const bool least : {true, false}) {
    auto table = floor->root().table(least ? "at_least" : "at_most", kRequired);
    REQUIRE(table.has_value());
    for (const std::string_view name : figure_names()) {
      double bar = 0;
      if (!table->read(name, bar, 0.0, 1.0)) continue;
      CAPTURE(name);
      ++held;
      const double figure = figures.at(std::string(name));
      if (least) CHECK(figure >= bar);
      else CHECK(figure <= bar);
    }
  }
  CHECK(held >= 8);
  const auto finished = floor->finish();
  CHECK_MESSAGE(finished.has_value(), (finished ? "" : finished.error().context));
  MESSAGE(score_text({.score = score, .outcomes = outcomes, .worst_max = 0, .title = {}, .engine = {}}));
}

TEST_CASE("the labelled mail of Cedar: no figure below its floor") { hold_floor("cedar", 143); }
TEST_CASE("the held-out mail of Juniper: no figure below its floor") { hold_floor("juniper", 125); }
TEST_CASE("mail of writers who had not seen the filter: no figure below its floor") { hold_floor("unseen", 360); }

// Runs `command`; what it prints.
std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char piece[4096];
  for (std::size_t n = 0; (n = std::fread(piece, 1, sizeof piece, pipe)) > 0;) text.append(piece, n);
  CHECK(::pclose(pipe) == 0);
  return text;
}

TEST_CASE("evaluate agrees with the labels' own scorer to the digit") {
  const std::string scorer = test::shared_path("cases/score.py");
  if (scorer.empty()) return;
  auto judge = judge_of("cedar");
  REQUIRE(judge.has_value());
  const test::TempDir dir;
  const std::string results = dir.file("results.jsonl");
  const auto rows = labelled_rows(mail_of("cedar").manifest);
  REQUIRE(rows.has_value());
  std::vector<LabelOutcome> outcomes;
  {
    std::ofstream out(results);
    MessageSources sources(mail_of("cedar"));
    std::size_t at = 0;
    judge_messages(sources, *judge->engine, *judge->reader, 2, [&](const Result<JudgedMessage>& judged) {
      REQUIRE(judged.has_value());
      out << report_json(judged->report, judged->item.envelope, judged->item.file) << "\n";
      const Answer answer = answer_of(judged->report);
      outcomes.push_back(score_label((*rows)[at++], &answer));
      return true;
    });
  }
  const Score score = sum_up(outcomes);
  const Json ours = Json::parse(score_json({.score = score, .outcomes = outcomes, .worst_max = 1000, .title = {}, .engine = {}}));
  const Json theirs = Json::parse(output_of("python3 '" + scorer + "' '" + mail_of("cedar").manifest + "' '" + results + "' --json --show 1000"));
  for (const char* key : {"messages", "missing", "categories", "families", "micro", "macro", "confusion", "verdict_accuracy",
                          "leak_recall", "leak_stopped_at_all", "false_hold", "recipients", "students"}) {
    CAPTURE(key);
    CHECK(ours[key] == theirs[key]);
  }
  REQUIRE(ours["worst"].size() == theirs["worst"].size());
  for (std::size_t i = 0; i < ours["worst"].size(); ++i) {
    for (const char* key : {"id", "expected", "got", "missed", "extra", "recipients", "students_missed", "students_extra"}) {
      CAPTURE(key);
      // Of a message without findings the scorer does not say which students were missed; the sum above has them.
      if (std::string_view(key) == "students_missed" && theirs["worst"][i][key].empty()) continue;
      CHECK(ours["worst"][i][key] == theirs["worst"][i][key]);
    }
  }
}

}  // namespace
}  // namespace hallpass
