#include "corpus/score.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "corpus/score_report.h"

namespace hallpass {
namespace {

using Words = std::vector<std::string>;

ManifestRow row(Words must, Words may, Words students, std::vector<std::pair<std::string, std::string>> recipients) {
  ManifestRow made;
  made.id = made.file = "a.eml";
  made.expect = Expectation{std::move(must), std::move(may), std::move(students), std::move(recipients)};
  return made;
}

Words listed(const std::set<std::string>& words) { return {words.begin(), words.end()}; }

TEST_CASE("score_label: what counts as found, missed and extra") {
  struct Case {
    std::string_view why;
    Words must, may;
    std::vector<Answer::Found> found;
    Words hit, missed, extra;
  };
  const Case cases[] = {
      {"found what must be", {"pii.ssn"}, {}, {{"pii.ssn", 0.9, {}}}, {"pii.ssn"}, {}, {}},
      {"at the threshold", {"pii.ssn"}, {}, {{"pii.ssn", 0.5, {}}}, {"pii.ssn"}, {}, {}},
      {"the strongest of several counts", {"pii.ssn"}, {}, {{"pii.ssn", 0.1, {}}, {"pii.ssn", 0.6, {}}}, {"pii.ssn"}, {}, {}},
      {"below the threshold is missed", {"pii.ssn"}, {}, {{"pii.ssn", 0.49, {}}}, {}, {"pii.ssn"}, {}},
      {"not found", {"pii.ssn"}, {}, {}, {}, {"pii.ssn"}, {}},
      {"what may be is neither", {}, {"pii.ssn"}, {{"pii.ssn", 0.9, {}}}, {}, {}, {}},
      {"must wins over may", {"pii.ssn"}, {"pii.ssn"}, {{"pii.ssn", 0.9, {}}}, {"pii.ssn"}, {}, {}},
      {"nobody asked for it", {}, {}, {{"pii.ssn", 0.9, {}}}, {}, {}, {"pii.ssn"}},
      {"nobody asked, but below the threshold", {}, {}, {{"pii.ssn", 0.4, {}}}, {}, {}, {}},
      {"nothing asked, nothing found", {}, {}, {}, {}, {}, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Answer answer{.verdict = Action::allow, .recipients = {}, .findings = c.found};
    const LabelOutcome outcome = score_label(row(c.must, c.may, {}, {}), &answer);
    CHECK(listed(outcome.hit) == c.hit);
    CHECK(listed(outcome.missed) == c.missed);
    CHECK(listed(outcome.extra) == c.extra);
  }
}

TEST_CASE("score_label: students") {
  struct Case {
    std::string_view why;
    Words must, may, due;
    std::vector<Answer::Found> found;
    Words hit, missed, extra;
  };
  const Case cases[] = {
      {"all of them", {"a.b"}, {}, {"s1", "s2"}, {{"a.b", 0.9, {"s1", "s2"}}}, {"s1", "s2"}, {}, {}},
      {"one missed, one extra", {"a.b"}, {}, {"s1", "s2"}, {{"a.b", 0.9, {"s2", "s3"}}}, {"s2"}, {"s1"}, {"s3"}},
      {"a finding that may be is never wrong", {"a.b"}, {"c.d"}, {"s1"}, {{"a.b", 1, {"s1"}}, {"c.d", 1, {"s9"}}}, {"s1"}, {}, {}},
      {"but it may be right", {"a.b"}, {"c.d"}, {"s1"}, {{"c.d", 1, {"s1"}}}, {"s1"}, {}, {}},
      {"without must nobody is missed", {}, {"c.d"}, {"s1"}, {}, {}, {}, {}},
      {"below the threshold says nothing", {"a.b"}, {}, {"s1"}, {{"a.b", 0.3, {"s1", "s2"}}}, {}, {"s1"}, {}},
      {"a false alarm names somebody", {}, {}, {}, {{"a.b", 0.9, {"s1"}}}, {}, {}, {"s1"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Answer answer{.verdict = Action::allow, .recipients = {}, .findings = c.found};
    const LabelOutcome outcome = score_label(row(c.must, c.may, c.due, {}), &answer);
    CHECK(listed(outcome.students_hit) == c.hit);
    CHECK(listed(outcome.students_missed) == c.missed);
    CHECK(listed(outcome.students_extra) == c.extra);
  }
}

TEST_CASE("sum_up: verdicts, by message and by recipient") {
  const auto outcome = [](const char* word, Action verdict, std::map<std::string, Action> recipients) {
    const Answer answer{.verdict = verdict, .recipients = std::move(recipients), .findings = {}};
    return score_label(row({}, {}, {}, {{"A@x.example", word}, {"b@x.example", "allow"}}), &answer);
  };
  std::vector<LabelOutcome> outcomes = {
      outcome("quarantine", Action::quarantine, {{"a@x.example", Action::quarantine}, {"b@x.example", Action::allow}}),
      outcome("quarantine", Action::encrypt, {{"a@x.example", Action::encrypt}}),
      outcome("encrypt", Action::quarantine, {{"a@x.example", Action::quarantine}, {"b@x.example", Action::quarantine}}),
      outcome("tag", Action::quarantine, {{"a@x.example", Action::quarantine}, {"b@x.example", Action::allow}}),
      outcome("allow", Action::allow, {}),
      score_label(row({}, {}, {}, {{"a@x.example", "reject"}}), nullptr),
  };
  const Score score = sum_up(outcomes);
  CHECK(score.messages == 6);
  CHECK(score.missing == 1);
  CHECK(score.verdict_accuracy.number == 2);
  CHECK(score.leak_recall.number == 2);   // the stronger verdict counts, the weaker and the missing do not
  CHECK(score.leak_recall.of == 4);
  CHECK(score.leak_stopped_at_all.number == 3);
  CHECK(score.false_hold.number == 1);
  CHECK(score.false_hold.of == 2);
  CHECK(score.recipient_accuracy.of == 8);  // a message with no word on recipients has none
  CHECK(score.recipient_accuracy.number == 3);
  CHECK(score.recipients_unanswered == 1);
  CHECK(score.recipient_leak_recall.number == 2);
  CHECK(score.recipient_false_hold.number == 2);
  CHECK(score.confusion[4][0] == 1);
  // A leak first, the wider the worse; then the false hold.
  const auto worst = worst_first(outcomes);
  REQUIRE(worst.size() == 4);
  CHECK(worst[0] == 5);
  CHECK(worst[1] == 1);
  CHECK(worst[2] == 3);
  CHECK(worst[3] == 2);
}

TEST_CASE("sum_up: means, and figures that cannot be measured") {
  const Answer answer{.verdict = Action::allow, .recipients = {}, .findings = {{"a.b", 0.95, {}}, {"c.d", 0.55, {}}}};
  const std::vector<LabelOutcome> outcomes = {score_label(row({"a.b", "e.f"}, {}, {}, {}), &answer)};
  const Score score = sum_up(outcomes);
  CHECK(score.macro_categories == 2);  // c.d has no label: it counts in micro alone
  CHECK(score.macro_f1 == 0.5);
  CHECK(score.micro.precision() == 0.5);
  CHECK(score.families.at("a").hit == 1);
  CHECK(score.calibration[4].findings == 1);
  CHECK(score.calibration[4].right == 1);
  CHECK(score.calibration[0].findings == 1);
  CHECK(score.calibration[0].right == 0);
  const auto figures = figures_of(score);
  CHECK(figures.at("lowest_f1") == 0);
  CHECK_FALSE(figures.contains("leak_recall"));
  CHECK_FALSE(figures.contains("student_recall"));
  CHECK(figures_of(sum_up({})).empty());
  CHECK(std::ranges::find(figure_names(), "macro_f1") != figure_names().end());
}

TEST_CASE("score reports: text, JSON and a page that escapes what it shows") {
  ManifestRow labelled = row({"pii.ssn"}, {}, {}, {{"a@x.example", "quarantine"}});
  labelled.title = "<b>bold</b>";
  const std::vector<LabelOutcome> outcomes = {score_label(labelled, nullptr)};
  const Score score = sum_up(outcomes);
  const ScoreReport report{.score = score, .outcomes = outcomes, .worst_max = 5, .title = "m.jsonl", .engine = "e"};
  const auto json = nlohmann::json::parse(score_json(report));
  CHECK(json["leak_recall"]["share"] == 0.0);
  CHECK(json["students"]["f1"].is_null());
  CHECK(json["worst"][0]["got"] == "no result");
  CHECK(score_text(report).find("missed pii.ssn") != std::string::npos);
  const std::string page = score_html(report);
  CHECK(page.find("&lt;b&gt;bold") != std::string::npos);
  CHECK(page.find("<b>bold") == std::string::npos);
}

}  // namespace
}  // namespace hallpass
