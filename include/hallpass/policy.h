// Policy: rules as data (config/policy.toml) -> a verdict for each recipient.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/envelope.h"
#include "hallpass/finding.h"
#include "hallpass/recipient.h"
#include "hallpass/result.h"
#include "hallpass/verdict.h"

namespace hallpass {

// What a decision is made of. `sender_people` are the roster people whose address sent the message.
struct DecisionInput {
  const Envelope& envelope;
  std::span<const Recipient> recipients;
  std::span<const Finding> findings;
  std::span<const PersonId> sender_people;
  const Roster& roster;
  const District& district;
  std::int64_t now_seconds;
};

// Immutable once loaded; decide() is pure and safe from any number of threads.
class Policy {
 public:
  virtual ~Policy() = default;

  // One verdict for each recipient, same order. Cannot fail.
  virtual std::vector<Verdict> decide(const DecisionInput& input) const = 0;

  // Ids of all rules, in order; titles and clauses for `hallpass config show`.
  struct RuleInfo {
    std::string id;
    std::string title;
    std::vector<std::string> clauses;
  };
  virtual std::span<const RuleInfo> rules() const = 0;
};

// Errors: not_found; bad_config, with every problem as "file:line:column: what; suggestion", a line each.
[[nodiscard]] Result<std::shared_ptr<const Policy>> load_policy(const std::string& path);

// The class of each envelope recipient, the roster people behind it and the students it may know about
// (guardian on file, not barred, child under 18 or dependent; the student; a teacher of theirs).
[[nodiscard]] std::vector<Recipient> classify_recipients(const Envelope& envelope, const Roster& roster,
                                                         const District& district,
                                                         std::int64_t now_seconds);

}  // namespace hallpass
