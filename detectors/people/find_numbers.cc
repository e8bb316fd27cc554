// A number is looked up only if the roster has numbers of its length. How much a bare hit is worth depends
// on how many numbers of that length are taken: one in ten million is proof, one in ten is a coincidence
// that needs company (resolve_people.cc).
#include <algorithm>
#include <cmath>

#include "detectors/people/name_shape.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::size_t kNumberBytesMin = 3;
constexpr std::size_t kNumberBytesMax = 20;

// Is the number at [begin, end) a piece of something longer: a price, a time, a decimal, a phone number?
bool is_piece(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : ' '; };
  if (begin > 0) {
    const char before = text[begin - 1];
    if (before == '$' || before == '+') return true;
    if (begin > 1 && is_digit(text[begin - 2]) && std::string_view(".-:/").find(before) != std::string_view::npos) return true;
  }
  const char after = at(end);
  if (after == '%') return true;
  if (after == '.' && at(end + 1) == '0' && !is_digit(at(end + 2))) return false;  // "182235.0" from a spreadsheet
  return std::string_view(".-:/").find(after) != std::string_view::npos && is_digit(at(end + 1));
}

// 0.5 where a thousandth of all such numbers is taken, near 1 where hardly any is.
double worth_alone(double share) { return share <= 0 ? 0.9 : std::clamp(0.95 - 0.45 * std::sqrt(share / 1e-3), 0.35, 0.95); }

void add(UnitSearch& unit, const PersonWord& word, MentionKind kind, std::span<const PersonId> people, double certainty) {
  if (people.empty()) return;
  unit.found.push_back({.begin = word.begin, .end = word.end, .kind = kind, .people = people,
                        .certainty = certainty});
}

// "id182235", "S-182235" come as letters and digits in one word, or apart; "182 235" as two words.
constexpr double kPrefixed = 0.80;
constexpr double kInGroups = 0.30;  // only a label or a name beside it makes it count; of dates too

struct NumberField {
  RosterField field;
  MentionKind kind;
};
constexpr NumberField kFields[] = {{RosterField::number, MentionKind::number},
                                   {RosterField::state_number, MentionKind::state_number},
                                   {RosterField::employee_number, MentionKind::employee_number}};

void find_in(UnitSearch& unit, const PersonWord& place, std::string_view digits, const Roster& roster, double certainty) {
  for (const NumberField& row : kFields) {
    const double share = roster.share_taken(row.field, digits.size());
    if (share > 0) add(unit, place, row.kind, roster.find(row.field, digits), std::min(certainty, worth_alone(share)));
  }
}

void find_prefixed(UnitSearch& unit, const PersonWord& word, const Roster& roster) {
  constexpr std::size_t kPrefixBytesMax = 5;
  const std::string_view text = unit.text.substr(word.begin, word.end - word.begin);
  const auto first = text.find_first_of("0123456789");
  if (first == 0 || first > kPrefixBytesMax || text.find_first_not_of("0123456789", first) != std::string_view::npos) return;
  find_in(unit, word, text.substr(first), roster, kPrefixed);
}

// Two or three runs of digits with a blank or hyphen between them, read as one.
void find_grouped(UnitSearch& unit, std::uint32_t index, const Roster& roster) {
  constexpr std::uint32_t kGroupsMax = 3;
  PersonWord place = unit.words[index];
  std::string digits(unit.text.substr(place.begin, place.end - place.begin));
  for (std::uint32_t i = index + 1; i < unit.words.size() && i < index + kGroupsMax; ++i) {
    const PersonWord& next = unit.words[i];
    if (next.kind != WordKind::digits || (next.before != Gap::space && next.before != Gap::hyphen)) return;
    digits += unit.text.substr(next.begin, next.end - next.begin);
    place.end = next.end;
    if (digits.size() > kNumberBytesMax) return;
    find_in(unit, place, digits, roster, kInGroups);
  }
}

}  // namespace

void find_numbers(UnitSearch& unit, const Roster& roster) {
  for (const std::uint32_t index : unit.numbers) {
    const PersonWord& word = unit.words[index];
    const std::size_t size = word.end - word.begin;
    if (size < kNumberBytesMin || size > kNumberBytesMax) continue;
    const std::string_view number = unit.text.substr(word.begin, size);
    const bool digits = word.kind == WordKind::digits;
    if (digits) find_grouped(unit, index, roster);
    else find_prefixed(unit, word, roster);
    if (digits && is_piece(unit.text, word.begin, word.end)) continue;
    for (const NumberField& row : kFields) {
      const double share = digits ? roster.share_taken(row.field, size) : 1e-6;
      if (share == 0) continue;
      add(unit, word, row.kind, roster.find(row.field, number), is_like_date(number) ? kInGroups : worth_alone(share));
    }
  }
}

}  // namespace hallpass
