// A refusal is an opt-out, whichever column says it; consent is kept beside it and lifts no refusal: whoever asks
// sees both, and where a family said both the refusal counts.
#include "roster/extra_fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/fold.h"
#include "roster/normalize.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

constexpr std::uint16_t kOptOutMedia = kOptOutPhoto | kOptOutActivity | kOptOutAward;

struct OptOutWord {
  std::string_view word;
  std::uint16_t bits;
};
constexpr std::array<OptOutWord, 16> kOptOutWords{{
    {"1", kOptOutAll}, {"activity", kOptOutActivity}, {"address", kOptOutAddress}, {"all", kOptOutAll}, {"award", kOptOutAward},
    {"birthdate", kOptOutBirthDate}, {"email", kOptOutEmail}, {"grade", kOptOutGrade}, {"media", kOptOutMedia}, {"name", kOptOutName},
    {"phone", kOptOutPhone}, {"photo", kOptOutPhoto}, {"t", kOptOutAll}, {"true", kOptOutAll}, {"y", kOptOutAll}, {"yes", kOptOutAll},
}};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) { return std::ranges::find(words, word) != words.end(); }

std::optional<bool> yes_or_no(std::string_view value) {
  static constexpr std::string_view kYes[] = {"1", "given", "granted", "signed", "t", "true", "y", "yes"};
  static constexpr std::string_view kNo[] = {"0", "denied", "f", "false", "n", "no", "none", "refused"};
  const std::string word = folded_text(value);
  if (is_one_of(word, kYes)) return true;
  if (is_one_of(word, kNo)) return false;
  return std::nullopt;
}

bool apply_opt_out(std::string_view value, SourcePerson& person) {
  bool known = true;
  for (const std::string& written : list_of(value, ';')) {
    const std::string word = folded_text(written);
    if (yes_or_no(word) == false) continue;
    const auto row = std::ranges::find(kOptOutWords, word, &OptOutWord::word);
    known = known && row != kOptOutWords.end();
    person.opt_out |= row == kOptOutWords.end() ? std::uint16_t{kOptOutAll} : row->bits;
  }
  return known;
}

template <std::uint8_t item, std::uint16_t refused>
bool apply_consent(std::string_view value, SourcePerson& person) {
  const auto given = yes_or_no(value);
  if (given == true) person.consent |= item;
  else person.opt_out |= refused;
  return given.has_value();
}

bool apply_dependent(std::string_view value, SourcePerson& person) {
  const auto given = yes_or_no(value);
  person.dependent = given == true;
  return given.has_value();
}

template <std::string SourcePerson::*field>
bool apply_text(std::string_view value, SourcePerson& person) {
  person.*field = value;
  return true;
}

template <std::vector<std::string> SourcePerson::*field>
bool apply_names(std::string_view value, SourcePerson& person) {
  for (std::string& name : list_of(value, ';')) (person.*field).push_back(std::move(name));
  return true;
}

bool apply_birth_date(std::string_view value, SourcePerson& person) {
  person.birth_date = normal_date(value);
  return !person.birth_date.empty();
}

bool apply_title(std::string_view value, SourcePerson& person) {
  person.counselor = person.counselor || is_counselor(value);
  return true;
}

constexpr std::string_view kYesOrNo = "write true or false";
constexpr std::string_view kFields = "write all, or name; address; phone; email; photo; birthDate; grade; activity; award; media";
constexpr std::string_view kAnything = "write a text";

constexpr auto kExtraFields = std::to_array<ExtraField>({
    {"barred", "barred", apply_names<&SourcePerson::barred>, kAnything},
    {"birth_date", "birthDate", apply_birth_date, "write YYYY-MM-DD"},
    {"counselors", "counselors", apply_names<&SourcePerson::counselors>, kAnything},
    {"dependent", "dependent", apply_dependent, kYesOrNo},
    {"directory_consent", "directoryConsent", apply_consent<kConsentDirectory, kOptOutAll>, kYesOrNo},
    {"directory_opt_out", "optOut", apply_opt_out, kFields},
    {"home_address", "homeAddress", apply_text<&SourcePerson::address>, kAnything},
    {"media_consent", "mediaConsent", apply_consent<kConsentMedia, kOptOutMedia>, kYesOrNo},
    {"photo_consent", "photoConsent", apply_consent<kConsentPhoto, kOptOutPhoto>, kYesOrNo},
    {"state_number", "stateNumber", apply_text<&SourcePerson::state_number>, kAnything},
    {"third_party_consent", "thirdPartyConsent", apply_consent<kConsentThirdParty, 0>, kYesOrNo},
    {"title", "title", apply_title, kAnything},
});
static_assert(std::ranges::adjacent_find(kExtraFields, std::ranges::greater_equal{}, &ExtraField::name) == kExtraFields.end(),
              "kExtraFields: keep rows sorted by name; names are unique");

constexpr auto kNames = [] {
  std::array<std::string_view, kExtraFields.size()> names;
  std::ranges::transform(kExtraFields, names.begin(), &ExtraField::name);
  return names;
}();

}  // namespace

std::span<const ExtraField> extra_fields() { return kExtraFields; }

std::span<const std::string_view> roster_column_names() { return kNames; }

std::uint64_t link_named_people(Export& people) {
  std::uint64_t unknown = 0;
  for (std::uint32_t student = 0; student < people.people.size(); ++student) {
    const auto tie = [&](const std::vector<std::string>& names, std::vector<SourceEdge>& edges) {
      for (const std::string& name : names) {
        const auto who = people.by_source_id.find(name);
        if (who == people.by_source_id.end()) ++unknown;
        else edges.emplace_back(who->second, student);
      }
    };
    tie(people.people[student].barred, people.barred);
    tie(people.people[student].counselors, people.counselor_edges);
  }
  return unknown;
}

}  // namespace hallpass
