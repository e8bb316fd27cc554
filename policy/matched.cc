#include "policy/matched.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/categories.h"

namespace hallpass {
namespace {

bool names(const std::vector<std::string>& sorted, const std::string& category) {
  return std::ranges::binary_search(sorted, category) ||
         (is_custom_category(category) && std::ranges::binary_search(sorted, "custom.*"));
}

bool for_recipient(const Finding& finding, std::uint32_t recipient) {
  return finding.recipient == kEveryRecipient || finding.recipient == recipient;
}

// Was `category` found for certain? Then what is merely possible of it adds nothing.
bool certain_found(const std::string& category, const DecisionInput& input, std::uint32_t recipient) {
  return std::ranges::any_of(input.findings, [&](const Finding& finding) {
    return finding.category == category && finding.confidence >= kCertain &&
           for_recipient(finding, recipient);
  });
}

bool certainty_fits(const Rule& rule, const Finding& finding, const DecisionInput& input,
                    std::uint32_t recipient) {
  switch (rule.certainty) {
    case Certainty::certain: return finding.confidence >= kCertain;
    case Certainty::possible:
      return finding.confidence >= kPossible && finding.confidence < kCertain &&
             !certain_found(finding.category, input, recipient);
    case Certainty::any: break;
  }
  return finding.confidence >= kPossible;
}

bool identifies_someone(const Finding& finding) {
  return !finding.subjects.empty() || finding.unknown_subjects > 0;
}

bool beside_found(const Rule& rule, const DecisionInput& input, std::uint32_t recipient) {
  return rule.beside.empty() || std::ranges::any_of(input.findings, [&](const Finding& finding) {
           return names(rule.beside, finding.category) && finding.confidence >= kCertain &&
                  for_recipient(finding, recipient);
         });
}

}  // namespace

// People who are not in the roster cannot be told apart between findings: within one place they are taken
// for the same people, in different places for different ones.
Matched match(const Rule& rule, const DecisionInput& input, std::uint32_t recipient) {
  Matched matched;
  if (!beside_found(rule, input, recipient)) return matched;
  std::set<PersonId> students;
  std::set<PersonId> others;
  std::map<std::string_view, std::uint32_t> unknown_at;
  std::uint32_t instances = 0;
  for (std::uint32_t i = 0; i < input.findings.size(); ++i) {
    const Finding& finding = input.findings[i];
    if (!names(rule.categories, finding.category) || !for_recipient(finding, recipient)) continue;
    if (!certainty_fits(rule, finding, input, recipient)) continue;
    if (rule.identified && !identifies_someone(finding)) continue;
    matched.findings.push_back(i);
    for (PersonId subject : finding.subjects) {
      (input.roster.person(subject).role == PersonRole::student ? students : others).insert(subject);
    }
    std::uint32_t& unknown = unknown_at[finding.where];
    unknown = std::max(unknown, finding.unknown_subjects);
    instances = std::max(instances, finding.count);
  }
  matched.students.assign(students.begin(), students.end());
  for (const auto& [where, unknown] : unknown_at) matched.unknown += unknown;
  matched.people = static_cast<std::uint32_t>(students.size() + others.size()) + matched.unknown;
  if (matched.people == 0 && matched.any())
    matched.people = std::max(instances, 1u);  // numbers without a name
  return matched;
}

}  // namespace hallpass
