// A message whose recipients see each other says something about all of them: "you are failing this course" to a
// visible list is the record of everybody on it, and a list of addresses is directory information of each. The text
// names nobody, so that no other detector can know; the subjects are the students on the list themselves.
//
// Only sentences that state something of their reader count: that marks are posted, or when conferences are, is no record.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/address.h"
#include "base/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

struct Notice {
  std::string_view category;
  std::string_view phrase;
};

constexpr auto kNotices = std::to_array<Notice>({
    {"record.attendance", "considered truant"},
    {"record.attendance", "you are truant"},
    {"record.attendance", "you have excessive absences"},
    {"record.attendance", "your excessive absences"},
    {"record.attendance", "your child is truant"},
    {"record.attendance", "your child has excessive absences"},
    {"record.discipline", "you are suspended"},
    {"record.discipline", "you have been assigned detention"},
    {"record.discipline", "you have been suspended"},
    {"record.discipline", "your child has been suspended"},
    {"record.discipline", "your suspension"},
    {"record.grades", "academic probation"},
    {"record.grades", "danger of failing"},
    {"record.grades", "estas reprobando"},
    {"record.grades", "in danger of not graduating"},
    {"record.grades", "not on track to graduate"},
    {"record.grades", "risk of failing"},
    {"record.grades", "su hijo esta reprobando"},
    {"record.grades", "you are currently failing"},
    {"record.grades", "you are failing"},
    {"record.grades", "you are not passing"},
    {"record.grades", "you did not pass"},
    {"record.grades", "you failed"},
    {"record.grades", "you have a failing"},
    {"record.grades", "you have failed"},
    {"record.grades", "you received a failing"},
    {"record.grades", "your child has a failing"},
    {"record.grades", "your child is failing"},
    {"record.grades", "your failing grade"},
    {"record.grades", "your student is failing"},
    {"record.meal_status", "you qualify for free"},
    {"record.meal_status", "your child qualifies for free"},
    {"record.meal_status", "your child qualifies for reduced"},
    {"record.special_education", "your child's iep"},
    {"record.special_education", "your iep"},
});

struct VisibleList {
  std::set<PersonId> students;   // themselves, or the children of guardians, on the list
  std::set<PersonId> parties;    // one for each student or family
  std::vector<PersonId> own;     // students whose own address stands there
};

VisibleList visible_list(const Evidence& evidence) {
  VisibleList list;
  for (const Mailbox& mailbox : evidence.message.mailboxes) {
    if (mailbox.field != "to" && mailbox.field != "cc") continue;
    for (const PersonId person : evidence.roster.find(RosterField::email, normalize_address(mailbox.address))) {
      const PersonRole role = evidence.roster.person(person).role;
      if (role == PersonRole::student) {
        list.students.insert(person);
        list.parties.insert(person);
        list.own.push_back(person);
      } else if (const auto children = evidence.roster.children_of(person); role == PersonRole::guardian && !children.empty()) {
        list.students.insert(children.begin(), children.end());
        list.parties.insert(children.front());
      }
    }
  }
  return list;
}

class VisibleListDetector final : public Detector {
 public:
  std::string_view id() const override { return "recipient.visible_list"; }

  void terms(TermSink& sink) override {
    for (std::uint32_t i = 0; i < kNotices.size(); ++i) {
      const TermId term = sink.phrase(kNotices[i].phrase);
      categories_[term] = kNotices[i].category;
    }
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (by_pupil(evidence)) return;
    const VisibleList list = visible_list(evidence);
    if (list.parties.size() < 2) return;
    add_notices(evidence, list, out);
    add_opt_outs(evidence, list, out);
  }

 private:
  void add_notices(const Evidence& evidence, const VisibleList& list, std::vector<Finding>& out) const {
    std::set<std::string_view> stated;
    for (const Hit& hit : evidence.hits) {
      const auto category = categories_.find(hit.term);
      if (category != categories_.end()) stated.insert(category->second);
    }
    for (const std::string_view category : stated) {
      out.push_back(message_finding(category, 0.85, list.parties.size(), "header/To",
                                    "a notice to its reader, and " + std::to_string(list.parties.size()) + " recipients see each other"));
      out.back().subjects.assign(list.students.begin(), list.students.end());
    }
  }

  // A pupil who writes to others discloses nothing that the school keeps.
  static bool by_pupil(const Evidence& evidence) {
    return std::ranges::any_of(evidence.roster.find(RosterField::email, answering_sender(evidence.envelope)),
                               [&](PersonId sender) { return evidence.roster.person(sender).role == PersonRole::student; });
  }

  // Classmates may know who is in their class (34 CFR 99.37(c)); staff may know anyhow.
  static void add_opt_outs(const Evidence& evidence, const VisibleList& list, std::vector<Finding>& out) {
    if (is_class(evidence, list)) return;
    std::set<PersonId> refused;
    for (const PersonId student : list.own) {
      if ((evidence.roster.person(student).opt_out & (kOptOutName | kOptOutEmail)) != 0 && others_see(evidence, student)) refused.insert(student);
    }
    if (refused.empty()) return;
    out.push_back(message_finding("pii.opt_out", 0.85, refused.size(), "header/To",
                                  std::to_string(refused.size()) + " of " + std::to_string(list.parties.size()) +
                                      " who see each other refused directory information"));
    out.back().subjects.assign(refused.begin(), refused.end());
  }

  static bool is_class(const Evidence& evidence, const VisibleList& list) {
    const auto senders = evidence.roster.find(RosterField::email, normalize_address(evidence.envelope.sender));
    return std::ranges::any_of(senders, [&](PersonId sender) {
      const auto taught = evidence.roster.students_of(sender);
      return std::ranges::includes(taught, list.students);
    });
  }

  // Does somebody get the message who is neither staff nor of the student's family?
  static bool others_see(const Evidence& evidence, PersonId student) {
    return std::ranges::any_of(evidence.recipients, [&](const Recipient& recipient) {
      const auto of_family = [&](PersonId person) {
        const auto guardians = evidence.roster.guardians_of(student);
        return person == student || std::ranges::find(guardians, person) != guardians.end();
      };
      return recipient.recipient_class != RecipientClass::internal && std::ranges::none_of(recipient.people, of_family);
    });
  }

  std::map<TermId, std::string_view> categories_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_visible_list(const DetectorContext&) { return std::make_unique<VisibleListDetector>(); }

}  // namespace hallpass
