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

struct BitWord {
  std::uint16_t bit;
  std::string_view word;
};
constexpr BitWord kOptOutWords[] = {{kOptOutName, "name"},   {kOptOutAddress, "address"},     {kOptOutPhone, "phone"},
                                    {kOptOutEmail, "email"}, {kOptOutPhoto, "photo"},         {kOptOutBirthDate, "birth date"},
                                    {kOptOutGrade, "grade"}, {kOptOutActivity, "activity"},   {kOptOutAward, "award"}};
constexpr BitWord kConsentWords[] = {{kConsentPhoto, "photo"}, {kConsentMedia, "media"}, {kConsentDirectory, "directory"},
                                     {kConsentThirdParty, "third party"}};

std::vector<std::string> words_of(std::uint16_t bits, std::span<const BitWord> words) {
  std::vector<std::string> said;
  for (const BitWord& row : words) {
    if ((bits & row.bit) != 0) said.emplace_back(row.word);
  }
  return said;
}

void print(const Roster& roster, PersonId id, const Printer& out) {
  const Person& person = roster.person(id);
  const auto guardians = source_ids(roster, roster.guardians_of(id));
  const auto children = source_ids(roster, roster.children_of(id));
  const auto teachers = source_ids(roster, roster.teachers_of(id));
  const auto students = source_ids(roster, roster.students_of(id));
  const auto refused = words_of(person.opt_out, kOptOutWords);
  const auto consent = words_of(person.consent, kConsentWords);
  const std::string source_id(roster.source_id(id));
  if (out.json) {
    out.object({{"schema", 1}, {"source_id", source_id}, {"role", std::string(to_string(person.role))},
                {"active", person.active}, {"grade_level", person.grade_level}, {"turns_18_day", person.turns_18_day},
                {"directory_opt_out", person.directory_opt_out}, {"opt_out_fields", person.opt_out},
                {"opt_out", refused}, {"consent", consent},
                {"dependent", person.dependent}, {"common_word_name", person.common_word_name},
                {"guardians", guardians}, {"children", children}, {"teachers", teachers}, {"students", students}});
  }
  out.line(source_id + ": " + std::string(to_string(person.role)) + (person.active ? "" : ", has left"));
  if (person.role == PersonRole::student) {
    out.line("grade level: " + (person.grade_level == -128 ? std::string("unknown") : std::to_string(person.grade_level)));
    out.line("directory opt-out: " + (person.opt_out == kOptOutAll ? "all" : listed(refused)));
    out.line("consent: " + listed(consent));
    out.line("dependent after 18: " + std::string(person.dependent ? "yes" : "no"));
    out.line("guardians: " + listed(guardians));
    out.line("teachers and counselors: " + listed(teachers));
  }
  if (person.role == PersonRole::guardian) out.line("children: " + listed(children));
  if (person.role == PersonRole::staff) out.line("students: " + std::to_string(students.size()));
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
