// Dates in the usual shapes, kept where somebody in the roster was born that day: "2012-03-14", "3/14/12",
// "14.03.2012", "march 14, 2012", "14 march 2012", "14 de marzo de 2012". A date alone says little; whether
// the person it belongs to stands nearby is decided in resolve_people.cc.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "detectors/people/person_search.h"

namespace hallpass {
namespace {

struct MonthName {
  std::string_view prefix;
  int month;
};
constexpr auto kMonths = std::to_array<MonthName>({{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"may", 5}, {"jun", 6},
                                                   {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12},
                                                   {"ene", 1}, {"abr", 4}, {"ago", 8}, {"dic", 12}});

class DateReader {
 public:
  DateReader(const UnitSearch& unit, bool day_first) : unit_(unit), day_first_(day_first) {}

  bool is_month(std::size_t i) const { return month_called(i) != 0; }

  // Readings of the date that begins at words[first], as "YYYY-MM-DD"; `last` is set to its last word.
  std::vector<std::string> read(std::size_t first, std::size_t& last) const {
    std::vector<std::string> readings;
    if (unit_.words[first].kind == WordKind::mixed) {
      last = first;
      read_in_one_word(first, readings);
      if (!readings.empty()) return readings;
    }
    if (first + 2 >= unit_.words.size()) return readings;
    last = first + 2;
    if (is_digits(first) && is_digits(first + 1) && is_digits(first + 2) && numeric_gap(first + 1) && numeric_gap(first + 2)) {
      read_numeric(first, readings);
    } else {
      read_with_name(first, last, readings);
    }
    return readings;
  }

 private:
  bool is_digits(std::size_t i) const { return unit_.words[i].kind == WordKind::digits; }

  std::string_view word(std::size_t i) const {
    return unit_.text.substr(unit_.words[i].begin, unit_.words[i].end - unit_.words[i].begin);
  }

  std::string_view gap(std::size_t i) const {
    return unit_.text.substr(unit_.words[i - 1].end, unit_.words[i].begin - unit_.words[i - 1].end);
  }

  bool numeric_gap(std::size_t i) const { return gap(i) == "/" || gap(i) == "-" || gap(i) == "." || gap(i) == " / "; }

  // The number at word i ("3", "14th"); -1 where there is none of at most four digits.
  int number(std::size_t i) const {
    const std::string_view text = word(i);
    int value = -1;
    const auto end = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), value);
    const std::string_view rest = text.substr(static_cast<std::size_t>(end.ptr - text.data()));
    const bool ordinal = rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    return end.ec == std::errc{} && ordinal ? value : -1;
  }

  int month_called(std::size_t i) const {
    if (unit_.words[i].kind != WordKind::letters || word(i).size() < 3) return 0;
    for (const MonthName& row : kMonths) {
      if (word(i).starts_with(row.prefix)) return row.month;
    }
    return 0;
  }

  static int whole_year(int year, std::size_t width) {
    if (width == 4) return year;
    return width == 2 ? (year > 40 ? 1900 + year : 2000 + year) : 0;
  }

  static void add(int year, int month, int day, std::vector<std::string>& readings) {
    if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return;
    std::string text = std::to_string(year) + "-00-00";
    text[5] = static_cast<char>('0' + month / 10);
    text[6] = static_cast<char>('0' + month % 10);
    text[8] = static_cast<char>('0' + day / 10);
    text[9] = static_cast<char>('0' + day % 10);
    readings.push_back(std::move(text));
  }

  void read_numeric(std::size_t first, std::vector<std::string>& readings) const {
    const int a = number(first), b = number(first + 1), c = number(first + 2);
    if (word(first).size() == 4) return add(a, b, c, readings);
    if (word(first).size() > 2 || word(first + 1).size() > 2) return;
    const int year = whole_year(c, word(first + 2).size());
    const bool day_first = a > 12 || (day_first_ && b <= 12);
    if (day_first) add(year, b, a, readings);
    else add(year, a, b, readings);
  }

  // "14mar2012"
  void read_in_one_word(std::size_t at, std::vector<std::string>& readings) const {
    const std::string_view text = word(at);
    const auto letters = text.find_first_not_of("0123456789");
    const auto year = text.find_first_of("0123456789", letters);
    if (letters == 0 || letters > 2 || year != letters + 3 || (text.size() - year != 4 && text.size() - year != 2)) return;
    const auto month = std::ranges::find(kMonths, text.substr(letters, 3), &MonthName::prefix);
    if (month == std::end(kMonths)) return;
    int day = 0, value = 0;
    std::from_chars(text.data(), text.data() + letters, day);
    if (std::from_chars(text.data() + year, text.data() + text.size(), value).ptr != text.data() + text.size()) return;
    add(whole_year(value, text.size() - year), month->month, day, readings);
  }

  void read_with_name(std::size_t first, std::size_t& last, std::vector<std::string>& readings) const {
    const auto skip_de = [&](std::size_t i) { return i < unit_.words.size() && word(i) == "de" ? i + 1 : i; };
    int month = month_called(first);
    std::size_t day_at = first + 1;
    std::size_t year_at = first + 2;
    if (month == 0) {
      const std::size_t month_at = skip_de(first + 1);
      if (month_at >= unit_.words.size() || unit_.words[first].kind == WordKind::letters) return;
      month = month_called(month_at);
      day_at = first;
      year_at = skip_de(month_at + 1);
    }
    if (month == 0 || year_at >= unit_.words.size() || !is_digits(year_at) || word(year_at).size() != 4) return;
    for (std::size_t i = first + 1; i <= year_at; ++i) {
      if (gap(i).size() > 2) return;
    }
    last = year_at;
    add(number(year_at), month, number(day_at), readings);
  }

  const UnitSearch& unit_;
  bool day_first_;
};

}  // namespace

void find_birth_dates(UnitSearch& unit, const Roster& roster, bool day_first) {
  const DateReader reader(unit, day_first);
  std::size_t read_to = 0;
  for (const std::uint32_t number : unit.numbers) {
    if (unit.words[number].begin < read_to || unit.words[number].end - unit.words[number].begin > 9) continue;
    const std::size_t i = number > 0 && reader.is_month(number - 1) ? number - 1 : number;
    const PersonWord& word = unit.words[i];
    std::size_t last = i;
    for (const std::string& date : reader.read(i, last)) {
      const auto people = roster.find(RosterField::birth_date, date);
      read_to = unit.words[last].end;
      if (people.empty()) continue;
      unit.found.push_back({.begin = word.begin, .end = unit.words[last].end, .kind = MentionKind::birth_date,
                            .people = people, .certainty = 0.5});
      break;
    }
  }
}

}  // namespace hallpass
