#include "detectors/terms/anchored_patterns.h"

#include <algorithm>

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

void AnchoredPatterns::finish() {
  fronts_.finish();
  fronts_with_digit_.finish();
}

void AnchoredPatterns::add(TermId term, const std::string& text, std::unique_ptr<RE2> re2) {
  const auto index = static_cast<std::uint32_t>(patterns_.size());
  std::vector<std::vector<ByteSet>> fronts = leading_ways(text);
  FrontAutomaton& automaton = std::ranges::all_of(fronts, wants_digit) ? fronts_with_digit_ : fronts_;
  for (std::vector<ByteSet>& front : fronts) automaton.add(std::move(front), index);
  patterns_.push_back({term, std::move(re2)});
}

void AnchoredPatterns::add_anchor(std::string_view word, bool whole) {
  std::vector<ByteSet> front;
  for (char c : word.substr(0, kGateBytesMax)) front.push_back(ByteSet().set(static_cast<unsigned char>(c)));
  if (whole && word.size() < kGateBytesMax) {
    ByteSet behind = ByteSet().set(kEndOfText);
    for (std::size_t c = 0; c < 256; ++c) behind.set(c, !is_word_byte(static_cast<char>(c)));
    front.push_back(behind);
  }
  fronts_.add(std::move(front), whole ? kWholeWord : kPrefix);
}

void AnchoredPatterns::match(const CompiledPattern& pattern, std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) {
  const re2::StringPiece whole(text.data(), text.size());
  const std::size_t reach = std::min(text.size(), at + kPatternReachBytes);
  re2::StringPiece match;
  if (!pattern.re2->Match(whole, at, reach, RE2::ANCHOR_START, &match, 1) || match.empty()) return;
  out.push_back({pattern.term, unit, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + match.size())});
}

}  // namespace hallpass
