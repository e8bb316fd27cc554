// Each part of the report becomes a few sentences; numbers come first, for they decide.
#include "corpus/explanation.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <set>

#include "base/mask.h"

namespace hallpass {
namespace {

std::string counted(std::size_t number, std::string_view one, std::string_view many = {}) {
  if (number == 1) return "1 " + std::string(one);
  return std::to_string(number) + ' ' + (many.empty() ? std::string(one) + 's' : std::string(many));
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string utc(std::int64_t seconds) {
  const std::time_t moment = seconds;
  std::tm parts{};
  char text[40] = "";
  if (gmtime_r(&moment, &parts)) std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text;
}

std::uint32_t shared(const std::vector<PersonId>& a, const std::vector<PersonId>& b) {
  std::vector<PersonId> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return static_cast<std::uint32_t>(both.size());
}

std::string_view class_words(RecipientClass value) {
  switch (value) {
    case RecipientClass::internal: return "inside the district";
    case RecipientClass::student: return "a student's account";
    case RecipientClass::guardian: return "guardian";
    case RecipientClass::partner: return "partner with an agreement";
    case RecipientClass::external: return "outsider";
  }
  return "outsider";
}

std::string_view what_to_do(Action action) {
  switch (action) {
    case Action::allow: return "nothing: it is delivered as it is";
    case Action::tag: return "nothing: it is delivered with headers that say what was found";
    case Action::encrypt: return "nothing: it is delivered by TLS or not at all";
    case Action::quarantine:
      return "a reviewer looks at it (hallpass quarantine list) and releases or rejects it; the sender can send again "
             "without what was found, or to somebody who may have it";
    case Action::reject: return "the sender is told why and sends again without what was found";
  }
  return "";
}

// Why the recipient may know about some of the students, and why not about others.
struct Ties {
  std::set<PersonId> guardian, barred, of_age, teacher, self;
};

Ties ties_of(const Report& report, const Recipient& recipient, const Roster& roster) {
  Ties ties;
  for (const PersonId student : report.students) {
    const bool entitled = std::ranges::binary_search(recipient.entitled, student);
    for (const PersonId person : recipient.people) {
      const auto holds = [](std::span<const PersonId> people, PersonId one) { return std::ranges::find(people, one) != people.end(); };
      if (person == student) ties.self.insert(student);
      if (roster.barred(person, student)) ties.barred.insert(student);
      else if (holds(roster.guardians_of(student), person) && roster.person(person).active) {
        (entitled ? ties.guardian : ties.of_age).insert(student);
      }
      if (entitled && holds(roster.teachers_of(student), person)) ties.teacher.insert(student);
    }
  }
  return ties;
}

// "456 students; the recipient is guardian of 1 of them".
std::string entitlement(const Report& report, const Recipient& recipient, const Roster& roster) {
  const std::size_t students = report.students.size();
  if (students == 0) return {};
  const Ties ties = ties_of(report, recipient, roster);
  const auto of_them = [&](const std::set<PersonId>& some) {
    if (students == 1) return std::string("the student");
    return (some.size() == students ? "all " : std::to_string(some.size()) + " ") + "of them";
  };
  std::vector<std::string> said;
  if (!ties.self.empty()) said.push_back(students == 1 ? "is the student" : "is one of them");
  if (!ties.guardian.empty()) said.push_back("is guardian of " + of_them(ties.guardian));
  if (!ties.teacher.empty()) said.push_back("teaches or counsels " + of_them(ties.teacher));
  if (said.empty() && recipient.recipient_class == RecipientClass::guardian) {
    said.push_back(students == 1 ? "is no guardian of the student" : "is guardian of none of them");
  } else if (said.empty() && recipient.recipient_class != RecipientClass::internal) {
    said.push_back(students == 1 ? "has no tie to the student" : "has no tie to any of them");
  }
  if (!ties.barred.empty()) said.push_back("is barred from " + of_them(ties.barred));
  if (!ties.of_age.empty()) said.push_back("was guardian of " + of_them(ties.of_age) + ", of age now");
  return ": " + counted(students, "student") + (said.empty() ? " in the message" : "; the recipient " + joined(said));
}

RecipientExplanation explain_recipient(const Report& report, std::size_t index, const Roster& roster) {
  const Recipient& recipient = report.recipients[index];
  RecipientExplanation said;
  said.address = printable(recipient.address);
  said.entitled_to = shared(report.students, recipient.entitled);
  said.who = std::string(class_words(recipient.recipient_class)) + entitlement(report, recipient, roster);
  if (index >= report.verdicts.size()) return said;
  const Verdict& verdict = report.verdicts[index];
  said.action = verdict.action;
  said.what_to_do = what_to_do(verdict.action);
  said.because = verdict.reason;
  if (!verdict.rules.empty()) {
    said.because += (said.because.empty() ? "" : "; ") + std::string(verdict.rules.size() == 1 ? "rule " : "rules ") +
                    joined(verdict.rules);
  }
  if (!verdict.clauses.empty()) said.because += " (" + joined(verdict.clauses) + ")";
  return said;
}

std::string explain_finding(const Finding& finding, const Report& report, const Roster& roster) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.2f", finding.confidence);
  std::string text = finding.category + ", " + (finding.confidence >= kCertain ? "certain" : "possible") + " (" +
                     confidence + ")";
  if (finding.count > 1) text += ", " + std::to_string(finding.count) + " times";
  if (!finding.where.empty()) text += " in " + printable(finding.where);
  std::size_t students = 0;
  for (const PersonId person : finding.subjects) students += roster.person(person).role == PersonRole::student;
  if (students > 0) text += ", about " + counted(students, "student");
  if (finding.subjects.size() > students) text += ", about " + counted(finding.subjects.size() - students, "adult of the roster", "adults of the roster");
  if (finding.unknown_subjects > 0) text += ", about " + counted(finding.unknown_subjects, "person", "people") + " not in the roster";
  if (finding.recipient < report.recipients.size()) text += ", on " + printable(report.recipients[finding.recipient].address);
  if (!finding.evidence.empty()) text += ": " + finding.evidence;
  return text;
}

std::vector<std::string> explain_people(const std::vector<Mention>& mentions, const Roster& roster) {
  constexpr std::array<std::string_view, 8> kKinds = {"student number", "state number", "employee number", "full name",
                                                      "e-mail address", "phone number", "home address", "birth date"};
  constexpr std::array<std::string_view, 3> kRoles = {"student", "guardian", "staff member"};
  std::array<std::array<std::set<PersonId>, kKinds.size()>, kRoles.size()> people;
  std::size_t unsure = 0;
  for (const Mention& mention : mentions) {
    if (mention.people.empty()) continue;
    unsure += mention.people.size() > 1;
    const auto role = static_cast<std::size_t>(roster.person(mention.people.front()).role);
    const auto kind = static_cast<std::size_t>(mention.kind);
    if (role < kRoles.size() && kind < kKinds.size()) people[role][kind].insert(mention.people.front());
  }
  std::vector<std::string> said;
  for (std::size_t role = 0; role < kRoles.size(); ++role) {
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      if (people[role][kind].empty()) continue;
      said.push_back(counted(people[role][kind].size(), kRoles[role]) + " recognised by " + std::string(kKinds[kind]));
    }
  }
  if (unsure > 0) said.push_back(counted(unsure, "mention") + " may be of more than one person of that name");
  return said;
}

std::string summary(const Report& report) {
  std::size_t stopped = 0;
  for (const Verdict& verdict : report.verdicts) stopped += verdict.action >= Action::quarantine;
  std::string text(to_string(report.action));
  text += ": " + counted(report.findings.size(), "finding") + " about " + counted(report.students.size(), "student");
  if (stopped > 0) text += ", held or refused for " + std::to_string(stopped) + " of " + counted(report.recipients.size(), "recipient");
  return text;
}

}  // namespace

Explanation explain(const Report& report, const Envelope& envelope, const Roster& roster, const ScanTrace* trace,
                    std::int64_t now_seconds) {
  Explanation said;
  said.verdict = summary(report);
  said.envelope.push_back("from " + (envelope.sender.empty() ? "nobody (a bounce)" : printable(envelope.sender)) +
                          (envelope.login.empty() ? ", no login known" : ", logged in as " + printable(envelope.login)));
  said.envelope.push_back("to " + counted(report.recipients.size(), "recipient") + ", judged as of " + utc(now_seconds));
  for (std::size_t i = 0; i < report.recipients.size(); ++i) said.recipients.push_back(explain_recipient(report, i, roster));
  for (const Finding& finding : report.findings) said.findings.push_back(explain_finding(finding, report, roster));
  if (trace) said.people = explain_people(trace->mentions, roster);
  for (const Note& note : report.notes) {
    said.notes.push_back(note.category + (note.path.empty() ? "" : " at " + printable(note.path)) +
                         (note.detail.empty() ? "" : ": " + note.detail));
  }
  return said;
}

}  // namespace hallpass
