// Each form keeps what tells two people apart and drops what writers vary. Names are joined without spaces,
// so that "De La Cruz", "Delacruz" and "de la cruz" meet; the cost, that a boundary may shift, needs two
// different names with the same letters in a row.
#include "roster/normalize.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/address.h"
#include "base/fold.h"

namespace hallpass {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
constexpr bool is_name_character(char c) { return is_letter(c) || is_digit(c); }

constexpr bool is_plain(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == ' '; }

// Text out of a folded unit is folded already; only what is not plain pays for folding.
std::string folded(std::string_view text) {
  return std::ranges::all_of(text, is_plain) ? std::string(text) : folded_text(text);
}

constexpr std::array<std::string_view, 8> kSuffixes{"2nd", "3rd", "ii", "iii", "iv", "jr", "sr", "v"};

bool is_suffix(std::string_view word) { return std::ranges::find(kSuffixes, word) != kSuffixes.end(); }

struct Spelling {
  std::string_view written;
  std::string_view normal;
};

// Words of street lines as the postal service abbreviates them.
constexpr std::array kStreetWords{
    Spelling{"alley", "aly"},     Spelling{"avenue", "ave"},    Spelling{"boulevard", "blvd"}, Spelling{"bvd", "blvd"},
    Spelling{"circle", "cir"},    Spelling{"court", "ct"},      Spelling{"cove", "cv"},        Spelling{"crossing", "xing"},
    Spelling{"drive", "dr"},      Spelling{"east", "e"},        Spelling{"highway", "hwy"},    Spelling{"lane", "ln"},
    Spelling{"north", "n"},       Spelling{"northeast", "ne"},  Spelling{"northwest", "nw"},   Spelling{"parkway", "pkwy"},
    Spelling{"place", "pl"},      Spelling{"plaza", "plz"},     Spelling{"point", "pt"},       Spelling{"ridge", "rdg"},
    Spelling{"road", "rd"},       Spelling{"saint", "st"},      Spelling{"south", "s"},        Spelling{"southeast", "se"},
    Spelling{"southwest", "sw"},  Spelling{"square", "sq"},     Spelling{"street", "st"},      Spelling{"terrace", "ter"},
    Spelling{"trail", "trl"},     Spelling{"west", "w"},
};
static_assert(std::ranges::is_sorted(kStreetWords, {}, &Spelling::written));

constexpr std::array<std::string_view, 9> kUnitWords{"#",    "apartment", "apt",  "bldg", "lot",
                                                     "room", "ste",       "unit", "suite"};

std::string_view street_word(std::string_view word) {
  const auto found = std::ranges::lower_bound(kStreetWords, word, {}, &Spelling::written);
  return found != kStreetWords.end() && found->written == word ? found->normal : word;
}

// Splits at everything that is neither letter, digit nor one of `inside`.
std::vector<std::string> words_of(std::string_view text, std::string_view inside) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (is_name_character(c)) {
      word += c;
    } else if (inside.find(c) == std::string_view::npos && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

std::string date_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (month < 1 || day < 1 || year < 1900 || year > 2100 || !date.ok()) return {};
  std::string text = "0000-00-00";
  text[0] = static_cast<char>('0' + year / 1000);
  text[1] = static_cast<char>('0' + year / 100 % 10);
  text[2] = static_cast<char>('0' + year / 10 % 10);
  text[3] = static_cast<char>('0' + year % 10);
  text[5] = static_cast<char>('0' + month / 10);
  text[6] = static_cast<char>('0' + month % 10);
  text[8] = static_cast<char>('0' + day / 10);
  text[9] = static_cast<char>('0' + day % 10);
  return text;
}

}  // namespace

std::string name_letters(std::string_view name) {
  std::string text = folded(name);
  std::erase_if(text, [](char c) { return !is_name_character(c); });
  return text;
}

std::vector<std::string> name_words(std::string_view name) {
  auto words = words_of(folded(name), "'`.");
  if (words.size() > 1 && is_suffix(words.back())) words.pop_back();
  return words;
}

std::vector<std::string> name_pieces(std::string_view name) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string cut;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool inner = i > 0 && capital(name[i]) && !capital(name[i - 1]) && name[i - 1] != ' ' && name[i - 1] != '-';
    if (inner) cut += ' ';
    cut += name[i];
  }
  std::vector<std::string> pieces = words_of(folded(cut), "`.");
  if (pieces.size() > 1 && is_suffix(pieces.back())) pieces.pop_back();
  if (pieces.size() == name_words(name).size()) return {};
  std::erase_if(pieces, [](const std::string& piece) { return piece.size() < 2; });
  return pieces;
}

std::string normal_full_name(std::string_view name) {
  const auto comma = name.find(',');
  std::string joined;
  const auto add = [&joined](std::string_view part) {
    for (const std::string& word : name_words(part)) joined += word;
  };
  if (comma != std::string_view::npos) add(name.substr(comma + 1));
  add(name.substr(0, comma));
  return joined;
}

std::vector<std::string> school_names(std::string_view name) {
  static constexpr std::array<Spelling, 5> kLevels{{
      {"elementary", "elem es"}, {"high", "hs"}, {"intermediate", "is"}, {"junior", "jh jhs"}, {"middle", "ms"}}};
  static constexpr std::array<std::string_view, 4> kEndings{"academy", "center", "program", "school"};
  std::vector<std::string> words = words_of(folded(name), "'.");
  std::vector<std::string> names;
  std::string all, initials;
  for (const std::string& word : words) {
    all += word;
    initials += word[0];
  }
  names.push_back(all);
  if (words.size() >= 3) names.push_back(initials);
  while (words.size() > 1 && std::ranges::find(kEndings, words.back()) != kEndings.end()) words.pop_back();
  const auto level = std::ranges::find(kLevels, words.back(), &Spelling::written);
  std::string base;
  for (std::size_t i = 0; i + (level != kLevels.end() ? 1 : 0) < words.size(); ++i) base += words[i];
  if (base.size() < 3) return names;
  names.push_back(base);
  if (level == kLevels.end()) return names;
  names.push_back(base + words.back());
  for (const std::string& word : words_of(level->normal, "")) names.push_back(base + word);
  return names;
}

std::string normal_number(std::string_view number) {
  std::string text = folded(number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  std::erase_if(text, [](char c) { return !is_name_character(c); });
  return std::ranges::any_of(text, is_digit) ? text : std::string{};
}

std::string normal_phone(std::string_view phone) {
  std::string digits = digits_of(phone);
  if (digits.size() == 11 && digits[0] == '1') digits.erase(0, 1);
  return digits.size() >= 7 && digits.size() <= 15 ? digits : std::string{};
}

std::string normal_address(std::string_view address) {
  const std::string text = folded(address);
  const std::string_view line = std::string_view(text).substr(0, text.find_first_of(",\n\t;#"));
  std::string normal;
  int words = 0;
  for (const std::string& word : words_of(line, "'.")) {
    if (words == 0 && !is_digit(word[0])) return {};
    if (std::ranges::find(kUnitWords, word) != kUnitWords.end()) break;
    if (words++ > 0) normal += ' ';
    normal += street_word(word);
  }
  return words >= 2 ? normal : std::string{};
}

std::string normal_date(std::string_view date) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  std::size_t first_width = 0;
  for (std::size_t at = 0; at < date.size() && count < 3;) {
    if (!is_digit(date[at])) {
      ++at;
      continue;
    }
    const auto end = std::from_chars(date.data() + at, date.data() + date.size(), parts[count]);
    const auto width = static_cast<std::size_t>(end.ptr - (date.data() + at));
    if (count == 0) first_width = width;
    if (end.ec != std::errc{} || width > 4) return {};
    at += width;
    ++count;
  }
  if (count < 3) return {};
  return first_width == 4 ? date_of(parts[0], parts[1], parts[2]) : date_of(parts[2], parts[0], parts[1]);
}

std::int32_t turns_18_day(std::string_view normal_date) {
  using namespace std::chrono;
  if (normal_date.size() != 10) return 0;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::from_chars(normal_date.data(), normal_date.data() + 4, year);
  std::from_chars(normal_date.data() + 5, normal_date.data() + 7, month);
  std::from_chars(normal_date.data() + 8, normal_date.data() + 10, day);
  const year_month_day birthday{std::chrono::year(year + 18), std::chrono::month(month), std::chrono::day(day)};
  if (birthday.ok()) return static_cast<std::int32_t>(sys_days(birthday).time_since_epoch().count());
  if (month != 2 || day != 29) return 0;
  return static_cast<std::int32_t>(sys_days(std::chrono::year(year + 18) / March / 1).time_since_epoch().count());
}

std::int8_t grade_level_of(std::string_view grade) {
  const std::string text = name_letters(grade.substr(0, grade.find(',')));
  if (text == "kg" || text == "k" || text == "tk") return 0;
  if (text == "pk" || text == "ps" || text == "pr" || text == "it") return -1;
  int level = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), level);
  const bool whole = end.ec == std::errc{} && end.ptr == text.data() + text.size();
  return whole && level >= 0 && level <= 13 ? static_cast<std::int8_t>(level) : std::int8_t{-128};
}

std::string normal_value(RosterField field, std::string_view value) {
  switch (field) {
    case RosterField::number:
    case RosterField::state_number:
    case RosterField::employee_number: return normal_number(value);
    case RosterField::full_name:
    case RosterField::nickname_name: return normal_full_name(value);
    case RosterField::name_part:
    case RosterField::school:
    case RosterField::given_name: return name_letters(value);
    case RosterField::email: return normalize_address(value);
    case RosterField::phone: return normal_phone(value);
    case RosterField::address: return normal_address(value);
    case RosterField::birth_date: return normal_date(value);
    case RosterField::source_id: return std::string(value);
  }
  return {};
}

}  // namespace hallpass
