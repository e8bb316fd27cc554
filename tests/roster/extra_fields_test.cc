// What the standards lack, from the side CSV or mapped columns; and who teaches or counsels whom.
#include <algorithm>

#include "tests/roster/export_district.h"
#include "tests/support/roster_files.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("build_roster: the side file adds what the standard lacks") {
  District district;
  district.options.side_csv = district.dir.write(
      "side.csv", "sourcedId,optOut,barred,dependent,homeAddress\ns2,photo;address,g2,yes,12 Hill Court\n");
  REQUIRE(build_roster(district.options).has_value());
  const auto roster = district.open();
  const PersonId s2 = only(*roster, "s2");
  const PersonId g2 = only(*roster, "g2");
  CHECK(roster->barred(g2, s2));
  CHECK_FALSE(roster->barred(g2, only(*roster, "s1")));
  CHECK(roster->guardians_of(s2).empty());
  CHECK(roster->children_of(g2).size() == 1);
  CHECK(roster->person(s2).opt_out == (kOptOutPhoto | kOptOutAddress));
  CHECK(roster->person(s2).dependent);
  CHECK(who(*roster, RosterField::address, "12 Hill Ct") == "s2");
}

TEST_CASE("build_roster: what a family agreed to, and what it refused") {
  struct Case {
    const char* why;
    const char* column;
    const char* value;
    int opt_out, consent;
    std::uint64_t problems;
  };
  constexpr int kMedia = kOptOutPhoto | kOptOutActivity | kOptOutAward;
  const Case cases[] = {
      {"pictures allowed", "photoConsent", "true", 0, kConsentPhoto, 0},
      {"pictures allowed, in other words", "photoConsent", "Signed", 0, kConsentPhoto, 0},
      {"pictures refused", "photoConsent", "no", kOptOutPhoto, 0, 0},
      {"media allowed", "mediaConsent", "Y", 0, kConsentMedia, 0},
      {"media refused", "mediaConsent", "refused", kMedia, 0, 0},
      {"directory allowed expressly", "directoryConsent", "1", 0, kConsentDirectory, 0},
      {"directory refused", "directoryConsent", "0", kOptOutAll, 0, 0},
      {"third parties allowed", "thirdPartyConsent", "given", 0, kConsentThirdParty, 0},
      {"third parties refused: nobody asked for them", "thirdPartyConsent", "denied", 0, 0, 0},
      {"nothing said", "photoConsent", "", 0, 0, 0},
      {"a word nobody knows counts as refused, and is told", "photoConsent", "maybe", kOptOutPhoto, 0, 1},
      {"out of all", "optOut", "all", kOptOutAll, 0, 0},
      {"not out", "optOut", "false", 0, 0, 0},
      {"field by field", "optOut", "name; grade ;EMAIL", kOptOutName | kOptOutGrade | kOptOutEmail, 0, 0},
      {"out of media", "optOut", "media", kMedia, 0, 0},
      {"a field nobody knows counts as all, and is told", "optOut", "shoe size", kOptOutAll, 0, 1},
      {"dependent is told apart", "dependent", "perhaps", 0, 0, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    District district;
    district.options.side_csv = district.dir.write("side.csv", std::string("sourcedId,") + c.column + "\ns2," + c.value + "\n");
    const auto report = build_roster(district.options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    CHECK(report->problem_count == c.problems);
    const auto roster = district.open();
    const Person& person = roster->person(only(*roster, "s2"));
    CHECK(person.opt_out == c.opt_out);
    CHECK(person.directory_opt_out == (c.opt_out != 0));
    CHECK(person.consent == c.consent);
    CHECK_FALSE(person.dependent);
  }
}

TEST_CASE("build_roster: metadata columns hold what the configuration maps") {
  District district;
  std::string users = kUsers;
  const auto put = [&](const std::string& from, const std::string& to) { users.replace(users.find(from), from.size(), to); };
  put("metadata.stateId,metadata.homeAddress,metadata.directoryOptOut\n", "x.state,X.Home,x.out,x.photo,x.barred,x.dep,x.born,x.who\n");
  put("Town, IA 50613\",true\n", "Town, IA 50613\",grade;award,yes,g2,true,2011-05-06,t1;t9\n");
  put("4653401314,,false\n", "4653401314,,,no,,,,\n");
  for (const char* line : {"\ng1,", "\ng2,", "\nt1,", "\nt2,"}) users.insert(users.find('\n', users.find(line) + 1), ",,,,,");
  district.dir.write("export/users.csv", users);
  district.options.columns = {{"state_number", "x.state"}, {"home_address", "X.HOME"}, {"directory_opt_out", "x.out"},
                              {"photo_consent", "x.photo"}, {"barred", "x.barred"}, {"dependent", "x.dep"},
                              {"birth_date", "x.born"}, {"counselors", "x.who"}, {"title", "x.none"}, {"media_consent", ""}};
  SUBCASE("all of them") {
    const auto report = build_roster(district.options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    CHECK_MESSAGE(report->problem_count == 1, "t9 is nobody");
    const auto roster = district.open();
    const PersonId s1 = only(*roster, "s1"), g2 = only(*roster, "g2");
    CHECK(who(*roster, RosterField::state_number, "4653401313") == "s1");
    CHECK(who(*roster, RosterField::address, "5715 lincoln ave") == "s1");
    CHECK(roster->person(s1).opt_out == (kOptOutGrade | kOptOutAward));
    CHECK(roster->person(s1).consent == kConsentPhoto);
    CHECK(roster->person(s1).dependent);
    CHECK(roster->barred(g2, s1));
    CHECK_MESSAGE(who(*roster, RosterField::birth_date, "2008-02-29") == "s1", "demographics.csv has the last word");
    CHECK(roster->teachers_of(s1).size() == 1);
    CHECK(roster->person(only(*roster, "s2")).opt_out == kOptOutPhoto);
  }
  SUBCASE("a column of passwords") {
    district.options.columns["home_address"] = "Password";
    const auto report = build_roster(district.options);
    REQUIRE_FALSE(report.has_value());
    CHECK(report.error().context.find("passwords") != std::string::npos);
    CHECK(report.error().context.find("hunter2secret") == std::string::npos);
  }
}

TEST_CASE("build_roster: teachers by class, counselors by school or by name") {
  struct Case {
    const char* why;
    const char* staff;        // lines of users.csv
    const char* side;
    const char* classes;
    const char* sessions;
    const char* enrollments;
    std::int64_t today;
    const char* want;         // who knows s1
  };
  constexpr const char* kPlainClass = "sourcedId,status,termSourcedIds\nc1,active,t26\n";
  constexpr const char* kTerm = "sourcedId,status,endDate\nt26,active,2026-06-05\nt25,active,2025-06-05\n";
  constexpr const char* kBoth = "classSourcedId,userSourcedId,role,status,endDate\nc1,kim,teacher,active,\nc1,s1,student,active,\n";
  constexpr const char* kKim = "kim,teacher,Kim,Jung,o1,\n";
  constexpr std::int64_t kAugust2026 = 20'680, kNovember2026 = 20'780;  // days
  const Case cases[] = {
      {"share a class", kKim, "", kPlainClass, kTerm, kBoth, 0, "kim"},
      {"in the summer after it ended", kKim, "", kPlainClass, kTerm, kBoth, kAugust2026, "kim"},
      {"long after it ended", kKim, "", kPlainClass, kTerm, kBoth, kNovember2026, ""},
      {"without a clock, all classes count", kKim, "", "sourcedId,termSourcedIds\nc1,t25\n", kTerm, kBoth, 0, "kim"},
      {"last of two terms counts", kKim, "", "sourcedId,termSourcedIds\nc1,\"t25,t26\"\n", kTerm, kBoth, kAugust2026, "kim"},
      {"a term nobody knows", kKim, "", "sourcedId,termSourcedIds\nc1,t99\n", kTerm, kBoth, kNovember2026, "kim"},
      {"School Data Sync's name for terms", kKim, "", "sourcedId,sessionSourcedIds\nc1,t25\n", kTerm, kBoth, kAugust2026, ""},
      {"class deleted", kKim, "", "sourcedId,status,termSourcedIds\nc1,tobedeleted,t26\n", kTerm, kBoth, 0, ""},
      {"enrolment deleted", kKim, "", kPlainClass, kTerm,
       "classSourcedId,userSourcedId,role,status\nc1,kim,teacher,active\nc1,s1,student,tobedeleted\n", 0, ""},
      {"left the class in time", kKim, "", kPlainClass, kTerm,
       "classSourcedId,userSourcedId,role,endDate\nc1,kim,teacher,\nc1,s1,student,2025-10-01\n", kAugust2026, ""},
      {"another class", kKim, "", kPlainClass, kTerm, "classSourcedId,userSourcedId,role\nc1,kim,teacher\nc2,s1,student\n", 0, ""},
      {"an assisting student is no teacher", kKim, "", kPlainClass, kTerm,
       "classSourcedId,userSourcedId,role\nc1,s2,teacher\nc1,s1,student\n", 0, ""},
      {"counselor of the school by role", "kim,counselor,Kim,Jung,o1,\n", "", "", "", "", 0, "kim"},
      {"counselor of the school by title", "kim,aide,Kim,Jung,o1,School Counselor\n", "", "", "", "", 0, "kim"},
      {"counselor of two schools", "kim,aide,Kim,Jung,\"o2,o1\",Counsellor\n", "", "", "", "", 0, "kim"},
      {"counselor of another school", "kim,counselor,Kim,Jung,o2,\n", "", "", "", "", 0, ""},
      {"other staff of the school", "kim,aide,Kim,Jung,o1,Secretary\n", "", "", "", "", 0, ""},
      {"the student's own counselor, not the school's", "kim,counselor,Kim,Jung,o1,\nlee,counselor,Lee,Long,o1,\n",
       "sourcedId,counselors\ns1,lee\n", "", "", "", 0, "lee"},
      {"teacher and counselor", "kim,teacher,Kim,Jung,o1,\nlee,counselor,Lee,Long,o1,\n", "", kPlainClass, kTerm, kBoth, 0, "kim lee"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const test::TempDir dir;
    dir.write("export/users.csv", std::string("sourcedId,role,givenName,familyName,orgSourcedIds,metadata.title\ns1,student,A,B,o1,\n"
                                              "s2,student,C,D,o1,\n") + c.staff);
    for (const auto& [name, bytes] : {std::pair{"classes.csv", c.classes}, {"academicSessions.csv", c.sessions}, {"enrollments.csv", c.enrollments}}) {
      if (*bytes) dir.write(std::string("export/") + name, bytes);
    }
    RosterBuildOptions options = test::roster_files(dir);
    options.now_seconds = c.today * 86'400;
    if (*c.side) options.side_csv = dir.write("side.csv", c.side);
    const auto report = build_roster(options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    const auto roster = *open_roster(options.index_path, options.key_path);
    const PersonId s1 = only(*roster, "s1");
    std::string known_by;
    for (const PersonId person : roster->teachers_of(s1)) {
      known_by += (known_by.empty() ? "" : " ") + std::string(roster->source_id(person));
      CHECK(std::ranges::binary_search(roster->students_of(person), s1));
    }
    CHECK(known_by == c.want);
  }
}
