// People are the same by sourcedId. A half-written export must not empty the roster: where too many have
// vanished the build is refused, and a person decides.
#include "roster/compare.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace hallpass {
namespace {

using GuardianIds = std::set<std::string_view>;

std::unordered_map<std::string_view, GuardianIds> guardians_by_student(const Export& people) {
  std::unordered_map<std::string_view, GuardianIds> guardians;
  const std::set<SourceEdge> barred(people.barred.begin(), people.barred.end());
  for (const SourceEdge& edge : people.guardian_edges) {
    if (!barred.contains(edge)) guardians[people.people[edge.second].source_id].insert(people.people[edge.first].source_id);
  }
  return guardians;
}

}  // namespace

Result<void> compare_with_index(const Export& people, const RosterBuildOptions& options, RosterBuildReport& report) {
  const auto old = open_roster(options.index_path, options.key_path);
  if (!old) {
    report.added = static_cast<std::uint32_t>(people.people.size());
    return {};
  }
  const auto now = guardians_by_student(people);
  std::uint32_t kept = 0;
  const std::uint32_t before = (*old)->person_count();
  for (PersonId id = 0; id < before; ++id) {
    const std::string_view source_id = (*old)->source_id(id);
    const auto found = people.by_source_id.find(std::string(source_id));
    if (found == people.by_source_id.end()) continue;
    ++kept;
    if (people.people[found->second].role != PersonRole::student) continue;
    GuardianIds then;
    for (const PersonId guardian : (*old)->guardians_of(id)) then.insert((*old)->source_id(guardian));
    const auto guardians = now.find(source_id);
    if (then != (guardians == now.end() ? GuardianIds{} : guardians->second)) ++report.changed_guardians;
  }
  report.gone = before - kept;
  report.added = static_cast<std::uint32_t>(people.people.size()) - kept;
  if (!options.force && report.gone > options.vanished_share_max * before) {
    return fail(ErrorCode::usage, "roster: " + std::to_string(report.gone) + " of " + std::to_string(before) +
                                      " people in the index are not in the export; the index in use stays. If that is "
                                      "right, build with --force");
  }
  return {};
}

}  // namespace hallpass
