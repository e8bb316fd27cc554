// `hallpass roster show SOURCED_ID`: what the index knows of one person, which is no name and no number.
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/roster_options.h"

namespace hallpass::cli {
namespace {

std::vector<std::string> source_ids(const Roster& roster, std::span<const PersonId> people) {
  std::vector<std::string> ids;
  for (const PersonId id : people) ids.emplace_back(roster.source_id(id));
  return ids;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

void print(const Roster& roster, PersonId id, const Printer& out) {
  const Person& person = roster.person(id);
  const auto guardians = source_ids(roster, roster.guardians_of(id));
  const auto children = source_ids(roster, roster.children_of(id));
  const auto teachers = source_ids(roster, roster.teachers_of(id));
  const std::string source_id(roster.source_id(id));
  if (out.json) {
    out.object({{"schema", 1}, {"source_id", source_id}, {"role", std::string(to_string(person.role))},
                {"active", person.active}, {"grade_level", person.grade_level}, {"turns_18_day", person.turns_18_day},
                {"directory_opt_out", person.directory_opt_out}, {"opt_out_fields", person.opt_out},
                {"dependent", person.dependent}, {"common_word_name", person.common_word_name},
                {"guardians", guardians}, {"children", children}, {"teachers", teachers}});
  }
  out.line(source_id + ": " + std::string(to_string(person.role)) + (person.active ? "" : ", has left"));
  if (person.role == PersonRole::student) {
    out.line("grade level: " + (person.grade_level == -128 ? std::string("unknown") : std::to_string(person.grade_level)));
    out.line("directory opt-out: " + std::string(person.directory_opt_out ? "yes" : "no"));
    out.line("guardians: " + listed(guardians));
    out.line("teachers: " + listed(teachers));
  }
  if (person.role == PersonRole::guardian) out.line("children: " + listed(children));
}

}  // namespace

void declare_roster_show(CLI::App& app, Invocation& call) {
  struct Words {
    RosterPlace place;
    std::string source_id;
  };
  auto words = std::make_shared<Words>();
  app.add_option("sourced_id", words->source_id, "the person's sourcedId")->required();
  add_roster_place(app, words->place);
  app.callback([&call, words] {
    call.run = [&call, words] {
      auto roster = open_roster_of(words->place, call);
      if (!roster) return report_error(roster.error());
      const auto people = (*roster)->find(RosterField::source_id, words->source_id);
      if (people.empty()) return report_error({ErrorCode::not_found, "roster: nobody has this sourcedId"});
      print(**roster, people.front(), call.out);
      return 0;
    };
  });
}

}  // namespace hallpass::cli
