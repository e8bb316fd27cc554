// For each recipient the strongest of all rules that apply. A rule applies where it caught findings and
// its sender is not free of it; its cell for the recipient's class says what follows.
#include <algorithm>
#include <functional>
#include <optional>

#include "base/sender.h"
#include "policy/matched.h"
#include "policy/reason.h"
#include "policy/rule_policy.h"

namespace hallpass {
namespace {

bool lists_address(const std::vector<std::string>& list, const std::string& address) {
  return !address.empty() && std::ranges::find(list, address) != list.end();
}

// Permissions go by the login where the relay knows one that is an address: anybody can write a sender.
bool on_list(SenderList list, const DecisionInput& input) {
  const std::string who = answering_sender(input.envelope);
  switch (list) {
    case SenderList::none: return false;
    case SenderList::mass_mail_senders: return lists_address(input.district.mass_mail_senders, who);
    case SenderList::bulk_release_senders: return lists_address(input.district.bulk_release_senders, who);
    case SenderList::encrypt_senders: return lists_address(input.district.encrypt_senders, who);
  }
  return false;
}

// Is the sender a student, and nobody else the subject? A number that is tied to nobody is taken for the
// sender's own while there is only one.
bool about_sender_alone(const Matched& matched, const DecisionInput& input) {
  const auto is_student = [&](PersonId id) { return input.roster.person(id).role == PersonRole::student; };
  if (std::ranges::none_of(input.sender_people, is_student) || matched.unknown > 0) return false;
  if (matched.students.empty()) return matched.people == 1;
  return matched.people == matched.students.size() && std::ranges::all_of(matched.students, [&](PersonId id) {
           return std::ranges::find(input.sender_people, id) != input.sender_people.end();
         });
}

// All of it about students this recipient may know about?
bool own_alone(const Matched& matched, const Recipient& recipient) {
  return matched.unknown == 0 && !matched.students.empty() &&
         std::ranges::includes(recipient.entitled, matched.students);
}

Action action_of(const Rule& rule, const Matched& matched, const Recipient& recipient,
                 const DecisionInput& input) {
  if (rule.about_sender && about_sender_alone(matched, input)) return *rule.about_sender;
  const Cell& cell = rule.cells[static_cast<std::size_t>(recipient.recipient_class)];
  switch (cell.when) {
    case Cell::When::always: return cell.verdict;
    case Cell::When::own: return own_alone(matched, recipient) ? cell.verdict : cell.otherwise;
    case Cell::When::below:
      return matched.people < cell.number || on_list(cell.unless_sender, input) ? cell.verdict
                                                                                : cell.otherwise;
  }
  return cell.otherwise;
}

// Adds to `verdict` what `rule` makes of it; a stronger rule begins anew.
void apply(const Rule& rule, const Matched& matched, Action action, const Recipient& recipient,
           Verdict& verdict) {
  if (action < verdict.action || action == Action::allow) return;
  if (action > verdict.action) {
    verdict = Verdict{};
    verdict.action = action;
    verdict.reason = reason_for(rule, matched, recipient);
  }
  verdict.rules.push_back(rule.id);
  verdict.clauses.insert(verdict.clauses.end(), rule.clauses.begin(), rule.clauses.end());
  verdict.findings.insert(verdict.findings.end(), matched.findings.begin(), matched.findings.end());
}

template <typename T, typename Order>
void sort_distinct(std::vector<T>& values, Order order) {
  std::ranges::sort(values, order);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// "clause-9" before "clause-13".
bool clause_before(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

RulePolicy::RulePolicy(std::vector<Rule> rules) : rules_(std::move(rules)) {
  for (const Rule& rule : rules_) infos_.push_back({rule.id, rule.title, rule.clauses});
}

// What a rule caught is the same for all recipients but those who have findings of their own.
std::vector<Verdict> RulePolicy::decide(const DecisionInput& input) const {
  std::vector<Verdict> verdicts(input.recipients.size());
  if (input.findings.empty()) return verdicts;
  std::vector<bool> has_own(input.recipients.size());
  for (const Finding& finding : input.findings) {
    if (finding.recipient < has_own.size()) has_own[finding.recipient] = true;
  }
  for (const Rule& rule : rules_) {
    if (on_list(rule.free_senders, input)) continue;
    const Matched general = match(rule, input, kEveryRecipient);
    for (std::uint32_t i = 0; i < input.recipients.size(); ++i) {
      const Recipient& recipient = input.recipients[i];
      std::optional<Matched> own;
      if (has_own[i]) own = match(rule, input, i);
      const Matched& matched = own ? *own : general;
      if (matched.any())
        apply(rule, matched, action_of(rule, matched, recipient, input), recipient, verdicts[i]);
    }
  }
  for (Verdict& verdict : verdicts) {
    sort_distinct(verdict.findings, std::less{});
    sort_distinct(verdict.clauses, clause_before);
  }
  return verdicts;
}

}  // namespace hallpass
