// build_roster() and open_roster() together: what goes in by an export is found by what mail writes.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/roster/export_district.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("build_roster: every field is found as mail writes it") {
  District district;
  const auto report = build_roster(district.options);
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
  CHECK(report->students == 2);
  CHECK(report->guardians == 2);
  CHECK(report->staff == 2);
  CHECK(report->guardian_edges == 3);
  CHECK(report->teacher_edges == 1);
  CHECK(report->added == 6);
  CHECK(report->problem_count == 0);
  const auto roster = district.open();
  struct Case {
    const char* why;
    RosterField field;
    const char* value;
    const char* want;
  };
  const Case cases[] = {
      {"local number", RosterField::number, "182235", "s1"},
      {"with a hash", RosterField::number, "#182235", "s1"},
      {"as a spreadsheet writes it", RosterField::number, "182235.0", "s1"},
      {"state number", RosterField::state_number, "465 340 1313", "s1"},
      {"state number is no local number", RosterField::number, "4653401313", ""},
      {"employee number, small letter", RosterField::employee_number, "e17560", "t1"},
      {"a guardian's identifier is no number", RosterField::number, "G1", ""},
      {"given family", RosterField::full_name, "Maria José O'Brien-Ortiz", "s1"},
      {"no accents, no punctuation", RosterField::full_name, "maria jose obrien ortiz", "s1"},
      {"family first", RosterField::full_name, "O’Brien Ortiz, María Jose", "s1"},
      {"middle initial", RosterField::full_name, "Maria Jose Q. O'Brien-Ortiz", "s1"},
      {"another middle initial", RosterField::full_name, "Maria Jose R. O'Brien-Ortiz", ""},
      {"first given name alone", RosterField::nickname_name, "Maria O'Brien-Ortiz", "s1"},
      {"one of two family names", RosterField::nickname_name, "Maria José Ortiz", "s1"},
      {"nickname", RosterField::nickname_name, "William Page", "s2"},
      {"nickname is not the full name", RosterField::full_name, "William Page", ""},
      {"given name", RosterField::given_name, "Will", "s2"},
      {"family name is no given name", RosterField::given_name, "Page", ""},
      {"school", RosterField::school, "Oak Hill Elementary School", "s1 s2 t1 t2"},
      {"school, short", RosterField::school, "Oak Hill", "s1 s2 t1 t2"},
      {"school, shorter", RosterField::school, "Oak Hill ES", "s1 s2 t1 t2"},
      {"the district is no school", RosterField::school, "Cedar Schools", ""},
      {"another school", RosterField::school, "Oak Hills", ""},
      {"e-mail, any case", RosterField::email, "<MO@School.Example>", "s1"},
      {"phone with country code", RosterField::phone, "+1 (555) 201-0103", "g1"},
      {"second phone", RosterField::phone, "555.201.0102", "g1"},
      {"address, short", RosterField::address, "5715 lincoln ave.", "s1"},
      {"address, whole", RosterField::address, "5715 Lincoln Avenue, Apt 20", "s1"},
      {"another house", RosterField::address, "5716 Lincoln Avenue", ""},
      {"birth date", RosterField::birth_date, "2008-02-29", "s1"},
      {"birth date, American", RosterField::birth_date, "2/29/2008", "s1"},
      {"no such day", RosterField::birth_date, "2009-02-29", ""},
      {"passwords are never read", RosterField::full_name, "hunter2secret", ""},
      {"empty", RosterField::email, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(who(*roster, c.field, c.value) == c.want);
  }
  CHECK(roster->maybe_name_part("obrien"));
  CHECK(roster->maybe_name_part("william"));
  CHECK_FALSE(roster->maybe_name_part("hunter2secret"));
}

TEST_CASE("build_roster: people and edges") {
  District district;
  REQUIRE(build_roster(district.options).has_value());
  const auto roster = district.open();
  const PersonId s1 = only(*roster, "s1");
  const PersonId s2 = only(*roster, "s2");
  const PersonId g1 = only(*roster, "g1");
  const PersonId g2 = only(*roster, "g2");
  const PersonId t1 = only(*roster, "t1");
  CHECK(std::ranges::equal(roster->guardians_of(s1), std::vector{g1, g2}));
  CHECK(std::ranges::equal(roster->children_of(g2), std::vector{s1, s2}));
  CHECK(std::ranges::equal(roster->teachers_of(s1), std::vector{t1}));
  CHECK(roster->teachers_of(s2).empty());
  CHECK(roster->person(s1).directory_opt_out);
  CHECK_FALSE(roster->person(s2).directory_opt_out);
  CHECK(roster->person(s1).grade_level == 4);
  CHECK(roster->person(s2).grade_level == 0);
  CHECK(roster->person(s1).turns_18_day == 20513);  // born on a leap day: 1 March 2026
  CHECK(roster->person(s2).turns_18_day == 0);
  CHECK(roster->person(s2).common_word_name);
  CHECK_FALSE(roster->person(s1).common_word_name);
  CHECK(roster->person(only(*roster, "t1")).active);
  CHECK_FALSE(roster->person(only(*roster, "t2")).active);
  CHECK(roster->person(g1).role == PersonRole::guardian);
}

TEST_CASE("build_roster: nothing plain stands in the index") {
  District district;
  REQUIRE(build_roster(district.options).has_value());
  std::string bytes = test::read_file(district.options.index_path);
  std::ranges::transform(bytes, bytes.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* plain : {"maria", "brien", "page", "182235", "4653401313", "school.example", "5552010101", "lincoln",
                            "2008-02", "20080229", "hunter2", "e17560", "oak hill", "oakhill"}) {
    CAPTURE(plain);
    CHECK(bytes.find(plain) == std::string::npos);
  }
}

TEST_CASE("build_roster: the same export and key give the same bytes, another key others") {
  District district;
  REQUIRE(build_roster(district.options).has_value());
  const std::string first = test::read_file(district.options.index_path);
  REQUIRE(build_roster(district.options).has_value());
  CHECK(test::read_file(district.options.index_path) == first);
  std::filesystem::remove(district.options.key_path);
  REQUIRE(build_roster(district.options).has_value());
  CHECK(test::read_file(district.options.index_path) != first);
}

TEST_CASE("open_roster: refuses what is not whole") {
  District district;
  REQUIRE(build_roster(district.options).has_value());
  const std::string good = test::read_file(district.options.index_path);
  const auto code_with = [&](const std::string& bytes) {
    std::ofstream(district.options.index_path, std::ios::binary) << bytes;
    const auto roster = open_roster(district.options.index_path, district.options.key_path);
    return roster ? -1 : static_cast<int>(roster.error().code);
  };
  constexpr int kCorrupt = static_cast<int>(ErrorCode::corrupt);
  CHECK(code_with(good) == -1);
  CHECK(code_with("") == kCorrupt);
  CHECK(code_with(good.substr(0, 100)) == kCorrupt);
  CHECK(code_with(good.substr(0, good.size() - 1)) == kCorrupt);
  CHECK(code_with(good + "x") == kCorrupt);
  for (std::size_t at = good.size() - 1; at > 1'000; at -= 997) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    CAPTURE(at);
    CHECK(code_with(bytes) == kCorrupt);
  }
  code_with(good);
  REQUIRE(::chmod(district.options.key_path.c_str(), 0644) == 0);
  const auto shared_key = open_roster(district.options.index_path, district.options.key_path);
  REQUIRE_FALSE(shared_key.has_value());
  CHECK(shared_key.error().code == ErrorCode::permission);
  const auto missing = open_roster(district.dir.file("none.idx"), district.options.key_path);
  CHECK_FALSE(missing.has_value());
}

TEST_CASE("build_roster: a bad export leaves the index in use") {
  struct Case {
    const char* why;
    const char* users;
    ErrorCode code;
    const char* says;
  };
  const Case cases[] = {
      {"missing columns", "sourcedId,givenName,role\ns1,A,student\n", ErrorCode::bad_input, "column 'familyName' is missing"},
      {"empty file", "", ErrorCode::bad_input, "has no header line"},
      {"semicolons", "sourcedId;role;givenName;familyName\ns1;student;A;B\n", ErrorCode::bad_input, "separated"},
      {"UTF-16", "\xFF\xFEs\0o\0", ErrorCode::bad_input, "UTF-16"},
      {"nobody in it", "sourcedId,role,givenName,familyName\n", ErrorCode::bad_input, "no student"},
      {"half the lines are bad", "sourcedId,role,givenName,familyName\ns1,student,A,B\ns2,student\n", ErrorCode::bad_input,
       "users.csv:3"},
      {"almost everybody vanished", "sourcedId,role,givenName,familyName\ns1,student,A,B\n", ErrorCode::usage, "--force"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    District district;
    REQUIRE(build_roster(district.options).has_value());
    const std::string before = test::read_file(district.options.index_path);
    std::filesystem::remove(district.dir.file("export/demographics.csv"));
    std::filesystem::remove(district.dir.file("export/enrollments.csv"));
    district.dir.write("export/users.csv", c.users);
    const auto report = build_roster(district.options);
    REQUIRE_FALSE(report.has_value());
    CHECK(report.error().code == c.code);
    CHECK_MESSAGE(report.error().context.find(c.says) != std::string::npos, report.error().context);
    CHECK(test::read_file(district.options.index_path) == before);
  }
}

TEST_CASE("build_roster: a whole district") {
  const std::string cedar = test::shared_path("district/cedar");
  if (cedar.empty()) return;
  test::TempDir dir;
  RosterBuildOptions options;
  options.source = cedar;
  options.index_path = dir.file("cedar.idx");
  options.key_path = dir.file("cedar.key");
  const auto report = build_roster(options);
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
  CHECK(report->students == 4000);
  CHECK(report->guardians == 3790);
  CHECK(report->staff == 430);
  CHECK(report->problem_count == 0);
  CHECK(report->guardian_edges > 4000);
}
