// `hallpass roster stats` and `hallpass roster verify`: the index as a whole.
#include <array>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/roster_options.h"
#include "hallpass/roster_build.h"

namespace hallpass::cli {
namespace {

struct Counts {
  std::array<std::uint32_t, 3> by_role{};
  std::uint32_t left = 0;
  std::uint32_t opted_out = 0;
  std::uint32_t consented = 0;
  std::uint32_t common_word_names = 0;
  std::uint32_t without_guardian = 0;
  std::uint64_t guardian_edges = 0;
  std::uint64_t teacher_edges = 0;
};

Counts count(const Roster& roster) {
  Counts counts;
  for (PersonId id = 0; id < roster.person_count(); ++id) {
    const Person& person = roster.person(id);
    ++counts.by_role[static_cast<std::size_t>(person.role)];
    counts.left += person.active ? 0 : 1;
    if (person.role != PersonRole::student) continue;
    counts.opted_out += person.directory_opt_out ? 1 : 0;
    counts.consented += person.consent != 0 ? 1 : 0;
    counts.common_word_names += person.common_word_name ? 1 : 0;
    counts.without_guardian += roster.guardians_of(id).empty() ? 1 : 0;
    counts.guardian_edges += roster.guardians_of(id).size();
    counts.teacher_edges += roster.teachers_of(id).size();
  }
  return counts;
}

int print_stats(const RosterPlace& place, const Invocation& call) {
  auto roster = open_roster_of(place, call);
  if (!roster) return report_error(roster.error());
  const Counts counts = count(**roster);
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"version", std::string((*roster)->version())}, {"students", counts.by_role[0]},
                     {"guardians", counts.by_role[1]}, {"staff", counts.by_role[2]}, {"left", counts.left},
                     {"opted_out", counts.opted_out}, {"consented", counts.consented}, {"common_word_names", counts.common_word_names},
                     {"without_guardian", counts.without_guardian}, {"guardian_edges", counts.guardian_edges},
                     {"teacher_edges", counts.teacher_edges}});
  }
  call.out.table({"what", "count"}, {{"students", std::to_string(counts.by_role[0])},
                                     {"guardians", std::to_string(counts.by_role[1])},
                                     {"staff", std::to_string(counts.by_role[2])},
                                     {"people who have left", std::to_string(counts.left)},
                                     {"students opted out of directory information", std::to_string(counts.opted_out)},
                                     {"students with a consent on file", std::to_string(counts.consented)},
                                     {"students whose name is two common words", std::to_string(counts.common_word_names)},
                                     {"students without a guardian", std::to_string(counts.without_guardian)},
                                     {"guardian ties", std::to_string(counts.guardian_edges)},
                                     {"teacher and counselor ties", std::to_string(counts.teacher_edges)}});
  call.out.line("version " + std::string((*roster)->version()));
  return 0;
}

int print_verified(const RosterPlace& place, const Invocation& call) {
  auto whole = resolved(place, call);
  if (!whole) return report_error(whole.error());
  auto version = verify_roster(whole->index, whole->key);
  if (!version) return report_error(version.error());
  if (call.out.json) call.out.object({{"schema", 1}, {"whole", true}, {"version", *version}});
  call.out.line(whole->index + ": whole, and made with this key; version " + *version);
  return 0;
}

void bind(CLI::App& app, Invocation& call, int (*run)(const RosterPlace&, const Invocation&)) {
  auto place = std::make_shared<RosterPlace>();
  add_roster_place(app, *place);
  app.callback([&call, place, run] { call.run = [&call, place, run] { return run(*place, call); }; });
}

}  // namespace

void declare_roster_stats(CLI::App& app, Invocation& call) { bind(app, call, print_stats); }
void declare_roster_verify(CLI::App& app, Invocation& call) { bind(app, call, print_verified); }

}  // namespace hallpass::cli
