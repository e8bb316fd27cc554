#include "detectors/pii/date_shape.h"

#include <array>
#include <cstdio>
#include <string>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::string_view kMonths =
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    "septiembre|setiembre|octubre|noviembre|diciembre)";

}  // namespace

std::vector<TermId> declare_dates(TermSink& sink) {
  const std::string months(kMonths);
  std::vector<TermId> ids;
  ids.push_back(sink.pattern(R"(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b)", PatternStart::digit));
  ids.push_back(sink.pattern(R"(\d{4}[/.-]\d{1,2}[/.-]\d{1,2}\b)", PatternStart::digit));
  ids.push_back(sink.pattern(R"((?:19|20)\d{6}\b)", PatternStart::digit));
  ids.push_back(sink.pattern(// The month is looked at when the date is read: here three letters that months begin with will do.
      R"(\d{1,2}(?:st|nd|rd|th)?[ -]?(?:de |of )?[adefjmnos][abceiopu][bceglnoprtvy][a-z]{0,7}[ .,-]{0,3}(?:de |del )?(?:\d{4}|\d{2})\b)",
      PatternStart::digit));
  ids.push_back(sink.pattern(months + R"([a-z]*\.?[ -]{1,2}\d{1,2}(?:st|nd|rd|th)?[ ,-]{1,3}(?:of )?\d{4}\b)", PatternStart::word));
  return ids;
}

namespace {

struct Number {
  int value = 0;
  std::size_t digits = 0;
};

struct Read {
  std::vector<Number> numbers;
  int month = 0;  // by name; 0: none
};

int month_named(std::string_view letters) {
  constexpr std::array<std::string_view, 12> kEnglish{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  constexpr std::array<std::string_view, 12> kSpanish{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
  for (int i = 0; i < 12; ++i) {
    if (letters.starts_with(kEnglish[static_cast<std::size_t>(i)]) || letters.starts_with(kSpanish[static_cast<std::size_t>(i)])) return i + 1;
  }
  return letters.starts_with("set") ? 9 : 0;
}

Read read_date(std::string_view date) {
  Read read;
  for (std::size_t i = 0; i < date.size();) {
    const std::size_t begin = i;
    if (is_digit(date[i])) {
      Number number;
      for (; i < date.size() && is_digit(date[i]); ++i) number.value = number.value * 10 + (date[i] - '0');
      number.digits = i - begin;
      read.numbers.push_back(number);
    } else if (date[i] >= 'a' && date[i] <= 'z') {
      while (i < date.size() && date[i] >= 'a' && date[i] <= 'z') ++i;
      if (read.month == 0) read.month = month_named(date.substr(begin, i - begin));
    } else {
      ++i;
    }
  }
  return read;
}

struct Day {
  int year, month, day;
};

int full_year(Number year, int this_year) {
  if (year.digits != 2) return year.value;
  return year.value + (year.value + 2000 <= this_year ? 2000 : 1900);
}

// Every reading of the date that is a day of the calendar (but for the length of the month).
std::vector<Day> readings(std::string_view date, int this_year) {
  const Read read = read_date(date);
  const auto& n = read.numbers;
  std::vector<Day> days;
  if (n.size() == 1 && n[0].digits == 8) days.push_back({n[0].value / 10000, n[0].value / 100 % 100, n[0].value % 100});
  else if (n.size() == 3 && n[0].digits == 4) days.push_back({n[0].value, n[1].value, n[2].value});
  else if (n.size() == 3) {
    const int year = full_year(n[2], this_year);
    days.push_back({year, n[0].value, n[1].value});
    if (n[0].value != n[1].value) days.push_back({year, n[1].value, n[0].value});
  } else if (n.size() == 2 && read.month > 0) {
    days.push_back({full_year(n[1], this_year), read.month, n[0].value});
  }
  std::erase_if(days, [](const Day& day) { return day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31; });
  return days;
}

}  // namespace

std::optional<int> year_of(std::string_view date, int this_year) {
  const std::vector<Day> days = readings(date, this_year);
  return days.empty() ? std::nullopt : std::optional(days.front().year);
}

std::vector<std::string> days_of(std::string_view date, int this_year) {
  std::vector<std::string> result;
  for (const Day& day : readings(date, this_year)) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year % 10000, day.month, day.day);
    result.emplace_back(text);
  }
  return result;
}

}  // namespace hallpass
