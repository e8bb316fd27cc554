#include "detectors/recipients/domain_likeness.h"

#include <libpsl.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/fold.h"
#include "detectors/recipients/slips.h"

namespace hallpass {
namespace {

// Words that a thief puts beside a known name, and words that every school's name could have.
constexpr std::array<std::string_view, 22> kLureWords{
    "webmail",  "mail",    "email",  "login",     "signin",   "secure", "security", "support",
    "helpdesk", "help",    "verify", "account",   "accounts", "portal", "sso",      "admin",
    "update",   "upgrade", "it",     "office365", "payroll",  "mailbox"};
constexpr std::array<std::string_view, 12> kSchoolWords{"school",        "schools",       "csd", "isd", "usd",
                                                        "district",      "k12",           "edu", "sd",  "cs",
                                                        "publicschools", "schooldistrict"};
constexpr std::array<std::string_view, 4> kComSlips{"cm", "om", "con", "cmo"};
constexpr std::size_t kShortLabel = 5;  // under it every label has neighbours that are real
constexpr std::size_t kNameLabel = 7;   // from here on a label is a name and not an abbreviation

struct IdnaClose {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};
struct SpoofClose {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

// As people see it; the label itself where it is no punycode.
std::string unicode_form(const std::string& label) {
  if (!label.starts_with("xn--")) return label;
  UErrorCode error = U_ZERO_ERROR;
  static const std::unique_ptr<UIDNA, IdnaClose> kIdna(uidna_openUTS46(UIDNA_DEFAULT, &error));
  if (!kIdna) return label;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, 256> out{};
  error = U_ZERO_ERROR;
  const std::int32_t length =
      uidna_labelToUnicodeUTF8(kIdna.get(), label.data(), static_cast<std::int32_t>(label.size()), out.data(),
                               static_cast<std::int32_t>(out.size()), &info, &error);
  return U_SUCCESS(error) && info.errors == 0 && length < 256
             ? std::string(out.data(), static_cast<std::size_t>(length))
             : label;
}

std::string skeleton(const std::string& label) {
  UErrorCode error = U_ZERO_ERROR;
  static const std::unique_ptr<USpoofChecker, SpoofClose> kChecker(uspoof_open(&error));
  if (!kChecker) return label;
  std::array<char, 512> out{};
  error = U_ZERO_ERROR;
  const std::int32_t length =
      uspoof_getSkeletonUTF8(kChecker.get(), 0, label.data(), static_cast<std::int32_t>(label.size()),
                             out.data(), static_cast<std::int32_t>(out.size()), &error);
  return U_SUCCESS(error) && length < 512 ? std::string(out.data(), static_cast<std::size_t>(length)) : label;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// "cedarvalley-webmail" over "cedarvalley": the word that was put before or behind it.
std::string_view added_word(std::string_view seen, std::string_view known) {
  if (seen.size() <= known.size()) return {};
  std::string_view rest;
  if (seen.starts_with(known))
    rest = seen.substr(known.size());
  else if (seen.ends_with(known))
    rest = seen.substr(0, seen.size() - known.size());
  while (rest.starts_with('-')) rest.remove_prefix(1);
  while (rest.ends_with('-')) rest.remove_suffix(1);
  return rest;
}

// How many slips a name of this length can bear before it is simply another name.
double slips_allowed(std::size_t length) {
  return length >= 12 ? 1.7 : length >= 8 ? 1.0 : 0.8;
}

Likeness of_suffix(const DomainName& seen, const DomainName& known, bool a_provider) {
  if (a_provider) {
    return known.suffix == "com" && is_one_of(kComSlips, seen.suffix) ? Likeness{Trick::suffix, 0.85}
                                                                      : Likeness{};
  }
  return known.label.size() >= kNameLabel ? Likeness{Trick::suffix, 0.8} : Likeness{};
}

// One letter more, less, other, or two swapped.
bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  std::size_t front = 0, back = 0;
  while (front < a.size() && a[front] == b[front]) ++front;
  while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  const std::size_t left_a = a.size() - front - back, left_b = b.size() - front - back;
  return (left_a <= 1 && left_b <= 1) ||
         (left_a == 2 && left_b == 2 && a[front] == b[front + 1] && a[front + 1] == b[front]);
}

Likeness of_labels(const DomainName& seen, const DomainName& known, bool a_provider) {
  if (known.label.size() < kShortLabel) return {};
  const double cost = slip_cost(seen.label, known.label);
  if (cost > slips_allowed(known.label.size())) return {};
  if (differ_in_digits(seen.label, known.label) && cost > 0.6) return {};  // another number: another office
  if (a_provider && seen.label.front() != known.label.front()) return {};  // ymail, hmail: names of their own
  return {is_one_slip(seen.label, known.label) ? Trick::one_slip : Trick::slip, cost <= 0.8 ? 0.9 : 0.8};
}

Likeness of_added_word(const DomainName& seen, const DomainName& known, bool a_provider) {
  const std::string_view word =
      known.label.size() >= kNameLabel ? added_word(seen.label, known.label) : std::string_view{};
  if (word.empty() || a_provider) return {};
  if (is_one_of(kLureWords, word)) return {Trick::added_word, 0.85};
  return is_one_of(kSchoolWords, word) ? Likeness{Trick::added_word, 0.6} : Likeness{};
}

// "cedarvalley" for "cedarvalleyschools": less than a trick, for the short name may be the town's.
Likeness of_dropped_word(const DomainName& seen, const DomainName& known, bool a_provider) {
  if (a_provider || seen.label.size() < kNameLabel) return {};
  const std::string_view word = added_word(known.label, seen.label);
  return !word.empty() && is_one_of(kSchoolWords, word) ? Likeness{Trick::dropped_word, 0.6} : Likeness{};
}

}  // namespace

DomainName split_domain(std::string_view domain) {
  const std::string whole(domain);
  const psl_ctx_t* list = psl_builtin();
  const char* registrable = list ? psl_registrable_domain(list, whole.c_str()) : nullptr;
  DomainName name;
  if (!registrable) return name;
  const std::string_view found = registrable;
  const auto dot = found.find('.');
  name.label = std::string(found.substr(0, dot));
  if (dot != std::string_view::npos) name.suffix = std::string(found.substr(dot + 1));
  name.look = skeleton(folded_text(unicode_form(name.label)));  // accents are overlooked
  return name;
}

Likeness likeness(const DomainName& seen, const DomainName& known, bool a_provider) {
  if (seen.label.empty() || known.label.empty()) return {};
  if (seen.label == known.label)
    return seen.suffix == known.suffix ? Likeness{} : of_suffix(seen, known, a_provider);
  if (seen.look == known.look && known.label.size() >= 4) return {Trick::look_alike, 0.97};
  if (seen.suffix == known.suffix) {
    if (const Likeness close = of_labels(seen, known, a_provider); close.trick != Trick::none) return close;
  }
  if (const Likeness added = of_added_word(seen, known, a_provider); added.trick != Trick::none) return added;
  return of_dropped_word(seen, known, a_provider);
}

std::string_view in_words(Trick trick) {
  switch (trick) {
    case Trick::none: return "unlike";
    case Trick::look_alike: return "written with look-alike letters of";
    case Trick::slip: return "a letter or two from";
    case Trick::one_slip: return "one letter from";
    case Trick::suffix: return "another ending of";
    case Trick::added_word: return "with a word added to";
    case Trick::dropped_word: return "with a word dropped from";
    case Trick::punctuation: return "with other dots and hyphens than";
  }
  return "";
}

bool differ_in_punctuation(std::string_view one, std::string_view other) {
  constexpr std::size_t kLettersMin = 10;  // the ending counts, too
  const auto letters_of = [](std::string_view domain) {
    std::string letters;
    std::ranges::copy_if(domain, std::back_inserter(letters), [](char c) { return c != '.' && c != '-'; });
    return letters;
  };
  if (one == other || std::max(one.size(), other.size()) < kLettersMin) return false;
  const std::string letters = letters_of(one);
  return letters.size() >= kLettersMin && letters == letters_of(other);
}

std::vector<Imitable> imitable_domains(const DomainName& seen) {
  constexpr std::array<std::string_view, 7> kSuffixes{"com", "org", "net", "edu", "us", "gov", "info"};
  std::vector<Imitable> found;
  if (seen.label.size() < kNameLabel) return found;
  const auto add = [&](const std::string& label, std::string_view suffix, Trick trick) {
    if (found.size() < kImitableMax && !label.empty()) found.push_back({label + "." + std::string(suffix), trick});
  };
  for (const std::string& label : one_slip_away(seen.label)) {
    if (!differ_in_digits(label, seen.label)) add(label, seen.suffix, Trick::one_slip);
  }
  if (seen.look != seen.label) {
    add(seen.look, seen.suffix, Trick::look_alike);
    if (const auto at = seen.look.find("rn"); at != std::string::npos)  // what an m looks like
      add(std::string(seen.look).replace(at, 2, "m"), seen.suffix, Trick::look_alike);
  }
  if (seen.label.find('-') != std::string::npos) {
    std::string dotted = seen.label;
    std::ranges::replace(dotted, '-', '.');
    add(dotted, seen.suffix, Trick::punctuation);
  }
  for (std::string_view suffix : kSuffixes) {
    if (suffix != seen.suffix) add(seen.label, suffix, Trick::suffix);
  }
  const auto without = [&](std::string_view word) {
    std::string_view rest = seen.label;
    if (rest.ends_with(word))
      rest.remove_suffix(word.size());
    else if (rest.starts_with(word))
      rest.remove_prefix(word.size());
    else
      return std::string();
    while (rest.starts_with('-')) rest.remove_prefix(1);
    while (rest.ends_with('-')) rest.remove_suffix(1);
    return std::string(rest.size() >= kNameLabel ? rest : std::string_view{});
  };
  for (std::string_view word : kLureWords) add(without(word), seen.suffix, Trick::added_word);
  return found;
}

}  // namespace hallpass
