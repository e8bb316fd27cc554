// recipient.wrong_guardian: data about a student goes to a guardian who is not this student's: of none of those it is
// about, or of some and not of the others, as in a letter to two families at once. What is told of the other children
// has to be as sure as what is told of their own.
#include <algorithm>
#include <map>

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
    const std::map<PersonId, double> students = students_in(evidence, out);
    if (students.empty()) return;
    std::vector<Finding> found;
    for (std::uint32_t i = 0; i < evidence.recipients.size() && found.size() < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (recipient.recipient_class != RecipientClass::guardian) continue;
      double confidence = 0;
      std::vector<PersonId> others;
      for (const auto& [student, sureness] : students) {
        if (is_of(evidence.roster, recipient, student)) continue;
        others.push_back(student);
        confidence = std::max(confidence, sureness);
      }
      if (others.empty()) continue;
      found.push_back(recipient_finding(id(), std::min(confidence, 0.95), i, in_words(others.size(), students.size())));
      found.back().subjects = std::move(others);
    }
    out.insert(out.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }

 private:
  static std::string in_words(std::size_t others, std::size_t all) {
    if (others == all) return "guardian of none of the " + std::to_string(all) + " students it is about";
    return "of the " + std::to_string(all) + " students it is about, " + std::to_string(others) + " are other families'";
  }

  // The students of the surest protected or severe findings, each with how sure; what is only possible counts where
  // nothing is certain.
  static std::map<PersonId, double> students_in(const Evidence& evidence, const std::vector<Finding>& findings) {
    double surest = 0;
    for (const Finding& finding : findings) {
      if ((is_protected(finding) || is_severe(finding)) && !finding.subjects.empty())
        surest = std::max(surest, finding.confidence);
    }
    const double least = surest >= kCertain ? kCertain : kPossible;
    std::map<PersonId, double> students;
    for (const Finding& finding : findings) {
      if (!(is_protected(finding) || is_severe(finding)) || finding.confidence < least) continue;
      for (PersonId subject : finding.subjects) {
        if (evidence.roster.person(subject).role != PersonRole::student) continue;
        double& sureness = students[subject];
        sureness = std::max(sureness, finding.confidence);
      }
    }
    return students;
  }

  // Their own child, though it may be of age by now: then the address is right and the policy has its say.
  static bool is_of(const Roster& roster, const Recipient& recipient, PersonId student) {
    return std::ranges::any_of(recipient.people, [&](PersonId person) {
      return person == student || std::ranges::find(roster.children_of(person), student) != roster.children_of(person).end();
    });
  }
};

}  // namespace

std::unique_ptr<Detector> make_recipient_wrong_guardian(const DetectorContext&) {
  return std::make_unique<WrongGuardian>();
}

}  // namespace hallpass
