// The Policy made of rules.
#pragma once

#include <vector>

#include "hallpass/policy.h"
#include "policy/rule.h"

namespace hallpass {

class RulePolicy final : public Policy {
 public:
  explicit RulePolicy(std::vector<Rule> rules);
  std::vector<Verdict> decide(const DecisionInput& input) const override;
  std::span<const RuleInfo> rules() const override { return infos_; }

 private:
  std::vector<Rule> rules_;
  std::vector<RuleInfo> infos_;
};

}  // namespace hallpass
