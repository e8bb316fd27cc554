// A district of six people as a OneRoster 1.1 export, and short questions to its index.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/support/paths.h"
#include "tests/support/roster_files.h"

namespace hallpass::test {

inline constexpr const char* kUsers =
    "sourcedId,status,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,"
    "email,sms,phone,agentSourcedIds,grades,password,metadata.stateId,metadata.homeAddress,metadata.directoryOptOut\n"
    "s1,active,true,o1,student,mo,,Maria José,O'Brien-Ortiz,Quinn,182235,mo@school.example,,555-201-0101,\"g1,g2\",04,"
    "hunter2secret,4653401313,\"5715 Lincoln Avenue, Apt 20, Town, IA 50613\",true\n"
    "s2,active,true,o1,student,wp,,Will,Page,,182236,wp@school.example,,,g2,KG,,4653401314,,false\n"
    "g1,active,true,o1,guardian,,,Ana,Ortiz,,G1,ana@home.example,(555) 201-0102,1-555-201-0103,s1,,,,,\n"
    "g2,active,true,o1,parent,,,Ben,O'Brien,,G2,ben@home.example,,,s1,,,,,\n"
    "t1,active,true,o1,teacher,,,Kim,Jung,,E17560,kim@school.example,,,,,,,,\n"
    "t2,tobedeleted,false,o1,aide,,,Lee,Long,,E17561,lee@school.example,,,,,,,,\n";
inline constexpr const char* kDemographics = "sourcedId,status,dateLastModified,birthDate,sex\ns1,active,,2008-02-29,female\n";
inline constexpr const char* kOrgs = "sourcedId,name,type\no0,Cedar Schools,district\no1,Oak Hill Elementary School,school\n";
inline constexpr const char* kEnrollments =
    "sourcedId,classSourcedId,userSourcedId,role,status\ne1,c1,t1,teacher,active\ne2,c1,s1,student,active\n";

struct District {
  TempDir dir;
  RosterBuildOptions options = test::roster_files(dir);

  District() {
    dir.write("export/users.csv", kUsers);
    dir.write("export/demographics.csv", kDemographics);
    dir.write("export/orgs.csv", kOrgs);
    dir.write("export/enrollments.csv", kEnrollments);
    options.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons";
  }
  std::shared_ptr<const Roster> open() const {
    auto roster = open_roster(options.index_path, options.key_path);
    REQUIRE_MESSAGE(roster.has_value(), (roster ? "" : roster.error().context));
    return *roster;
  }
};

// The sourcedIds found, joined by a space.
inline std::string who(const Roster& roster, RosterField field, std::string_view value) {
  std::string text;
  for (const PersonId person : roster.find(field, value)) {
    if (!text.empty()) text += ' ';
    text += roster.source_id(person);
  }
  return text;
}

inline PersonId only(const Roster& roster, std::string_view source_id) {
  const auto found = roster.find(RosterField::source_id, source_id);
  REQUIRE(found.size() == 1);
  return found.front();
}

}  // namespace hallpass::test
