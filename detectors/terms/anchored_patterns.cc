#include "detectors/terms/anchored_patterns.h"

#include <algorithm>

#include "detectors/terms/second_place.h"
#include "detectors/terms/term_pass.h"
#include "detectors/terms/tokens.h"

namespace hallpass {

RE2::Options re2_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(RE2::Options::EncodingUTF8);
  options.set_max_mem(8 << 20);
  options.set_never_capture(true);
  return options;
}

// Does every match that begins so have a digit where digit_follows() looks?
static bool wants_digit(const std::vector<ByteSet>& front) {
  ByteSet digits;
  for (unsigned c = '0'; c <= '9'; ++c) digits.set(c);
  for (std::size_t i = 1; i < front.size() && i < kDigitReach; ++i) {
    if ((front[i] & ~digits).none()) return true;
  }
  return false;
}

void AnchoredPatterns::add_ways(PatternStart start, Ways ways, std::uint32_t offered) {
  Fronts& fronts = fronts_[static_cast<std::size_t>(start)];
  FrontAutomaton& automaton = std::ranges::all_of(ways, wants_digit) ? fronts.with_digit : fronts.all;
  for (std::vector<ByteSet>& way : ways) automaton.add(std::move(way), offered);
}

void AnchoredPatterns::finish() {
  const std::vector<TermId> left_out = numbers_.finish();
  for (Short& number : short_) {
    if (std::ranges::find(left_out, number.term) != left_out.end()) add_asked(number.term, PatternStart::digit, number.text, std::move(number.re2));
  }
  short_.clear();
  for (Fronts& fronts : fronts_) {
    fronts.all.finish();
    fronts.with_digit.finish();
  }
}

void AnchoredPatterns::add(TermId term, PatternStart start, const std::string& text, std::unique_ptr<RE2> re2) {
  if (start == PatternStart::digit && numbers_.add(text, term)) short_.push_back({term, text, std::move(re2)});
  else add_asked(term, start, text, std::move(re2));
}

void AnchoredPatterns::add_asked(TermId term, PatternStart start, const std::string& text, std::unique_ptr<RE2> re2) {
  const std::optional<SecondPlace> second = second_place(text);
  const auto offered = static_cast<std::uint32_t>(patterns_.size() * 2);
  CompiledPattern& pattern = patterns_.emplace_back(CompiledPattern{term, std::move(re2)});
  add_ways(start, leading_ways(text), offered);
  if (!second) return;
  pattern.words_to_second = second->words_max;
  ByteSet digits;
  for (unsigned c = '0'; c <= '9'; ++c) digits.set(c);
  Ways at_words, at_digits;
  for (const std::vector<ByteSet>& way : second->ways) {
    if ((way[0] & digits).any()) at_digits.emplace_back(way)[0] &= digits;
    if ((way[0] & ~digits).any()) at_words.emplace_back(way)[0] &= ~digits;
  }
  add_ways(PatternStart::word, std::move(at_words), offered | kSecond);
  add_ways(PatternStart::digit, std::move(at_digits), offered | kSecond);
}

void AnchoredPatterns::add_anchor(std::string_view beginning) {
  std::vector<ByteSet> front;
  for (char c : beginning.substr(0, kGateBytesMax)) front.push_back(ByteSet().set(static_cast<unsigned char>(c)));
  fronts_[static_cast<std::size_t>(is_digit(beginning[0]) ? PatternStart::digit : PatternStart::word)].all.add(std::move(front), kAnchor);
}

void AnchoredPatterns::match(const CompiledPattern& pattern, std::size_t at, const Visit& walk) {
  const re2::StringPiece whole(walk.text.data(), walk.text.size());
  const std::size_t reach = std::min(walk.text.size(), at + kPatternReachBytes);
  re2::StringPiece match;
  if (!pattern.re2->Match(whole, at, reach, RE2::ANCHOR_START, &match, 1) || match.empty()) return;
  walk.out.push_back({pattern.term, walk.unit, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + match.size())});
}

}  // namespace hallpass
