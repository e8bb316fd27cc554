// recipient.wrong_guardian: data about students goes to a guardian who is guardian of none of them.
#include <algorithm>
#include <set>

#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/recipients/delicate.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class WrongGuardian final : public Detector {
 public:
  std::string_view id() const override { return "recipient.wrong_guardian"; }
  void terms(TermSink&) override {}
  void inspect(const Evidence&, std::vector<Finding>&) const override {}

  void conclude(const Evidence& evidence, std::vector<Finding>& out) const override {
    double confidence = 0;
    const std::vector<PersonId> students = students_in(evidence, out, confidence);
    if (students.empty()) return;
    std::vector<Finding> found;
    for (std::uint32_t i = 0; i < evidence.recipients.size() && found.size() < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (recipient.recipient_class != RecipientClass::guardian ||
          is_of(evidence.roster, recipient, students))
        continue;
      found.push_back(recipient_finding(
          id(), std::min(confidence, 0.95), i,
          "guardian of none of the " + std::to_string(students.size()) + " students it is about"));
      found.back().subjects = students;
    }
    out.insert(out.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }

 private:
  // The students of the surest protected or severe findings; what is only possible counts where nothing is
  // certain.
  static std::vector<PersonId> students_in(const Evidence& evidence, const std::vector<Finding>& findings,
                                           double& confidence) {
    for (const Finding& finding : findings) {
      if ((is_protected(finding) || is_severe(finding)) && !finding.subjects.empty())
        confidence = std::max(confidence, finding.confidence);
    }
    const double least = confidence >= kCertain ? kCertain : kPossible;
    std::set<PersonId> students;
    for (const Finding& finding : findings) {
      if (!(is_protected(finding) || is_severe(finding)) || finding.confidence < least) continue;
      for (PersonId subject : finding.subjects) {
        if (evidence.roster.person(subject).role == PersonRole::student) students.insert(subject);
      }
    }
    return {students.begin(), students.end()};
  }

  // Their own child, though it may be of age by now: then the address is right and the policy has its say.
  static bool is_of(const Roster& roster, const Recipient& recipient, const std::vector<PersonId>& students) {
    return std::ranges::any_of(recipient.people, [&](PersonId person) {
      return std::ranges::binary_search(students, person) || guards_any(roster, person, students);
    });
  }
};

}  // namespace

std::unique_ptr<Detector> make_recipient_wrong_guardian(const DetectorContext&) {
  return std::make_unique<WrongGuardian>();
}

}  // namespace hallpass
