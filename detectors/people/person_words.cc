#include "detectors/people/person_words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace hallpass {
namespace {

enum Class : std::uint8_t { kNeither, kLetter, kDigit };

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80) classes[c] = kLetter;
    if (c >= '0' && c <= '9') classes[c] = kDigit;
  }
  return classes;
}();

std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

// Words whose full stop is part of how a name is written: Mark St. James, Ma. Teresa Cruz, Wm. Page.
bool is_abbreviation(std::string_view word) {
  return word == "st" || word == "ste" || word == "sta" || word == "sto" || word == "ma" || word == "wm";
}

// What stands between `left` and the word after it.
Gap gap_of(std::string_view between, std::string_view left, bool after_initial) {
  if (between == " ") return Gap::space;
  if (between.size() > 3) return Gap::other;
  if (between == "_" || between == "  ") return Gap::space;
  if (between == "-") return Gap::hyphen;
  if (between == "/") return Gap::slash;
  if (between == "\n" || between == "\r\n" || between == " \n" || between == "\n> ") return Gap::line_end;
  if (between == ", " || between == "," || between == " , " || between == ",  ") return Gap::comma;
  if (between == " \"" || between == " (" || between == " '") return Gap::opens;
  if (between == "\" " || between == ") " || between == "' ") return Gap::closes;
  if (between == ". " || between == ".") return after_initial || is_abbreviation(left) ? Gap::space : Gap::other;
  if (between == "., ") return after_initial || is_name_suffix(left) ? Gap::comma : Gap::other;
  return Gap::other;
}

}  // namespace

bool NamePartCache::holds(std::string_view word) {
  constexpr std::size_t kWordBytesMax = 16;
  if (word.size() > kWordBytesMax) return roster_.maybe_name_part(word);
  std::array<char, kWordBytesMax> padded{};
  std::memcpy(padded.data(), word.data(), word.size());
  std::uint64_t low, high;
  std::memcpy(&low, padded.data(), 8);
  std::memcpy(&high, padded.data() + 8, 8);
  Slot& slot = slots_[((low ^ std::rotl(high, 23)) * 0x9e3779b97f4a7c15) >> (64 - kSlotBits)];
  if (slot.low != low || slot.high != high) slot = {low, high, roster_.maybe_name_part(word)};
  return slot.name_part;
}

std::vector<PersonWord> person_words(std::string_view folded, NamePartCache& cache) {
  std::vector<PersonWord> words;
  words.reserve(folded.size() / 5 + 8);
  std::string key;
  for (std::size_t at = 0; at < folded.size();) {
    if (class_of(folded[at]) == kNeither) {
      ++at;
      continue;
    }
    PersonWord word{.begin = static_cast<std::uint32_t>(at)};
    std::uint8_t seen = 0;
    bool apostrophe = false;
    for (; at < folded.size(); ++at) {
      const std::uint8_t kind = class_of(folded[at]);
      if (kind != kNeither) {
        seen |= kind;
      } else if (folded[at] == '\'' && at > word.begin && at + 1 < folded.size() && class_of(folded[at + 1]) == kLetter) {
        const bool possessive = folded[at + 1] == 's' && (at + 2 == folded.size() || class_of(folded[at + 2]) == kNeither);
        if (possessive) break;
        apostrophe = true;
      } else {
        break;
      }
    }
    word.end = static_cast<std::uint32_t>(at);
    if (at < folded.size() && folded[at] == '\'') at += 2;  // the possessive
    word.kind = seen == kDigit ? WordKind::digits : seen == kLetter ? WordKind::letters : WordKind::mixed;
    word.initial = word.kind == WordKind::letters && word.end - word.begin == 1;
    if (!words.empty()) {
      const PersonWord& left = words.back();
      word.before = gap_of(folded.substr(left.end, word.begin - left.end), folded.substr(left.begin, left.end - left.begin), left.initial);
    }
    if (word.kind == WordKind::letters && !word.initial) {
      if (apostrophe) {
        key.clear();
        append_letters(key, folded, word);
        word.name_part = cache.holds(key);
      } else {
        word.name_part = cache.holds(folded.substr(word.begin, word.end - word.begin));
      }
    }
    words.push_back(word);
  }
  return words;
}

bool is_name_suffix(std::string_view word) {
  return word == "jr" || word == "sr" || word == "ii" || word == "iii" || word == "iv";
}

void append_letters(std::string& key, std::string_view folded, const PersonWord& word) {
  for (const char c : folded.substr(word.begin, word.end - word.begin)) {
    if (c != '\'') key += c;
  }
}

}  // namespace hallpass
