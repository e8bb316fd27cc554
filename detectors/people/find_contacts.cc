// E-mail addresses, phones and home addresses: each has a mark by which it is spotted cheaply (the '@', a
// group of ten digits, a house number before a street word), and only then looked up.
#include <algorithm>
#include <array>

#include "detectors/people/person_search.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::size_t kAddressSideMax = 64;

bool is_address_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+' || c == '\'';
}

void add(UnitSearch& unit, std::size_t begin, std::size_t end, MentionKind kind, std::span<const PersonId> people, double certainty) {
  if (people.empty()) return;
  unit.found.push_back({.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end), .kind = kind,
                        .people = people, .certainty = certainty});
}

constexpr auto kStreetEnds = std::to_array<std::string_view>({
    "alley", "aly", "ave", "avenue", "av", "blvd", "boulevard", "cir", "circle", "court", "cove", "crossing", "ct", "cv",
    "dr", "drive", "highway", "hwy", "lane", "ln", "loop", "parkway", "path", "pike", "pkwy", "pl", "place", "plaza", "plz",
    "point", "pt", "rd", "rdg", "ridge", "road", "row", "run", "sq", "square", "st", "street", "ter", "terrace", "trail",
    "trl", "way", "xing"});

bool is_street_end(std::string_view word) { return std::ranges::find(kStreetEnds, word) != kStreetEnds.end(); }

// Digits of a phone number in words[first..]: "(319) 555-0101", "1.319.555.0101", "3195550101".
struct PhoneReading {
  std::string digits;
  std::size_t end = 0;
};

PhoneReading read_phone(const UnitSearch& unit, std::size_t first) {
  PhoneReading phone;
  for (std::size_t i = first; i < unit.words.size() && i < first + 4; ++i) {
    const PersonWord& word = unit.words[i];
    if (word.kind != WordKind::digits || word.end - word.begin > 11) break;
    if (i > first) {
      const std::string_view between = unit.text.substr(unit.words[i - 1].end, word.begin - unit.words[i - 1].end);
      if (between.size() > 3 || between.find_first_not_of(" .-()/") != std::string_view::npos) break;
    }
    phone.digits += unit.text.substr(word.begin, word.end - word.begin);
    phone.end = word.end;
    if (phone.digits.size() >= 10) break;
  }
  return phone;
}

}  // namespace

void find_emails(UnitSearch& unit, const Roster& roster) {
  for (std::size_t at = unit.text.find('@'); at != std::string_view::npos; at = unit.text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < kAddressSideMax && is_address_character(unit.text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < unit.text.size() && end - at < 4 * kAddressSideMax && is_address_character(unit.text[end])) ++end;
    while (end > at + 1 && (unit.text[end - 1] == '.' || unit.text[end - 1] == '-')) --end;
    while (begin < at && (unit.text[begin] == '\'' || unit.text[begin] == '.')) ++begin;
    if (begin == at || end == at + 1) continue;
    add(unit, begin, end, MentionKind::email, roster.find(RosterField::email, unit.text.substr(begin, end - begin)), 0.97);
  }
}

void find_phones(UnitSearch& unit, const Roster& roster) {
  std::size_t read_to = 0;
  for (const std::uint32_t i : unit.numbers) {
    const PersonWord& word = unit.words[i];
    if (word.begin < read_to) continue;
    const std::size_t size = word.end - word.begin;
    if (word.kind != WordKind::digits || (size != 1 && size != 3 && size != 10 && size != 11)) continue;
    const PhoneReading phone = read_phone(unit, i);
    const bool whole = phone.digits.size() == 10 || (phone.digits.size() == 11 && phone.digits[0] == '1');
    if (!whole || (phone.end < unit.text.size() && is_digit(unit.text[phone.end]))) continue;
    add(unit, word.begin, phone.end, MentionKind::phone, roster.find(RosterField::phone, phone.digits), 0.95);
    read_to = phone.end;
  }
}

void find_addresses(UnitSearch& unit, const Roster& roster) {
  constexpr std::size_t kStreetWordsMax = 5;
  const auto& words = unit.words;
  for (const std::uint32_t i : unit.numbers) {
    if (i + 1 == words.size() || words[i].end - words[i].begin > 6 || !is_digit(unit.text[words[i].begin])) continue;
    if (words[i + 1].before != Gap::space) continue;
    for (std::size_t last = i + 1; last < words.size() && last <= i + kStreetWordsMax; ++last) {
      if (words[last].before != Gap::space && words[last].before != Gap::hyphen && words[last].before != Gap::line_end) break;
      const std::string_view word = unit.text.substr(words[last].begin, words[last].end - words[last].begin);
      if (!is_street_end(word)) continue;
      std::string line(unit.text.substr(words[i].begin, words[last].end - words[i].begin));
      std::ranges::replace(line, '\n', ' ');
      const auto people = roster.find(RosterField::address, line);
      add(unit, words[i].begin, words[last].end, MentionKind::address, people, 0.95);
      if (!people.empty()) break;
    }
  }
}

}  // namespace hallpass
