// Hop 3d: everybody of the roster who is named, numbered or otherwise identified in a message.
//
// Every unit is cut into words once and each kind of value is looked for in them; then, with the whole message in
// view, homonyms are told apart and given names are tied to the students they stand for. Address headers are not read: who writes to whom is no
// statement about anybody.
#include <algorithm>
#include <chrono>

#include "detectors/people/message_people.h"
#include "detectors/people/person_search.h"
#include "detectors/people/resolve_people.h"
#include "detectors/people/short_names.h"
#include "hallpass/detection.h"

namespace hallpass {
namespace {

bool is_read(const Unit& unit) {
  return unit.kind != UnitKind::header || unit.path == "header/Subject" || unit.path == "header/Comments" ||
         unit.path == "header/Keywords";
}

// "Stewart.Hunter_IEP.pdf", "HunterStewart.docx": in a file's name dots divide words, and so do capitals.
void divide_file_name(UnitSearch& unit, NamePartCache& cache) {
  std::vector<PersonWord> words;
  const auto capital = [&](std::uint32_t at) {
    const std::uint32_t source = unit.folded->source(at);
    return source < unit.source->text.size() && unit.source->text[source] >= 'A' && unit.source->text[source] <= 'Z';
  };
  for (PersonWord word : unit.words) {
    if (!words.empty() && unit.text.substr(words.back().end, word.begin - words.back().end) == ".") word.before = Gap::space;
    if (word.kind == WordKind::letters) {
      for (std::uint32_t at = word.begin + 1; at < word.end; ++at) {
        if (!capital(at) || capital(at - 1)) continue;
        PersonWord left = word;
        left.end = at;
        left.name_part = cache.holds(unit.text.substr(left.begin, left.end - left.begin));
        words.push_back(left);
        word.begin = at;
        word.before = Gap::space;
      }
      word.name_part = word.name_part || cache.holds(unit.text.substr(word.begin, word.end - word.begin));
    }
    words.push_back(word);
  }
  unit.words = std::move(words);
}

void search(UnitSearch& unit, NamePartCache& cache, const Roster& roster, const District& district) {
  unit.words = person_words(unit.text, cache);
  if (unit.source->kind == UnitKind::file_name) divide_file_name(unit, cache);
  for (std::uint32_t i = 0; i < unit.words.size(); ++i) {
    if (unit.words[i].kind != WordKind::letters) unit.numbers.push_back(i);
  }
  find_names_in_rows(unit, roster);
  find_full_names(unit, roster);
  find_numbers(unit, roster);
  find_emails(unit, roster);
  find_phones(unit, roster);
  find_addresses(unit, roster);
  find_birth_dates(unit, roster, district.birth_date_day_first);
}

}  // namespace

std::vector<Mention> find_people(const Message& message, std::span<const FoldedUnit> folded, const Envelope& envelope,
                                 std::span<const Recipient> recipients, const Roster& roster, const District& district,
                                 const Limits& limits, Deadline deadline, std::vector<Note>& notes) {
  if (roster.person_count() == 0) return {};
  NamePartCache cache(roster);
  std::vector<UnitSearch> units;
  std::size_t found = 0;
  const char* stopped = nullptr;
  for (std::size_t i = 0; i < folded.size() && i < message.units.size() && !stopped; ++i) {
    if (!is_read(message.units[i])) continue;
    UnitSearch unit{.unit = static_cast<std::uint32_t>(i), .text = folded[i].text, .folded = &folded[i],
                    .source = &message.units[i], .words = {}, .numbers = {}, .found = {}};
    search(unit, cache, roster, district);
    found += unit.found.size();
    units.push_back(std::move(unit));
    if (found > limits.mentions_max) stopped = "more people named than the limit mentions_max";
    else if (std::chrono::steady_clock::now() > deadline) stopped = "no time left to look for people";
  }
  if (stopped) notes.push_back({"content.over_limit", "", stopped});
  const MessagePeople around = people_around(message, envelope, recipients, roster, district);
  auto mentions = resolve_people(units, around, roster);
  add_given_names(units, around, roster, mentions);
  if (mentions.size() > limits.mentions_max) mentions.resize(limits.mentions_max);
  return mentions;
}

}  // namespace hallpass
