// Why a message got its verdict, in sentences. Tells what kinds of things were found, where, about how many
// people and who may know them; never a matched value, a name or text of the message.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hallpass/envelope.h"
#include "hallpass/report.h"
#include "hallpass/roster.h"
#include "hallpass/scan.h"

namespace hallpass {

struct RecipientExplanation {
  std::string address;
  std::string who;            // "guardian: 24 students; the recipient is guardian of 1 of them"
  std::uint32_t entitled_to = 0;  // of the message's students
  Action action = Action::allow;
  std::string because;        // the verdict's reason with its rules and clauses; empty for allow
  std::string what_to_do;
};

struct Explanation {
  std::string verdict;        // "quarantine: 24 students; 1 of 2 recipients is held"
  std::vector<std::string> envelope;
  std::vector<RecipientExplanation> recipients;
  std::vector<std::string> findings;
  std::vector<std::string> people;
  std::vector<std::string> notes;
};

// `trace` may be null: then nothing is said about who was recognised how.
[[nodiscard]] Explanation explain(const Report& report, const Envelope& envelope, const Roster& roster,
                                  const ScanTrace* trace, std::int64_t now_seconds);

}  // namespace hallpass
