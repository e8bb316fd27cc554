#include "detectors/sentence.h"

#include <algorithm>
#include <array>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 22> kShort{"approx", "apt", "ave", "dr", "dra", "ed", "ext", "fr", "gr", "jr", "mr", "mrs",
                                                    "ms", "no", "num", "prof", "sr", "sra", "st", "tel", "vol", "vs"};
  return word.size() == 1 || std::ranges::find(kShort, word) != kShort.end();
}

bool ends_sentence(std::string_view text, std::uint32_t at) {
  const char c = text[at];
  if (c != '.' && c != '!' && c != '?') return false;
  const bool ends = at + 1 >= text.size() || text[at + 1] == ' ' || text[at + 1] == '\n' || text[at + 1] == '\r' || text[at + 1] == '\t';
  if (!ends || c != '.') return ends;
  // "Mr. Ortiz", "J. Smith", "gr. 4": what is short for something does not end the sentence.
  std::uint32_t word = 0;
  while (word < at && is_word_byte(text[at - word - 1])) ++word;
  return !is_abbreviation(text.substr(at - word, word));
}

bool is_blank_line(std::string_view text, std::uint32_t at) {
  return text[at] == '\n' && at + 1 < text.size() && (text[at + 1] == '\n' || text[at + 1] == '\r');
}

}  // namespace

unsigned sentence_ends(std::string_view text, std::uint32_t from, std::uint32_t to, unsigned most) {
  unsigned count = 0;
  for (std::uint32_t i = from; i < to && count < most; ++i) count += ends_sentence(text, i);
  return count;
}

bool same_sentence(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return to - from <= kSentenceBytesMax && sentence_ends(text, from, to, 1) == 0;
}

TextSpan sentence_around(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t first = begin > kSentenceBytesMax ? begin - kSentenceBytesMax : 0, last = std::min(size, end + kSentenceBytesMax);
  std::uint32_t from = begin, to = end;
  while (from > first && !ends_sentence(text, from - 1) && !is_blank_line(text, from - 1)) --from;
  while (to < last && !ends_sentence(text, to) && !is_blank_line(text, to)) ++to;
  return {from, to};
}

}  // namespace hallpass
