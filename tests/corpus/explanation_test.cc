#include "corpus/explanation.h"

#include <doctest/doctest.h>

#include "tests/support/made_roster.h"

namespace hallpass {
namespace {

struct Scene {
  test::MadeRoster roster;
  PersonId first, second, teacher;
  Report report;
  Envelope envelope;

  Scene() {
    envelope.sender = "dana@school.example";
    envelope.recipients = {"pat@example.com"};
    first = roster.add(PersonRole::student, "stu-1");
    second = roster.add(PersonRole::student, "stu-2");
    teacher = roster.add(PersonRole::staff, "stf-1");
  }

  void about(std::vector<PersonId> students) {
    report.students = students;
    report.findings.push_back({.category = "record.grades", .confidence = 0.97, .count = 24, .where = "2/grades.xlsx#Period 3",
                               .subjects = std::move(students), .evidence = "column 'Quarter grade', 24 rows"});
  }

  RecipientExplanation recipient(RecipientClass recipient_class, std::vector<PersonId> entitled, Action action, std::vector<PersonId> people = {}) {
    report.recipients = {{.address = "pat@example.com", .normalized = "pat@example.com", .domain = "example.com",
                          .recipient_class = recipient_class, .people = std::move(people), .entitled = std::move(entitled)}};
    report.verdicts = {{.action = action, .rules = {"student-records"}, .clauses = {"clause-4", "clause-13"}, .findings = {0},
                        .reason = "2 students; entitled to none of them"}};
    report.action = action;
    return explain(report, envelope, roster, nullptr, 0).recipients.front();
  }
};

TEST_CASE("explain: who may know how much, and why") {
  enum Tie { kNone, kGuardian, kTeacher, kSelf, kBarred, kOfAge, kLeft };
  struct Case {
    std::string_view why;
    RecipientClass recipient_class;
    std::size_t students, tied;
    Tie tie;
    std::string want;
  };
  const Case cases[] = {
      {"an outsider", RecipientClass::external, 2, 0, kNone, "outsider: 2 students; the recipient has no tie to any of them"},
      {"an outsider, one student", RecipientClass::external, 1, 0, kNone, "outsider: 1 student; the recipient has no tie to the student"},
      {"a guardian of one of two", RecipientClass::guardian, 2, 1, kGuardian, "guardian: 2 students; the recipient is guardian of 1 of them"},
      {"a guardian of both", RecipientClass::guardian, 2, 2, kGuardian, "guardian: 2 students; the recipient is guardian of all of them"},
      {"a guardian of the one", RecipientClass::guardian, 1, 1, kGuardian, "guardian: 1 student; the recipient is guardian of the student"},
      {"a guardian of others", RecipientClass::guardian, 2, 0, kNone, "guardian: 2 students; the recipient is guardian of none of them"},
      {"a guardian of somebody else", RecipientClass::guardian, 1, 0, kNone, "guardian: 1 student; the recipient is no guardian of the student"},
      {"a parent kept away by a court", RecipientClass::guardian, 1, 1, kBarred, "guardian: 1 student; the recipient is no guardian of the student, is barred from the student"},
      {"a grown child's parent", RecipientClass::guardian, 2, 1, kOfAge, "guardian: 2 students; the recipient is guardian of none of them, was guardian of 1 of them, of age now"},
      {"a guardian who has left", RecipientClass::guardian, 2, 1, kLeft, "guardian: 2 students; the recipient is guardian of none of them"},
      {"a colleague is not counted against", RecipientClass::internal, 2, 0, kNone, "inside the district: 2 students in the message"},
      {"a teacher of one of them", RecipientClass::internal, 2, 1, kTeacher, "inside the district: 2 students; the recipient teaches or counsels 1 of them"},
      {"nobody is in the message", RecipientClass::partner, 0, 0, kNone, "partner with an agreement"},
      {"a partner", RecipientClass::partner, 2, 0, kNone, "partner with an agreement: 2 students; the recipient has no tie to any of them"},
      {"a student about themself", RecipientClass::student, 1, 1, kSelf, "a student's account: 1 student; the recipient is the student"},
      {"a student among others", RecipientClass::student, 2, 1, kSelf, "a student's account: 2 students; the recipient is one of them"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Scene scene;
    const std::vector<PersonId> both = {scene.first, scene.second};
    const std::span<const PersonId> tied(both.data(), c.tied);
    PersonId who = c.tie == kTeacher ? scene.teacher : scene.roster.add(PersonRole::guardian, "gua-1");
    if (c.tie == kSelf) who = scene.first;
    if (c.tie == kLeft) scene.roster.at(who).active = false;
    for (const PersonId student : tied) {
      if (c.tie == kTeacher) scene.roster.set_teacher(who, student);
      if (c.tie == kBarred) scene.roster.bar(who, student);
      if (c.tie == kGuardian || c.tie == kOfAge || c.tie == kLeft) scene.roster.set_guardian(who, student);
    }
    const bool entitled = c.tie == kGuardian || c.tie == kTeacher || c.tie == kSelf;
    scene.about({both.begin(), both.begin() + static_cast<std::ptrdiff_t>(c.students)});
    const auto said = scene.recipient(c.recipient_class, {tied.begin(), entitled ? tied.end() : tied.begin()}, Action::tag, {who});
    CHECK(said.who == c.want);
    CHECK(said.entitled_to == (entitled ? c.tied : 0));
  }
}

TEST_CASE("explain: verdict, reason, findings, people, notes, and terminals left alone") {
  Scene scene;
  scene.about({scene.first, scene.second});
  scene.report.findings.push_back({.category = "personnel.payroll", .confidence = 0.6, .count = 1, .where = "1",
                                   .subjects = {scene.teacher}, .unknown_subjects = 1, .recipient = 0, .evidence = ""});
  scene.report.notes.push_back({"content.unreadable", "2/\x1b[31m.bin", "reader was stopped"});
  const auto held = scene.recipient(RecipientClass::external, {}, Action::quarantine);
  CHECK(held.because == "2 students; entitled to none of them; rule student-records (clause-4, clause-13)");
  CHECK(held.what_to_do.find("hallpass quarantine list") != std::string::npos);
  ScanTrace trace;
  trace.mentions = {{.unit = 0, .begin = 0, .end = 4, .kind = MentionKind::full_name, .people = {scene.first}, .confidence = 1},
                    {.unit = 0, .begin = 9, .end = 15, .kind = MentionKind::number, .people = {scene.first}, .confidence = 1},
                    {.unit = 0, .begin = 20, .end = 25, .kind = MentionKind::full_name, .people = {scene.second, scene.teacher}, .confidence = 0.5},
                    {.unit = 0, .begin = 30, .end = 31, .kind = MentionKind::email, .people = {}, .confidence = 0}};
  const Explanation said = explain(scene.report, scene.envelope, scene.roster, &trace, 1772655120);
  CHECK(said.verdict == "quarantine: 2 findings about 2 students, held or refused for 1 of 1 recipient");
  CHECK(said.envelope == std::vector<std::string>{"from dana@school.example, no login known", "to 1 recipient, judged as of 2026-03-04 20:12:00 UTC"});
  CHECK(said.findings == std::vector<std::string>{
                             "record.grades, certain (0.97), 24 times in 2/grades.xlsx#Period 3, about 2 students: column 'Quarter grade', 24 rows",
                             "personnel.payroll, possible (0.60) in 1, about 1 adult of the roster, about 1 person not in the roster, on pat@example.com"});
  CHECK(said.people == std::vector<std::string>{"1 student recognised by student number", "2 students recognised by full name",
                                                "1 mention may be of more than one person of that name"});
  CHECK(said.notes == std::vector<std::string>{"content.unreadable at 2/?[31m.bin: reader was stopped"});
  scene.envelope.sender.clear();
  CHECK(explain(scene.report, scene.envelope, scene.roster, nullptr, 0).envelope.front() == "from nobody (a bounce), no login known");
}

}  // namespace
}  // namespace hallpass
