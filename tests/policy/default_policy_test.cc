// The whole default table of the taxonomy, row by class, against the policy that ships; then what stands
// below the table.
#include <doctest/doctest.h>

#include <map>

#include "hallpass/policy.h"
#include "tests/support/made_roster.h"

namespace hallpass {
namespace {

constexpr std::int64_t kNow = 1'772'640'000;  // March 2026

const Policy& shipped() {
  static const auto kPolicy = load_policy(HALLPASS_SOURCE_DIR "/config/policy.toml");
  if (!kPolicy) FAIL(kPolicy.error().context);
  return **kPolicy;
}

// A family, two other students, their teacher; one recipient of each class.
struct School {
  test::MadeRoster roster;
  District district;
  PersonId ann, ben, cas, parent, teacher;

  School() {
    using enum PersonRole;
    ann = roster.add(student, "stu-1", {"ann@stu.school.example"});
    ben = roster.add(student, "stu-2", {"ben@stu.school.example"});
    cas = roster.add(student, "stu-3");
    parent = roster.add(guardian, "gua-1", {"parent@home.example"});
    teacher = roster.add(staff, "sta-1", {"teacher@school.example"});
    roster.set_guardian(parent, ann);
    roster.set_guardian(parent, ben);
    roster.set_teacher(teacher, ann);
    district.internal_domains = {"school.example"};
    district.partner_domains = {"state.example"};
    district.mass_mail_senders = {"mass@school.example"};
    district.bulk_release_senders = {"bulk@school.example"};
    district.encrypt_senders = {"crypt@school.example"};
    district.student_lists = {"students@lists.school.example"};
  }

  std::vector<Verdict> decide(const std::vector<Finding>& findings, std::vector<std::string> to,
                              std::string sender = "teacher@school.example", std::string login = "") const {
    Envelope envelope;
    envelope.sender = sender;
    envelope.recipients = std::move(to);
    envelope.login = login;
    const auto recipients = classify_recipients(envelope, roster, district, kNow);
    const auto senders = roster.find(RosterField::email, sender);
    return shipped().decide({.envelope = envelope, .recipients = recipients, .findings = findings,
                             .sender_people = senders, .roster = roster, .district = district, .now_seconds = kNow});
  }

  std::string actions(const std::vector<Finding>& findings, std::vector<std::string> to,
                      std::string sender = "teacher@school.example", std::string login = "") const {
    std::string text;
    for (const Verdict& verdict : decide(findings, std::move(to), sender, login)) {
      text += (text.empty() ? "" : " ") + std::string(to_string(verdict.action));
    }
    return text;
  }
};

const std::vector<std::string> kOneOfEach = {"teacher@school.example", "ann@stu.school.example", "parent@home.example",
                                             "desk@state.example", "who@else.example"};

Finding finding(std::string category, double confidence, std::vector<PersonId> subjects = {}, std::uint32_t unknown = 0,
                std::uint32_t recipient = kEveryRecipient, std::uint32_t count = 1) {
  return {.category = std::move(category), .confidence = confidence, .count = count, .where = std::string(1, '1'),
          .subjects = std::move(subjects), .unknown_subjects = unknown, .recipient = recipient, .evidence = "a test"};
}

TEST_CASE("default policy: every category of every row, for one recipient of each class") {
  const School school;
  struct Row {
    std::string_view why;
    std::vector<std::string> categories;
    bool about_somebody;   // of no recipient's family: cas
    std::string_view want; // internal student guardian partner external
  };
  const Row rows[] = {
      {"row 1", {"identity.impersonation", "identity.remailer"}, false,
       "quarantine quarantine quarantine quarantine quarantine"},
      {"row 2", {"credential.password", "credential.secret_key"}, false, "tag tag quarantine quarantine quarantine"},
      {"row 3", {"pii.ssn", "pii.government_id", "pii.financial_account", "pii.payment_card"}, true,
       "tag quarantine quarantine encrypt quarantine"},
      {"row 3, tied to nobody", {"pii.ssn", "pii.payment_card"}, false, "tag quarantine quarantine encrypt quarantine"},
      {"row 4", {"record.grades", "record.transcript", "record.attendance", "record.discipline",
                 "record.special_education", "record.section_504", "record.health", "record.counseling",
                 "record.assessment", "record.english_learner", "record.meal_status", "record.custody",
                 "pii.student_id", "pii.birth_date", "pii.address", "pii.phone", "pii.photo", "pii.opt_out"}, true,
       "allow quarantine quarantine encrypt quarantine"},
      {"row 4, about no identified student", {"record.grades", "pii.birth_date", "pii.phone"}, false,
       "allow allow allow allow allow"},
      {"row 5", {"personnel.evaluation", "personnel.discipline", "personnel.employment", "personnel.payroll",
                 "pii.employee_id", "operations.security"}, false,
       "allow quarantine quarantine quarantine quarantine"},
      {"row 8", {"content.encrypted", "content.unreadable", "content.over_limit"}, false,
       "allow allow quarantine tag quarantine"},
      {"row 9", {"content.executable"}, false, "tag tag quarantine quarantine quarantine"},
      {"row 10", {"bulk.recipients", "bulk.rate", "bulk.all_district"}, false,
       "quarantine quarantine quarantine quarantine quarantine"},
      {"row 11", {"bulk.chain_letter", "bulk.solicitation"}, false, "tag tag tag tag tag"},
      {"row 12", {"bulk.address_list"}, false, "allow allow quarantine quarantine quarantine"},
  };
  for (const Row& row : rows) {
    for (const std::string& category : row.categories) {
      CAPTURE(row.why);
      CAPTURE(category);
      const std::vector<PersonId> about = row.about_somebody ? std::vector<PersonId>{school.cas} : std::vector<PersonId>{};
      for (double certain : {0.75, 1.0}) CHECK(school.actions({finding(category, certain, about)}, kOneOfEach) == row.want);
      // row 13, whatever the category
      for (double possible : {0.5, 0.74}) {
        CHECK(school.actions({finding(category, possible, about)}, kOneOfEach) == "allow tag tag tag tag");
      }
      CHECK(school.actions({finding(category, 0.49, about)}, kOneOfEach) == "allow allow allow allow allow");
    }
  }
}

TEST_CASE("default policy: recipient.* with and without something delicate beside it") {
  const School school;
  const std::vector<std::string> all = {"recipient.lookalike_domain", "recipient.mistyped_address", "recipient.personal_account",
                                        "recipient.wrong_guardian", "recipient.name_mismatch", "recipient.unfamiliar",
                                        "recipient.exposed_list", "recipient.inactive"};
  for (const std::string& category : all) {
    CAPTURE(category);
    CHECK(school.actions({finding(category, 0.9)}, kOneOfEach) == "tag tag tag tag tag");
    CHECK(school.actions({finding(category, 0.6)}, kOneOfEach) == "allow tag tag tag tag");
    for (const char* delicate : {"credential.password", "pii.ssn", "record.grades", "personnel.payroll", "content.encrypted"}) {
      CAPTURE(delicate);
      CHECK(school.actions({finding(category, 0.9), finding(delicate, 0.9, {school.ann})}, kOneOfEach) ==
            "tag quarantine quarantine quarantine quarantine");
    }
  }
  // Beside what is no such matter, or only possible, the address alone does not hold anything.
  CHECK(school.actions({finding("recipient.inactive", 0.9), finding("bulk.chain_letter", 0.9)}, kOneOfEach) == "tag tag tag tag tag");
  CHECK(school.actions({finding("recipient.inactive", 0.9), finding("record.grades", 0.6, {school.cas})}, kOneOfEach) == "tag tag tag tag tag");
  // Only the recipient whom the finding is about.
  CHECK(school.actions({finding("recipient.inactive", 0.9, {}, 0, 3), finding("record.grades", 0.9, {school.ann})}, kOneOfEach) ==
        "allow allow encrypt quarantine quarantine");
  CHECK(school.actions({finding("recipient.inactive", 0.9, {}, 0, 0)}, kOneOfEach) == "tag allow allow allow allow");
}

TEST_CASE("default policy: what stands below the table") {
  const School s;
  struct Case {
    std::string_view why;
    std::vector<Finding> findings;
    std::vector<std::string> to;
    std::string_view want;
    std::string sender = "teacher@school.example";
    std::string login = "";
  };
  const auto grades = [&](std::vector<PersonId> who, std::uint32_t unknown = 0) {
    return std::vector<Finding>{finding("record.grades", 0.9, std::move(who), unknown)};
  };
  const Case cases[] = {
      {"a guardian's own child", grades({s.ann}), {"parent@home.example"}, "encrypt"},
      {"both of a guardian's children", grades({s.ann, s.ben}), {"parent@home.example"}, "encrypt"},
      {"another child among them", grades({s.ann, s.cas}), {"parent@home.example"}, "quarantine"},
      {"an unknown child among them", grades({s.ann}, 1), {"parent@home.example"}, "quarantine"},
      {"only unknown children", grades({}, 2), {"parent@home.example"}, "quarantine"},
      {"severe about the guardian's own child is held", {finding("pii.ssn", 0.9, {s.ann})}, {"parent@home.example"}, "quarantine"},
      {"a student's own record", grades({s.ann}), {"ann@stu.school.example"}, "allow"},
      {"another student's record", grades({s.ben}), {"ann@stu.school.example"}, "quarantine"},
      {"a list of students", grades({s.ben}), {"students@lists.school.example"}, "quarantine"},
      {"partner, nine students", grades({s.ann, s.ben, s.cas}, 6), {"desk@state.example"}, "encrypt"},
      {"partner, ten students", grades({s.ann, s.ben, s.cas}, 7), {"desk@state.example"}, "quarantine"},
      {"partner, ten students, authorised", grades({s.ann, s.ben, s.cas}, 7), {"desk@state.example"}, "encrypt", "bulk@school.example"},
      {"outsider, authorised for partners only", grades({s.ann}), {"who@else.example"}, "quarantine", "bulk@school.example"},
      {"partner, ten numbers without names", {finding("pii.ssn", 0.9, {}, 0, kEveryRecipient, 10)}, {"desk@state.example"}, "quarantine"},
      {"partner, nine numbers without names", {finding("pii.ssn", 0.9, {}, 0, kEveryRecipient, 9)}, {"desk@state.example"}, "encrypt"},
      {"partner, many numbers of one person", {finding("pii.ssn", 0.9, {s.ann}, 0, kEveryRecipient, 12)}, {"desk@state.example"}, "encrypt"},
      {"the same six strangers in two findings of one place",
       {finding("record.grades", 0.9, {}, 6), finding("pii.birth_date", 0.9, {}, 6)}, {"desk@state.example"}, "encrypt"},
      {"mass mail by one who may", {finding("bulk.recipients", 0.9)}, {"who@else.example"}, "allow", "mass@school.example"},
      {"mass mail in the name of one who may", {finding("bulk.recipients", 0.9)}, {"who@else.example"}, "quarantine",
       "mass@school.example", "teacher@school.example"},
      {"a login that is no address: the sender counts", {finding("bulk.rate", 0.9)}, {"who@else.example"}, "allow",
       "Mass@School.example", "mass"},
      {"who may send mass mail is not free of the rest", {finding("bulk.address_list", 0.9)}, {"who@else.example"}, "quarantine", "mass@school.example"},
      {"encrypted by one who may", {finding("content.encrypted", 0.9)}, {"who@else.example"}, "allow", "crypt@school.example"},
      {"possibly encrypted by one who may", {finding("content.encrypted", 0.6)}, {"who@else.example"}, "allow", "crypt@school.example"},
      {"unreadable by one who may encrypt", {finding("content.unreadable", 0.9)}, {"who@else.example"}, "quarantine", "crypt@school.example"},
      {"a student about themself", grades({s.ann}), {"who@else.example"}, "allow", "ann@stu.school.example"},
      {"a student about themself, possibly", {finding("record.health", 0.6, {s.ann})}, {"who@else.example"}, "allow", "ann@stu.school.example"},
      {"a student's own number", {finding("pii.ssn", 0.9, {s.ann})}, {"who@else.example"}, "tag", "ann@stu.school.example"},
      {"a student's own number, without a name", {finding("pii.ssn", 0.9)}, {"who@else.example"}, "tag", "ann@stu.school.example"},
      {"a student with two numbers without a name", {finding("pii.ssn", 0.9, {}, 0, kEveryRecipient, 2)}, {"who@else.example"}, "quarantine", "ann@stu.school.example"},
      {"a student about another", grades({s.ben}), {"who@else.example"}, "quarantine", "ann@stu.school.example"},
      {"a student about themself and another", grades({s.ann, s.ben}), {"who@else.example"}, "quarantine", "ann@stu.school.example"},
      {"a student about themself and a stranger", grades({s.ann}, 1), {"who@else.example"}, "quarantine", "ann@stu.school.example"},
      {"a student's passwords are not theirs to send", {finding("credential.password", 0.9)}, {"who@else.example"}, "quarantine", "ann@stu.school.example"},
      {"a teacher about themself is no student", {finding("pii.ssn", 0.9, {s.teacher})}, {"who@else.example"}, "quarantine"},
      {"the possible adds nothing to the certain of its kind",
       {finding("record.grades", 0.9, {s.ann}), finding("record.grades", 0.6, {s.ann})}, {"ann@stu.school.example"}, "allow"},
      {"the possible of another kind does",
       {finding("record.grades", 0.9, {s.ann}), finding("record.health", 0.6, {s.ann})}, {"ann@stu.school.example"}, "tag"},
      {"each recipient their own verdict", grades({s.ann}),
       {"teacher@school.example", "parent@home.example", "who@else.example", "desk@state.example"}, "allow encrypt quarantine encrypt"},
      {"nothing found", {}, {"who@else.example", "parent@home.example"}, "allow allow"},
      {"nobody to send to", grades({s.ann}), {}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(s.actions(c.findings, c.to, c.sender, c.login) == c.want);
  }
}

TEST_CASE("default policy: rules, clauses and a sentence come with the verdict") {
  const School s;
  const auto verdicts = s.decide({finding("record.grades", 0.9, {s.ann, s.cas}), finding("bulk.chain_letter", 0.9),
                                  finding("pii.ssn", 0.9, {s.cas})},
                                 {"parent@home.example", "teacher@school.example"});
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].rules == std::vector<std::string>{"severe-numbers", "student-records"});
  CHECK(verdicts[0].clauses == std::vector<std::string>{"clause-1", "clause-4", "clause-8", "clause-11", "clause-13", "clause-19", "clause-28"});
  CHECK(verdicts[0].findings == std::vector<std::uint32_t>{0, 2});
  CHECK(verdicts[1].rules == std::vector<std::string>{"severe-numbers", "nuisance-mail"});
  CHECK(verdicts[1].action == Action::tag);

  const auto one = s.decide({finding("record.grades", 0.9, {s.ann, s.cas}, 2)}, {"parent@home.example", "ann@stu.school.example", "who@else.example"});
  CHECK(one[0].reason == "Student records or data: 2 students and 2 people not in the roster; this recipient is guardian of 1 of them");
  CHECK(one[1].reason == "Student records or data: 2 students and 2 people not in the roster; one of them is this recipient");
  CHECK(one[2].reason == "Student records or data: 2 students and 2 people not in the roster");
  CHECK(s.decide({finding("record.grades", 0.9, {s.cas})}, {"parent@home.example"})[0].reason ==
        "Student records or data: 1 student; this recipient is guardian of none of them");
  CHECK(s.decide({finding("record.grades", 0.9, {s.ann})}, {"teacher@school.example"})[0].rules.empty());
}

TEST_CASE("default policy: rules are told in order, each with a title and clauses") {
  CHECK(shipped().rules().size() >= 13);
  for (const Policy::RuleInfo& rule : shipped().rules()) {
    CHECK(!rule.title.empty());
    CHECK(!rule.clauses.empty());
  }
}

}  // namespace
}  // namespace hallpass
