// `hallpass roster lookup FIELD VALUE`: who has this value? Answers with sourcedIds; 1 where somebody does.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/roster_options.h"

namespace hallpass::cli {
namespace {

struct FieldWord {
  std::string_view word;
  RosterField field;
};
constexpr std::array<FieldWord, 11> kFields{{
    {"address", RosterField::address},         {"birth-date", RosterField::birth_date},
    {"email", RosterField::email},             {"employee-number", RosterField::employee_number},
    {"given-name", RosterField::given_name},   {"name", RosterField::full_name},
    {"nickname", RosterField::nickname_name},  {"number", RosterField::number},
    {"phone", RosterField::phone},             {"source-id", RosterField::source_id},
    {"state-number", RosterField::state_number},
}};

int lookup(const RosterPlace& place, const std::string& word, const std::string& value, const Invocation& call) {
  const auto field = std::ranges::find(kFields, word, &FieldWord::word);
  if (field == kFields.end()) {
    std::string known;
    for (const FieldWord& row : kFields) known += (known.empty() ? "" : ", ") + std::string(row.word);
    return report_error({ErrorCode::usage, "roster lookup: no field is called " + word + "; there are: " + known});
  }
  auto roster = open_roster_of(place, call);
  if (!roster) return report_error(roster.error());
  const auto people = (*roster)->find(field->field, value);
  for (const PersonId id : people) {
    const std::string source_id((*roster)->source_id(id));
    const std::string role(to_string((*roster)->person(id).role));
    if (call.out.json) call.out.object({{"schema", 1}, {"source_id", source_id}, {"role", role}});
    call.out.line(source_id + "  " + role);
  }
  if (people.empty()) call.out.line("nobody");
  return people.empty() ? 0 : 1;
}

struct LookupWords {
  RosterPlace place;
  std::string field;
  std::string value;
};

}  // namespace

void declare_roster_lookup(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<LookupWords>();
  app.add_option("field", words->field, "name, number, state-number, email, phone, address, ...")->required();
  app.add_option("value", words->value, "the value as it stands in mail")->required();
  add_roster_place(app, words->place);
  app.callback([&call, words] { call.run = [&call, words] { return lookup(words->place, words->field, words->value, call); }; });
}

}  // namespace hallpass::cli
