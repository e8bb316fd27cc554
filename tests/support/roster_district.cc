#include "tests/support/roster_district.h"

#include <sstream>
#include <stdexcept>

#include "hallpass/roster_build.h"

namespace hallpass::test {

std::shared_ptr<const Roster> roster_of(const TempDir& dir, const std::string& people, const std::string& enrollments) {
  constexpr int kColumns = 14;
  std::istringstream lines(people);
  std::ostringstream users;
  users << "sourcedId,role,givenName,middleName,familyName,identifier,metadata.stateId,email,phone,agentSourcedIds,grades,"
           "orgSourcedIds,metadata.homeAddress,birthDate\n";
  for (std::string line; std::getline(lines, line);) {
    int commas = 0;
    for (const char c : line) commas += c == ',';
    users << line << std::string(static_cast<std::size_t>(std::max(0, kColumns - 1 - commas)), ',') << "\n";
  }
  dir.write("district/orgs.csv", "sourcedId,name,type\no1,Oak Hill Elementary,school\no2,Larch Middle School,school\n");
  if (!enrollments.empty()) dir.write("district/enrollments.csv", "classSourcedId,userSourcedId,role\n" + enrollments);
  RosterBuildOptions options;
  dir.write("district/users.csv", users.str());
  options.source = dir.file("district");
  options.index_path = dir.file("district.idx");
  options.key_path = dir.file("district.key");
  options.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons";
  const auto report = build_roster(options);
  if (!report) throw std::runtime_error(report.error().context);
  auto roster = open_roster(options.index_path, options.key_path);
  if (!roster) throw std::runtime_error(roster.error().context);
  return *roster;
}

}  // namespace hallpass::test
