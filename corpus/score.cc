// Sets of words per message; the sums are made of their sizes.
#include "corpus/score.h"

#include <algorithm>

namespace hallpass {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void score_recipients(const Expectation& expect, const Answer* answer, LabelOutcome& outcome) {
  for (const auto& [address, word] : expect.recipients) {
    const Action want = action_from(word).value_or(Action::allow);
    outcome.want = std::max(outcome.want, want);
    if (!answer || answer->recipients.empty()) continue;  // then nothing was said of recipients at all
    const auto said = answer->recipients.find(lower(address));
    outcome.recipients.push_back(
        {address, want, said == answer->recipients.end() ? std::nullopt : std::optional(said->second)});
  }
}

void score_categories(const std::set<std::string>& must, const std::set<std::string>& may, const Answer& answer,
                      LabelOutcome& outcome) {
  std::map<std::string, double> found;
  for (const Answer::Found& finding : answer.findings) {
    double& confidence = found[finding.category];
    confidence = std::max(confidence, finding.confidence);
  }
  for (const auto& [category, confidence] : found) {
    if (confidence < kPossible) continue;
    const bool right = must.contains(category);
    if (right) outcome.hit.insert(category);
    else if (!may.contains(category)) outcome.extra.insert(category);
    if (right || !may.contains(category)) outcome.findings.emplace_back(confidence, right);
  }
  std::ranges::set_difference(must, outcome.hit, std::inserter(outcome.missed, outcome.missed.end()));
}

void score_students(const Expectation& expect, const std::set<std::string>& may, const Answer& answer,
                    LabelOutcome& outcome) {
  const std::set<std::string> due(expect.students.begin(), expect.students.end());
  std::set<std::string> named, counted;
  for (const Answer::Found& finding : answer.findings) {
    if (finding.confidence < kPossible) continue;
    named.insert(finding.students.begin(), finding.students.end());
    if (!may.contains(finding.category)) counted.insert(finding.students.begin(), finding.students.end());
  }
  std::ranges::set_intersection(due, named, std::inserter(outcome.students_hit, outcome.students_hit.end()));
  std::ranges::set_difference(counted, due, std::inserter(outcome.students_extra, outcome.students_extra.end()));
  if (!expect.must.empty()) {
    std::ranges::set_difference(due, named, std::inserter(outcome.students_missed, outcome.students_missed.end()));
  }
}

}  // namespace

Answer answer_of(const Report& report) {
  Answer answer{.verdict = report.action, .recipients = {}, .findings = {}};
  for (std::size_t i = 0; i < report.recipients.size() && i < report.verdicts.size(); ++i) {
    Action& action = answer.recipients.try_emplace(lower(report.recipients[i].address), Action::allow).first->second;
    action = std::max(action, report.verdicts[i].action);
  }
  for (const Finding& finding : report.findings) {
    Answer::Found found{.category = finding.category, .confidence = finding.confidence, .students = {}};
    for (const PersonId person : finding.subjects) {
      const auto at = std::ranges::lower_bound(report.students, person);
      if (at == report.students.end() || *at != person) continue;
      found.students.push_back(report.student_ids[static_cast<std::size_t>(at - report.students.begin())]);
    }
    answer.findings.push_back(std::move(found));
  }
  return answer;
}

LabelOutcome score_label(const ManifestRow& row, const Answer* answer) {
  const Expectation& expect = *row.expect;
  LabelOutcome outcome;
  outcome.id = row.id;
  outcome.title = row.title;
  outcome.file = row.file;
  outcome.why = row.why;
  outcome.missing = answer == nullptr;
  const std::set<std::string> must(expect.must.begin(), expect.must.end());
  std::set<std::string> may;
  for (const std::string& category : expect.may) {
    if (!must.contains(category)) may.insert(category);
  }
  const Answer nothing;
  const Answer& said = answer ? *answer : nothing;
  outcome.got = said.verdict;
  score_recipients(expect, answer, outcome);
  score_categories(must, may, said, outcome);
  score_students(expect, may, said, outcome);
  return outcome;
}

std::vector<std::size_t> worst_first(const std::vector<LabelOutcome>& outcomes) {
  using Badness = std::array<std::size_t, 5>;
  const auto badness = [](const LabelOutcome& o) -> Badness {
    const bool weaker = o.got < o.want;
    const bool leak = weaker && o.want >= Action::encrypt;
    const bool hold = o.got >= Action::quarantine && o.want <= Action::tag;
    const int gap = static_cast<int>(o.want) - static_cast<int>(o.got);
    const auto wrong = std::ranges::count_if(o.recipients, [](const RecipientOutcome& r) { return r.got != r.want; });
    return {leak ? 3u : hold ? 2u : gap != 0 ? 1u : 0u, static_cast<std::size_t>(std::abs(gap)),
            o.missed.size() + o.extra.size(), static_cast<std::size_t>(wrong),
            o.students_missed.size() + o.students_extra.size()};
  };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (badness(outcomes[i]) != Badness{}) order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const Badness of_a = badness(outcomes[a]), of_b = badness(outcomes[b]);
    return of_a != of_b ? of_a > of_b : outcomes[a].id < outcomes[b].id;
  });
  return order;
}

}  // namespace hallpass
