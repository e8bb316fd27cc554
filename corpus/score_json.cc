#include <algorithm>
#include <nlohmann/json.hpp>

#include "corpus/score_report.h"

namespace hallpass {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json counts_json(const Counts& counts) {
  return {{"tp", counts.hit},
          {"fp", counts.extra},
          {"fn", counts.missed},
          {"precision", number_or_null(counts.precision())},
          {"recall", number_or_null(counts.recall())},
          {"f1", number_or_null(counts.f1())}};
}

Json share_json(const Share& share) {
  return {{"n", share.number}, {"of", share.of}, {"share", number_or_null(share.share())}};
}

Json all_counts(const std::map<std::string, Counts>& counts) {
  Json value = Json::object();
  for (const auto& [name, of_name] : counts) value[name] = counts_json(of_name);
  return value;
}

Json confusion_json(const Score& score) {
  Json value = Json::object();
  for (std::size_t want = 0; want < 5; ++want) {
    Json row = Json::object();
    for (std::size_t got = 0; got < 5; ++got) {
      if (score.confusion[want][got] > 0) row[std::string(to_string(static_cast<Action>(got)))] = score.confusion[want][got];
    }
    if (!row.empty()) value[std::string(to_string(static_cast<Action>(want)))] = std::move(row);
  }
  return value;
}

Json calibration_json(const Score& score) {
  Json bins = Json::array();
  for (const CalibrationBin& bin : score.calibration) {
    const auto number = static_cast<double>(bin.findings);
    bins.push_back({{"from", bin.from},
                    {"findings", bin.findings},
                    {"mean_confidence", number_or_null(bin.findings ? std::optional(bin.confidence_sum / number) : std::nullopt)},
                    {"right", number_or_null(bin.findings ? std::optional(static_cast<double>(bin.right) / number) : std::nullopt)}});
  }
  return bins;
}

Json miss_json(const LabelOutcome& outcome) {
  Json recipients = Json::object();
  for (const RecipientOutcome& r : outcome.recipients) {
    if (r.got != r.want) recipients[r.address] = {to_string(r.want), r.got ? Json(to_string(*r.got)) : Json(nullptr)};
  }
  return {{"id", outcome.id},
          {"title", outcome.title},
          {"file", outcome.file},
          {"expected", to_string(outcome.want)},
          {"got", outcome.missing ? "no result" : to_string(outcome.got)},
          {"missed", outcome.missed},
          {"extra", outcome.extra},
          {"recipients", std::move(recipients)},
          {"students_missed", outcome.students_missed},
          {"students_extra", outcome.students_extra},
          {"why", outcome.why}};
}

}  // namespace

std::string score_json(const ScoreReport& report) {
  const Score& score = report.score;
  Json worst = Json::array();
  for (const std::size_t index : worst_first(report.outcomes)) {
    if (worst.size() < report.worst_max) worst.push_back(miss_json(report.outcomes[index]));
  }
  const Json value = {
      {"schema", 1},
      {"manifest", report.title},
      {"engine", report.engine},
      {"messages", score.messages},
      {"missing", score.missing},
      {"categories", all_counts(score.categories)},
      {"families", all_counts(score.families)},
      {"micro", counts_json(score.micro)},
      {"macro", {{"categories", score.macro_categories}, {"precision", number_or_null(score.macro_precision)},
                 {"recall", number_or_null(score.macro_recall)}, {"f1", number_or_null(score.macro_f1)}}},
      {"confusion", confusion_json(score)},
      {"verdict_accuracy", share_json(score.verdict_accuracy)},
      {"leak_recall", share_json(score.leak_recall)},
      {"leak_stopped_at_all", share_json(score.leak_stopped_at_all)},
      {"false_hold", share_json(score.false_hold)},
      {"recipients", {{"accuracy", share_json(score.recipient_accuracy)},
                      {"leak_recall", share_json(score.recipient_leak_recall)},
                      {"false_hold", share_json(score.recipient_false_hold)},
                      {"unanswered", score.recipients_unanswered},
                      {"messages", score.recipients_answered}}},
      {"students", counts_json(score.students)},
      {"calibration", calibration_json(score)},
      {"figures", figures_of(score)},
      {"worst", std::move(worst)}};
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace hallpass
