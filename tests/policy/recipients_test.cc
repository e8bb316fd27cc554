#include <doctest/doctest.h>

#include "hallpass/policy.h"
#include "tests/support/made_roster.h"

namespace hallpass {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kToday = 20'500;  // days since 1970

Envelope envelope_to(std::string_view address) {
  Envelope envelope;
  envelope.recipients.emplace_back(address);
  return envelope;
}

TEST_CASE("classify_recipients: the class of an address") {
  using enum PersonRole;
  test::MadeRoster roster;
  roster.add(student, "stu-1", {"kid@school.example", "kid@gmail.example"});
  roster.add(guardian, "gua-1", {"mother@home.example", "clerk@state.example", "cook@school.example"});
  roster.add(staff, "sta-1", {"teacher@school.example"});
  roster.add(student, "stu-2", {"both@school.example"});
  roster.add(staff, "sta-2", {"both@school.example"});
  roster.add(student, "stu-3", {"family@home.example"});
  roster.add(guardian, "gua-3", {"family@home.example"});
  District district;
  district.internal_domains = {"school.example"};
  district.partner_domains = {"state.example"};
  district.student_lists = {"seniors@school.example", "band@groups.example"};
  struct Case {
    std::string_view why, address, want;
  };
  const Case cases[] = {
      {"staff", "teacher@school.example", "internal"},
      {"unknown inside", "office@school.example", "internal"},
      {"below an internal domain", "x@hs.school.example", "internal"},
      {"written large", "<Teacher@School.EXAMPLE>", "internal"},
      {"a student's account", "kid@school.example", "student"},
      {"a student's private address on file", "kid@gmail.example", "student"},
      {"a list of students inside", "seniors@school.example", "student"},
      {"a list of students outside", "band@groups.example", "student"},
      {"a student who works here", "both@school.example", "internal"},
      {"a guardian", "mother@home.example", "guardian"},
      {"a guardian at a partner", "clerk@state.example", "guardian"},
      {"a guardian inside is an employee", "cook@school.example", "internal"},
      {"an address parent and student share", "family@home.example", "guardian"},
      {"a partner", "desk@state.example", "partner"},
      {"below a partner", "desk@mail.state.example", "partner"},
      {"not below a partner", "desk@notstate.example", "external"},
      {"ends like the district", "x@myschool.example", "external"},
      {"nobody known", "who@else.example", "external"},
      {"no domain", "postmaster", "external"},
      {"nothing", "", "external"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const auto got = classify_recipients(envelope_to(c.address), roster, district, kToday * kDay);
    REQUIRE(got.size() == 1);
    CHECK(to_string(got[0].recipient_class) == c.want);
    CHECK(got[0].address == c.address);
  }
}

TEST_CASE("classify_recipients: whom a recipient may know about") {
  using enum PersonRole;
  test::MadeRoster roster;
  const PersonId child = roster.add(student, "stu-1", {"child@school.example"});
  const PersonId grown = roster.add(student, "stu-2");
  const PersonId dependent = roster.add(student, "stu-3");
  const PersonId nearly = roster.add(student, "stu-4");
  const PersonId kept_away = roster.add(student, "stu-5");
  const PersonId parent = roster.add(guardian, "gua-1", {"parent@home.example"});
  const PersonId gone = roster.add(guardian, "gua-2", {"gone@home.example"});
  for (PersonId each : {child, grown, dependent, nearly}) roster.set_guardian(parent, each);
  roster.at(grown).turns_18_day = kToday;
  roster.at(dependent).turns_18_day = kToday - 300;
  roster.at(dependent).dependent = true;
  roster.at(nearly).turns_18_day = kToday + 1;
  roster.bar(parent, kept_away);
  const PersonId kept = roster.add(guardian, "gua-3", {"kept@home.example"});
  roster.set_guardian(kept, child);
  roster.set_guardian(kept, kept_away);
  roster.bar(kept, kept_away);
  roster.set_guardian(gone, child);
  roster.at(gone).active = false;
  const auto entitled = [&](const char* address, std::int64_t now) {
    return classify_recipients(envelope_to(address), roster, {}, now)[0].entitled;
  };
  using Ids = std::vector<PersonId>;
  CHECK(entitled("parent@home.example", kToday * kDay) == Ids{child, dependent, nearly});
  CHECK(entitled("parent@home.example", kToday * kDay - 1) == Ids{child, grown, dependent, nearly});
  CHECK(entitled("parent@home.example", (kToday + 1) * kDay) == Ids{child, dependent});
  CHECK(entitled("child@school.example", kToday * kDay) == Ids{child});
  CHECK(entitled("gone@home.example", kToday * kDay).empty());
  CHECK(entitled("who@else.example", kToday * kDay).empty());
  CHECK_MESSAGE((entitled("kept@home.example", kToday * kDay) == Ids{child}), "barred from one child, guardian of the other");
}

TEST_CASE("classify_recipients: teachers and counselors at the district's address") {
  using enum PersonRole;
  test::MadeRoster roster;
  const PersonId first = roster.add(student, "stu-1");
  const PersonId second = roster.add(student, "stu-2");
  const PersonId own = roster.add(student, "stu-3");
  const PersonId teacher = roster.add(staff, "stf-1", {"kim@school.example", "kim@home.example"});
  const PersonId parent = roster.add(guardian, "gua-1", {"kim@home.example"});
  const PersonId left = roster.add(staff, "stf-2", {"lee@school.example"});
  for (PersonId who : {teacher, left}) roster.set_teacher(who, first);
  roster.set_teacher(teacher, second);
  roster.set_teacher(teacher, second);
  roster.set_guardian(parent, own);
  roster.at(left).active = false;
  roster.at(second).turns_18_day = kToday - 100;
  District district;
  district.internal_domains = {"school.example"};
  const auto entitled = [&](const char* address) {
    return classify_recipients(envelope_to(address), roster, district, kToday * kDay)[0].entitled;
  };
  using Ids = std::vector<PersonId>;
  CHECK_MESSAGE((entitled("kim@school.example") == Ids{first, second}), "whom they teach, of age or not");
  CHECK_MESSAGE((entitled("kim@home.example") == Ids{own}), "at home a parent and nothing else");
  CHECK_MESSAGE(entitled("lee@school.example").empty(), "has left");
}

}  // namespace
}  // namespace hallpass
