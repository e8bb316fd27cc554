// recipient.unfamiliar: an outside address that this sender never wrote to, among recipients who always go
// together. First contact alone is never a finding: it takes a group with a history.
#include <algorithm>

#include "base/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

constexpr std::size_t kGroupMin = 2;    // others who go together
constexpr std::uint32_t kTimesMin = 3;  // in how many messages
constexpr double kShareMin = 0.6;       // of the messages to either of them
// Or, where one of two is written to alone as well: nearly all messages to the other, and more often.
constexpr std::uint32_t kTimesOften = 5;
constexpr double kShareOfRarer = 0.9, kShareOfOther = 0.25;

class Unfamiliar final : public Detector {
 public:
  std::string_view id() const override { return "recipient.unfamiliar"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const std::size_t count = evidence.recipients.size();
    if (count < kGroupMin + 1 || count > Correspondence::kTogetherMax) return;
    const std::string sender = answering_sender(evidence.envelope);
    if (!evidence.correspondence.known(sender)) return;
    std::vector<std::string> addresses;
    for (const Recipient& recipient : evidence.recipients) addresses.push_back(recipient.normalized);
    const auto habits = evidence.correspondence.habits(sender, addresses);
    std::vector<std::size_t> known;
    std::vector<std::uint32_t> strangers;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (habits[i].messages > 0)
        known.push_back(i);
      else if (is_outside(evidence.recipients[i]))
        strangers.push_back(i);
    }
    // Half a group of newcomers is another group.
    if (strangers.empty() || strangers.size() * 2 > known.size() + 1 ||
        !go_together(evidence, sender, habits, known))
      return;
    for (std::uint32_t stranger : strangers) {
      if (belongs(evidence, evidence.recipients[stranger])) continue;
      out.push_back(recipient_finding(
          id(), 0.85, stranger,
          "never written to, among " + std::to_string(known.size()) + " recipients who always go together"));
    }
  }

 private:
  static bool is_outside(const Recipient& recipient) {
    return recipient.recipient_class == RecipientClass::external ||
           recipient.recipient_class == RecipientClass::partner ||
           recipient.recipient_class == RecipientClass::guardian;
  }

  // A guardian of a student the message speaks of has their place there.
  static bool belongs(const Evidence& evidence, const Recipient& recipient) {
    const std::vector<PersonId> mentioned = students_mentioned(evidence);
    return std::ranges::any_of(
        recipient.people, [&](PersonId person) { return guards_any(evidence.roster, person, mentioned); });
  }

  static bool go_together(const Evidence& evidence, std::string_view sender,
                          const std::vector<Correspondence::Habit>& habits,
                          const std::vector<std::size_t>& known) {
    if (known.size() < kGroupMin) return false;
    for (std::size_t a = 0; a < known.size(); ++a) {
      for (std::size_t b = a + 1; b < known.size(); ++b) {
        const std::uint32_t together = evidence.correspondence.together(
            sender, evidence.recipients[known[a]].normalized, evidence.recipients[known[b]].normalized);
        const auto [rarer, other] = std::minmax(habits[known[a]].messages, habits[known[b]].messages);
        const bool always = together >= kTimesMin && together >= kShareMin * other;
        const bool one_alone_too = together >= kTimesOften && together >= kShareOfRarer * rarer && together >= kShareOfOther * other;
        if (!always && !one_alone_too) return false;
      }
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<Detector> make_recipient_unfamiliar(const DetectorContext&) {
  return std::make_unique<Unfamiliar>();
}

}  // namespace hallpass
