// The formats an export may come in: OneRoster 1.2 with roles.csv, School Data Sync V2.1, and a zip of either.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/roster/export_district.h"
#include "tests/support/roster_files.h"

using namespace hallpass;
namespace test = hallpass::test;

namespace {

struct Built {
  test::TempDir dir;
  RosterBuildOptions options = test::roster_files(dir);

  RosterBuildReport build() const {
    auto report = build_roster(options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    return *report;
  }
  std::shared_ptr<const Roster> open() const {
    auto roster = open_roster(options.index_path, options.key_path);
    REQUIRE(roster.has_value());
    return *roster;
  }
};

PersonId only(const Roster& roster, RosterField field, std::string_view value) {
  const auto people = roster.find(field, value);
  REQUIRE(people.size() == 1);
  return people.front();
}

void zip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& members) {
  archive* const writer = archive_write_new();
  archive_write_set_format_zip(writer);
  REQUIRE(archive_write_open_filename(writer, path.c_str()) == ARCHIVE_OK);
  for (const auto& [name, bytes] : members) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
}

constexpr const char* kUsers12 =
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns\n"
    "s1,active,,true,,\"{State ID:9001},{LDAP:hs}\",Humberto,Solis,,5501,,,,g1,05,swordfish9,,Berto,,Solis-Vega,o1,\n"
    "g1,active,,true,,,Ada,Solis,,,ada@home.example,,,,,,,,,,,\n"
    "t1,active,,true,,,Kim,Jung,,E77,kim@school.example,,,,,,,,,,,\n";
constexpr const char* kRoles12 =
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n"
    "r1,active,,s1,primary,student,,,o1,\n"
    "r2,active,,g1,primary,guardian,,,o1,\n"
    "r3,active,,t1,secondary,aide,,,o2,\n"
    "r4,active,,t1,primary,principal,,,o1,\n"
    "r5,tobedeleted,,s1,primary,teacher,,,o1,\n";

using Files = std::vector<std::pair<std::string, std::string>>;

const Files kSds = {
    {"users.csv", "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n"
                 "s1,hs,Humberto,Solis,swordfish9,,hs@school.example,,\n"
                 "c1,ada,Ada,Solis,,,ada@home.example,+15552010101,\n"
                 "t1,kim,Kim,Jung,,,kim@school.example,,\n"},
    {"roles.csv", "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n"
                 "s1,o1,student,,05,true,,\nt1,o1,faculty,,,true,,\n"},
    {"relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole\ns1,c1,parent\n"},
    {"enrollments.csv", "classSourcedId,userSourcedId,role\nk1,s1,student\nk1,t1,teacher\n"},
    {"demographics.csv", "userSourcedId,sex,birthDate\ns1,male,2015-02-03\n"},
};

}  // namespace

TEST_CASE("read_export: OneRoster 1.2") {
  Built built;
  built.dir.write("export/users.csv", kUsers12);
  built.dir.write("export/roles.csv", kRoles12);
  const auto report = built.build();
  CHECK(report.students == 1);
  CHECK(report.guardians == 1);
  CHECK(report.staff == 1);
  CHECK(report.guardian_edges == 1);
  const auto roster = built.open();
  const PersonId student = only(*roster, RosterField::full_name, "Humberto Solis");
  CHECK(roster->person(student).role == PersonRole::student);
  CHECK(roster->person(student).grade_level == 5);
  CHECK_MESSAGE(only(*roster, RosterField::nickname_name, "Berto Solis") == student, "preferred given name");
  CHECK_MESSAGE(only(*roster, RosterField::nickname_name, "Berto Solis-Vega") == student, "both preferred names");
  CHECK(only(*roster, RosterField::state_number, "9001") == student);
  CHECK(roster->find(RosterField::number, "hs").empty());
  CHECK_FALSE(roster->maybe_name_part("swordfish"));
  const PersonId staff = only(*roster, RosterField::email, "kim@school.example");
  CHECK(roster->person(staff).school == roster->person(student).school);
}

TEST_CASE("read_export: School Data Sync V2.1") {
  Built built;
  for (const auto& [name, bytes] : kSds) built.dir.write("export/" + name, bytes);
  const auto report = built.build();
  CHECK(report.students == 1);
  CHECK(report.guardians == 1);
  CHECK(report.staff == 1);
  const auto roster = built.open();
  const PersonId student = only(*roster, RosterField::birth_date, "2015-02-03");
  const PersonId guardian = only(*roster, RosterField::phone, "555-201-0101");
  REQUIRE(roster->guardians_of(student).size() == 1);
  CHECK(roster->guardians_of(student).front() == guardian);
  CHECK(roster->teachers_of(student).size() == 1);
  CHECK(roster->person(student).grade_level == 5);
}

TEST_CASE("read_export: every format as a folder and as a zip gives the same index") {
  struct Case {
    const char* why;
    Files files;
    const char* secret;
  };
  const Case cases[] = {
      {"OneRoster 1.1", {{"users.csv", test::kUsers}, {"demographics.csv", test::kDemographics}, {"orgs.csv", test::kOrgs},
                         {"enrollments.csv", test::kEnrollments}}, "hunter2secret"},
      {"OneRoster 1.2", {{"users.csv", kUsers12}, {"roles.csv", kRoles12}}, "swordfish9"},
      {"School Data Sync V2.1", kSds, "swordfish9"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Built built;
    for (const auto& [name, bytes] : c.files) built.dir.write("export/" + name, bytes);
    const RosterBuildReport folder = built.build();
    CHECK(folder.students >= 1);
    CHECK(folder.guardian_edges >= 1);
    CHECK(folder.problem_count == 0);
    const auto roster = built.open();
    CHECK_FALSE_MESSAGE(roster->maybe_name_part(c.secret), "a password is no part of a name");
    for (int field = 0; field <= static_cast<int>(RosterField::school); ++field) {
      CHECK_MESSAGE(roster->find(static_cast<RosterField>(field), c.secret).empty(), "nor any other value");
    }
    built.options.source = built.dir.file("export.zip");
    zip(built.options.source, c.files);
    const RosterBuildReport zipped = built.build();
    CHECK(zipped.version == folder.version);
    CHECK(zipped.gone == 0);
  }
}

TEST_CASE("read_export: public samples of the formats") {
  struct Case {
    const char* why;
    const char* source;
    std::uint32_t students, guardians, staff, teacher_edges;
    const char* name;
  };
  const Case cases[] = {
      {"OneRoster 1.1 with columns of a vendor's", "realdata/school/oneroster/oat-sa/OneRosterv1p1BaseCSV", 2, 0, 0, 0, "Ionut Padurariu"},
      {"OneRoster 1.1 in a zip", "realdata/school/oneroster/moodle-enrol/Test_minimal_data_set.zip", 3, 1, 2, 1, "Mary Jones"},
      {"OneRoster 1.2 in a zip", "realdata/school/oneroster/moodle-enrol/oneroster_test_data.zip", 1, 0, 0, 0, "Wayne, Bruce"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string source = test::shared_path(c.source);
    if (source.empty()) return;
    Built built;
    built.options.source = source;
    const RosterBuildReport report = built.build();
    CHECK(report.students == c.students);
    CHECK(report.guardians == c.guardians);
    CHECK(report.staff == c.staff);
    CHECK(report.teacher_edges == c.teacher_edges);
    CHECK(report.problem_count == 0);
    CHECK(built.open()->find(RosterField::full_name, c.name).size() == 1);
  }
}

TEST_CASE("read_export: a zip, with or without a folder in it") {
  for (const char* prefix : {"", "export 2026/"}) {
    CAPTURE(std::string(prefix));
    Built built;
    built.options.source = built.dir.file("export.zip");
    zip(built.options.source, {{std::string(prefix) + "users.csv", kUsers12},
                               {std::string(prefix) + "roles.csv", kRoles12},
                               {std::string(prefix) + "notes.txt", "nothing of ours"}});
    CHECK(built.build().students == 1);
  }
}

TEST_CASE("read_export: what is no export") {
  struct Case {
    const char* why;
    const char* name;
    std::string bytes;
    ErrorCode code;
  };
  const test::TempDir made;
  zip(made.file("good.zip"), {{"users.csv", kUsers12}});
  const std::string good = test::read_file(made.file("good.zip"));
  const Case cases[] = {
      {"nothing there", "", "", ErrorCode::not_found},
      {"an empty file", "export", "", ErrorCode::bad_input},
      {"no zip", "export", "hello", ErrorCode::bad_input},
      {"a cut zip", "export", good.substr(0, good.size() / 2), ErrorCode::bad_input},
      {"a folder without users.csv", "export/orgs.csv", "a,b\n", ErrorCode::bad_input},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    Built built;
    if (*c.name) built.dir.write(c.name, c.bytes);
    const auto report = build_roster(built.options);
    REQUIRE_FALSE(report.has_value());
    CHECK(report.error().code == c.code);
    CHECK(report.error().context.find(built.options.source) != std::string::npos);
  }
}
