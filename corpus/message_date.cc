// A date is a handful of words. They are taken one after the other, comments left out; what is optional is
// skipped where it does not stand, and what is not understood ends the reading.
#include "corpus/message_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace hallpass {
namespace {

constexpr std::size_t kDateBytesMax = 512;

bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The text without comments and with every blank as one ' '; commas count as blanks.
std::string plain_words(std::string_view text) {
  std::string words;
  int depth = 0;
  for (const char c : text.substr(0, kDateBytesMax)) {
    if (c == '(') ++depth;
    const bool blank = depth > 0 || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
    if (c == ')' && depth > 0) --depth;
    if (!blank) words += lower(c);
    else if (!words.empty() && words.back() != ' ') words += ' ';
  }
  return words;
}

class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  std::string_view take() {
    const auto end = std::min(rest_.find(' '), rest_.size());
    const auto word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }

 private:
  std::string_view rest_;
};

std::optional<int> number(std::string_view text, std::size_t digits_max) {
  if (text.empty() || text.size() > digits_max || !std::ranges::all_of(text, digit)) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::optional<unsigned> month_number(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto found = std::ranges::find(kMonths, word.substr(0, 3));
  if (word.size() < 3 || found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin()) + 1;
}

// RFC 5322, 4.3: 00 to 49 are this century, 50 to 99 and three digits count from 1900.
std::optional<int> year_number(std::string_view word) {
  const auto year = number(word, 4);
  if (!year || word.size() < 2) return std::nullopt;
  if (word.size() == 4) return year;
  return *year + (word.size() == 2 && *year < 50 ? 2000 : 1900);
}

// "14:12" or "14:12:31" as seconds of the day; a leap second counts as the one before.
std::optional<int> day_seconds(std::string_view word) {
  const auto first = word.find(':');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = word.find(':', first + 1);
  const auto hours = number(word.substr(0, first), 2);
  const auto minutes = number(word.substr(first + 1, second == std::string_view::npos ? second : second - first - 1), 2);
  const auto seconds = second == std::string_view::npos ? std::optional<int>(0) : number(word.substr(second + 1), 2);
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return *hours * 3600 + *minutes * 60 + std::min(*seconds, 59);
}

// Seconds east of Greenwich; 0 for what is missing or not known.
int zone_seconds(std::string_view word) {
  if (word.size() == 5 && (word[0] == '+' || word[0] == '-')) {
    const auto hours = number(word.substr(1, 2), 2);
    const auto minutes = number(word.substr(3, 2), 2);
    if (!hours || !minutes || *minutes > 59) return 0;
    return (word[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
  }
  struct Zone {
    std::string_view name;
    int hours;
  };
  constexpr Zone kZones[] = {{"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
                             {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  const auto found = std::ranges::find(kZones, word, &Zone::name);
  return found == std::end(kZones) ? 0 : found->hours * 3600;
}

}  // namespace

std::optional<std::int64_t> parse_message_date(std::string_view text) {
  const std::string plain = plain_words(text);
  Words words(plain.starts_with(' ') ? std::string_view(plain).substr(1) : plain);
  std::string_view word = words.take();
  if (!word.empty() && !digit(word[0])) word = words.take();  // the weekday
  const auto day = number(word, 2);
  const auto month = month_number(words.take());
  const auto year = year_number(words.take());
  const auto seconds = day_seconds(words.take());
  if (!day || !month || !year || !seconds) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year < 1970) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  return days * 86'400 + *seconds - zone_seconds(words.take());
}

}  // namespace hallpass
