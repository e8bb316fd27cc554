#include "milter/partition.h"

#include <algorithm>
#include <set>

namespace hallpass {
namespace {

void append_new(std::vector<std::string>& out, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
  }
}

}  // namespace

Partition partition(const Report& report) {
  Partition result;
  result.refuse = !report.verdicts.empty() &&
                  std::all_of(report.verdicts.begin(), report.verdicts.end(),
                              [](const Verdict& verdict) { return verdict.action == Action::reject; });
  if (result.refuse) return result;
  for (std::uint32_t i = 0; i < report.verdicts.size(); ++i) {
    const Action action = report.verdicts[i].action;
    if (action >= Action::quarantine) {
      result.hold.push_back(i);
    } else {
      result.deliver.push_back(i);
      result.delivered_action = std::max(result.delivered_action, action);
    }
  }
  return result;
}

std::vector<std::string> categories_for(const Report& report, const std::vector<std::uint32_t>& recipients) {
  std::set<std::string> categories;
  for (const auto recipient : recipients) {
    for (const auto finding : report.verdicts[recipient].findings) {
      if (finding < report.findings.size()) categories.insert(report.findings[finding].category);
    }
  }
  return {categories.begin(), categories.end()};
}

std::vector<std::string> rules_for(const Report& report, const std::vector<std::uint32_t>& recipients) {
  std::vector<std::string> rules;
  for (const auto recipient : recipients) append_new(rules, report.verdicts[recipient].rules);
  return rules;
}

std::vector<std::string> clauses_for(const Report& report, const std::vector<std::uint32_t>& recipients) {
  std::vector<std::string> clauses;
  for (const auto recipient : recipients) append_new(clauses, report.verdicts[recipient].clauses);
  return clauses;
}

}  // namespace hallpass
