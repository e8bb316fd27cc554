// The sums behind the figures. Means run over categories in the order of their names, so that they come out
// the same wherever they are computed.
#include <algorithm>

#include "corpus/score.h"

namespace hallpass {
namespace {

std::optional<double> ratio(std::uint64_t number, std::uint64_t of) {
  if (of == 0) return std::nullopt;
  return static_cast<double>(number) / static_cast<double>(of);
}

void add_categories(const LabelOutcome& outcome, Score& score) {
  for (const auto& category : outcome.hit) ++score.categories[category].hit;
  for (const auto& category : outcome.extra) ++score.categories[category].extra;
  for (const auto& category : outcome.missed) ++score.categories[category].missed;
}

void add_verdicts(const LabelOutcome& outcome, Score& score) {
  ++score.confusion[static_cast<std::size_t>(outcome.want)][static_cast<std::size_t>(outcome.got)];
  score.verdict_accuracy.add(outcome.want == outcome.got);
  if (outcome.want >= Action::encrypt) {
    score.leak_recall.add(outcome.got >= outcome.want);
    score.leak_stopped_at_all.add(outcome.got >= Action::encrypt);
  } else {
    score.false_hold.add(outcome.got >= Action::quarantine);
  }
  score.recipients_answered += !outcome.recipients.empty();
  for (const RecipientOutcome& recipient : outcome.recipients) {
    score.recipient_accuracy.add(recipient.got == recipient.want);
    if (recipient.want >= Action::encrypt) score.recipient_leak_recall.add(recipient.got && *recipient.got >= recipient.want);
    else score.recipient_false_hold.add(recipient.got && *recipient.got >= Action::quarantine);
    score.recipients_unanswered += !recipient.got;
  }
}

void add_calibration(const LabelOutcome& outcome, Score& score) {
  for (const auto& [confidence, right] : outcome.findings) {
    const double bin = std::clamp((confidence - 0.5) * 10.0 + 1e-9, 0.0, 4.0);
    CalibrationBin& place = score.calibration[static_cast<std::size_t>(bin)];
    ++place.findings;
    place.right += right;
    place.confidence_sum += confidence;
  }
}

void add_means(Score& score) {
  double precision = 0, recall = 0, f1 = 0;
  for (const auto& [category, counts] : score.categories) {
    score.families[category.substr(0, category.find('.'))] += counts;
    score.micro += counts;
    if (counts.hit + counts.missed == 0) continue;
    ++score.macro_categories;
    precision += counts.precision().value_or(0);
    recall += counts.recall().value_or(0);
    f1 += counts.f1().value_or(0);
  }
  if (score.macro_categories == 0) return;
  const auto number = static_cast<double>(score.macro_categories);
  score.macro_precision = precision / number;
  score.macro_recall = recall / number;
  score.macro_f1 = f1 / number;
}

std::optional<double> lowest_f1(const Score& score) {
  std::optional<double> lowest;
  for (const auto& [category, counts] : score.categories) {
    if (counts.hit + counts.missed > 0) lowest = std::min(lowest.value_or(1), counts.f1().value_or(0));
  }
  return lowest;
}

struct FigureRow {
  std::string_view name;
  std::optional<double> (*value)(const Score& score);
};
constexpr FigureRow kFigures[] = {
    {"macro_f1", [](const Score& s) { return s.macro_f1; }},
    {"macro_precision", [](const Score& s) { return s.macro_precision; }},
    {"macro_recall", [](const Score& s) { return s.macro_recall; }},
    {"micro_f1", [](const Score& s) { return s.micro.f1(); }},
    {"micro_precision", [](const Score& s) { return s.micro.precision(); }},
    {"micro_recall", [](const Score& s) { return s.micro.recall(); }},
    {"lowest_f1", lowest_f1},
    {"verdict_accuracy", [](const Score& s) { return s.verdict_accuracy.share(); }},
    {"leak_recall", [](const Score& s) { return s.leak_recall.share(); }},
    {"leak_stopped", [](const Score& s) { return s.leak_stopped_at_all.share(); }},
    {"false_hold", [](const Score& s) { return s.false_hold.share(); }},
    {"recipient_accuracy", [](const Score& s) { return s.recipient_accuracy.share(); }},
    {"recipient_leak_recall", [](const Score& s) { return s.recipient_leak_recall.share(); }},
    {"recipient_false_hold", [](const Score& s) { return s.recipient_false_hold.share(); }},
    {"student_precision", [](const Score& s) { return s.students.precision(); }},
    {"student_recall", [](const Score& s) { return s.students.recall(); }},
    {"student_f1", [](const Score& s) { return s.students.f1(); }},
};
constexpr auto kFigureNames = [] {
  std::array<std::string_view, std::size(kFigures)> names;
  std::ranges::transform(kFigures, names.begin(), &FigureRow::name);
  return names;
}();

}  // namespace

std::optional<double> Counts::precision() const { return ratio(hit, hit + extra); }
std::optional<double> Counts::recall() const { return ratio(hit, hit + missed); }
std::optional<double> Counts::f1() const { return ratio(2 * hit, 2 * hit + extra + missed); }
Counts& Counts::operator+=(const Counts& other) {
  hit += other.hit;
  extra += other.extra;
  missed += other.missed;
  return *this;
}
std::optional<double> Share::share() const { return ratio(number, of); }

Score sum_up(const std::vector<LabelOutcome>& outcomes) {
  Score score;
  for (std::size_t i = 0; i < score.calibration.size(); ++i) score.calibration[i].from = 0.5 + 0.1 * static_cast<double>(i);
  for (const LabelOutcome& outcome : outcomes) {
    ++score.messages;
    score.missing += outcome.missing;
    add_categories(outcome, score);
    add_verdicts(outcome, score);
    add_calibration(outcome, score);
    score.students += {outcome.students_hit.size(), outcome.students_extra.size(), outcome.students_missed.size()};
  }
  add_means(score);
  return score;
}

std::span<const std::string_view> figure_names() { return kFigureNames; }

std::map<std::string, double> figures_of(const Score& score) {
  std::map<std::string, double> figures;
  for (const FigureRow& row : kFigures) {
    if (const auto value = row.value(score)) figures[std::string(row.name)] = *value;
  }
  return figures;
}

}  // namespace hallpass
