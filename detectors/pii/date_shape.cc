#include "detectors/pii/date_shape.h"

#include <array>
#include <string>
#include <tuple>

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
  ids.push_back(sink.pattern(R"(\d{1,2}[ -]?(?:st|nd|rd|th)?[ -]?(?:de |of )?)" + months + R"([a-z]*[ .,-]*(?:de |del )?(?:\d{4}|\d{2})\b)",
                             PatternStart::digit));
  ids.push_back(sink.pattern(months + R"([a-z]*\.?[ -]{1,2}\d{1,2}(?:st|nd|rd|th)?[ ,-]{1,3}(?:of )?\d{4}\b)", PatternStart::word));
  return ids;
}

std::optional<int> year_of(std::string_view date, int this_year) {
  std::vector<std::pair<int, std::size_t>> numbers;  // value, digits
  bool letters = false;
  for (std::size_t i = 0; i < date.size();) {
    if (!is_digit(date[i])) {
      letters |= date[i] >= 'a' && date[i] <= 'z';
      ++i;
      continue;
    }
    int value = 0;
    const std::size_t begin = i;
    for (; i < date.size() && is_digit(date[i]); ++i) value = value * 10 + (date[i] - '0');
    numbers.emplace_back(value, i - begin);
  }
  const auto day_and_month = [](int a, int b) { return a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12); };
  if (numbers.size() == 1 && numbers[0].second == 8) {
    const int value = numbers[0].first;
    if (!day_and_month(value / 100 % 100, value % 100) || value / 100 % 100 > 12) return std::nullopt;
    return value / 10000;
  }
  int year = 0;
  std::size_t digits = 4;
  if (numbers.size() == 3 && numbers[0].second == 4) {
    if (!day_and_month(numbers[1].first, numbers[2].first)) return std::nullopt;
    return numbers[0].first;
  }
  if (numbers.size() == 3) {
    if (!day_and_month(numbers[0].first, numbers[1].first)) return std::nullopt;
    std::tie(year, digits) = numbers[2];
  } else if (numbers.size() == 2 && letters) {
    if (numbers[0].first < 1 || numbers[0].first > 31) return std::nullopt;
    std::tie(year, digits) = numbers[1];
  } else {
    return std::nullopt;
  }
  if (digits == 2) year += year + 2000 <= this_year ? 2000 : 1900;
  return year;
}

}  // namespace hallpass
