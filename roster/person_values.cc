// A name is written in many shapes; the index holds the whole ones as full_name and those that leave
// something out (a nickname, one of two given or family names) as nickname_name, which counts for less.
#include "roster/person_values.h"

#include <algorithm>
#include <array>

#include "roster/normalize.h"

namespace hallpass {
namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

struct NameWords {
  Words given, middle, family, preferred_given, preferred_family;
};

NameWords name_words_of(const SourcePerson& person) {
  return {name_words(person.given), name_words(person.middle), name_words(person.family),
          name_words(person.preferred_given), name_words(person.preferred_family)};
}

// Given names that mean the same person: the whole name, its first word, preferred name, nicknames.
Words short_given_names(const NameWords& name, const NameLexicon& lexicon) {
  Words names;
  if (name.given.size() > 1) names.push_back(name.given[0]);
  if (!name.preferred_given.empty()) names.push_back(joined(name.preferred_given));
  if (!name.given.empty()) {
    for (const std::string& nickname : lexicon.nicknames_of(name.given[0])) names.push_back(nickname);
  }
  return names;
}

// Family names that mean the same person: the preferred one, and each of two.
Words short_family_names(const NameWords& name) {
  Words names;
  if (!name.preferred_family.empty()) names.push_back(joined(name.preferred_family));
  if (name.family.size() == 2 && name.family[0].size() > 3) names.push_back(name.family[0]);
  if (name.family.size() > 1 && name.family.back().size() > 2) names.push_back(name.family.back());
  return names;
}

// "St. James" is written "Saint James", and the other way about.
void list_saints(const NameWords& name, const ValueSink& sink) {
  if (name.family.size() < 2) return;
  const std::string& first = name.family[0];
  if (first != "st" && first != "saint") return;
  Words other = name.family;
  other[0] = first == "st" ? "saint" : "st";
  sink(RosterField::full_name, joined(name.given) + joined(other));
}

// Family name first without a comma, as Vietnamese, Chinese and Korean families write. Not with a given name that is
// English: "Nguyen David" is nobody's way to write.
void list_turned(const NameWords& name, const NameLexicon& lexicon, const ValueSink& sink) {
  const std::string family = joined(name.family);
  if (!lexicon.is_family_first(family)) return;
  const bool western = name.given.size() == 1 && (!lexicon.nicknames_of(name.given[0]).empty() || lexicon.is_common_word(name.given[0]));
  if (western) return;
  sink(RosterField::full_name, family + joined(name.given));
  if (!name.middle.empty()) sink(RosterField::full_name, family + joined(name.middle) + joined(name.given));
}

void list_full_names(const NameWords& name, const NameLexicon& lexicon, const ValueSink& sink) {
  const std::string given = joined(name.given);
  const std::string family = joined(name.family);
  sink(RosterField::full_name, given + family);
  if (!name.middle.empty()) {
    sink(RosterField::full_name, given + joined(name.middle) + family);
    sink(RosterField::full_name, given + name.middle[0].substr(0, 1) + family);
  }
  Words givens = short_given_names(name, lexicon);
  Words families = short_family_names(name);
  for (const std::string& other : givens) sink(RosterField::nickname_name, other + family);
  for (const std::string& other : families) sink(RosterField::nickname_name, given + other);
  if (!name.preferred_given.empty() && !families.empty()) {
    sink(RosterField::nickname_name, joined(name.preferred_given) + families[0]);
  }
  // Maria for Maria Jose, Garcia for Garcia Lopez: both at once are the everyday form.
  const bool two_families = name.family.size() == 2 && name.family[0].size() > 3;
  if (name.given.size() > 1 && two_families) sink(RosterField::nickname_name, name.given[0] + name.family[0]);
  list_saints(name, sink);
  list_turned(name, lexicon, sink);
}

void list_name_parts(const NameWords& name, const NameLexicon& lexicon, const ValueSink& sink) {
  const auto part = [&](const std::string& word) {
    if (word.size() > 1) sink(RosterField::name_part, word);
  };
  for (const Words* words : {&name.given, &name.middle, &name.family, &name.preferred_given, &name.preferred_family}) {
    for (std::size_t i = 0; i < words->size(); ++i) {
      part((*words)[i]);
      if (i + 1 < words->size()) part((*words)[i] + (*words)[i + 1]);
    }
    part(joined(*words));
  }
  Words givens = short_given_names(name, lexicon);
  givens.push_back(joined(name.given));
  for (const std::string& given : givens) {
    part(given);
    if (given.size() > 1) sink(RosterField::given_name, given);
  }
}

void list_numbers(const SourcePerson& person, const ValueSink& sink) {
  const auto add = [&](RosterField field, std::string_view number) {
    const std::string normal = normal_number(number);
    if (normal.size() >= 3) sink(field, normal);
  };
  if (person.role == PersonRole::guardian) return;
  const bool student = person.role == PersonRole::student;
  for (const std::string& number : person.numbers) {
    add(student ? RosterField::number : RosterField::employee_number, number);
  }
  if (student) add(RosterField::state_number, person.state_number);
}

}  // namespace

void list_values(const SourcePerson& person, const NameLexicon& lexicon, const ValueSink& sink) {
  const NameWords name = name_words_of(person);
  if (!name.given.empty() && !name.family.empty()) list_full_names(name, lexicon, sink);
  list_name_parts(name, lexicon, sink);
  list_numbers(person, sink);
  const auto add = [&](RosterField field, std::string_view value) {
    const std::string normal = normal_value(field, value);
    if (!normal.empty()) sink(field, normal);
  };
  for (const std::string& email : person.emails) add(RosterField::email, email);
  for (const std::string& phone : person.phones) add(RosterField::phone, phone);
  if (person.role != PersonRole::staff) add(RosterField::address, person.address);
  if (person.role == PersonRole::student) add(RosterField::birth_date, person.birth_date);
  add(RosterField::source_id, person.source_id);
}

void list_name_pieces(const SourcePerson& person, const std::function<void(std::string_view word)>& sink) {
  static constexpr std::array<std::string_view, 25> kPrefixes{"al", "ben", "bin", "da", "de", "del", "dela", "delos", "des", "di", "du", "el", "fitz",
                                                              "la", "las", "le", "los", "mac", "mc", "o", "san", "st", "van", "vander", "von"};
  constexpr std::size_t kRestMin = 4;
  for (const std::string* name : {&person.given, &person.family, &person.preferred_given, &person.preferred_family}) {
    for (const std::string& word : name_pieces(*name)) sink(word);
  }
  for (const std::string& word : name_words(person.family)) {
    for (const std::string_view prefix : kPrefixes) {
      if (!word.starts_with(prefix) || word.size() < prefix.size() + kRestMin) continue;
      if (prefix.size() > 1) sink(prefix);
      sink(std::string_view(word).substr(prefix.size()));
    }
  }
  const Words family = name_words(person.family);
  if (family.size() > 1 && (family[0] == "st" || family[0] == "saint")) sink("st"), sink("saint");
}

bool has_common_word_name(const SourcePerson& person, const NameLexicon& lexicon) {
  const auto all_common = [&](const Words& words) {
    return !words.empty() && std::ranges::all_of(words, [&](const std::string& word) { return lexicon.is_common_word(word); });
  };
  const NameWords name = name_words_of(person);
  return all_common(name.given) && all_common(name.family);
}

}  // namespace hallpass
