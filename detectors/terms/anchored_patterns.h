// AnchoredPatterns: the patterns that begin at words, numbers and at-signs, and the beginnings of words that phrases are
// looked for by. An automaton over the first bytes of a place tells which patterns are worth asking (RE2 runs,
// anchored, for those alone). A pattern that has a second place (second_place.h) waits for it; the shapes of numbers are
// one automaton and need no RE2 (short_patterns.h).
#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/terms/front_automaton.h"
#include "detectors/terms/short_patterns.h"
#include "detectors/terms/waiting_patterns.h"
#include "hallpass/terms.h"

namespace hallpass {

[[nodiscard]] RE2::Options re2_options();

struct CompiledPattern {
  TermId term = 0;
  std::unique_ptr<RE2> re2;
  std::uint32_t words_to_second = 0;  // 0: has no second place
};

inline constexpr std::size_t kDigitReach = 8;

class AnchoredPatterns {
 public:
  // `start` is not any.
  void add(TermId term, PatternStart start, const std::string& text, std::unique_ptr<RE2> re2);
  // A word's beginning that phrases are looked for by.
  void add_anchor(std::string_view beginning);
  // Call after the last add().
  void finish();

  std::size_t size() const { return patterns_.size(); }

  // Where a walk is: `waiting` was made for size() patterns.
  struct Visit {
    std::string_view text;
    std::uint32_t unit;
    WaitingPatterns& waiting;
    std::vector<Hit>& out;
  };

  // Appends hits for the patterns that match at `place`, a place of this kind, and for those that waited for it. May a
  // beginning stand here that phrases are looked for by?
  bool visit(PatternStart start, WaitingPatterns::Place place, const Visit& walk) const {
    bool anchor = false;
    const auto offer = [&](std::uint32_t offered) {
      if (offered == kAnchor) anchor = true;
      else if (offered & kSecond) settle(offered / 2, place, walk);
      else if (patterns_[offered / 2].words_to_second > 0) walk.waiting.add(offered / 2, place, kReach);
      else match(patterns_[offered / 2], place.at, walk);
    };
    if (start == PatternStart::digit) take_numbers(place.at, walk);
    const Fronts& fronts = fronts_of(start);
    fronts.all.visit_at(walk.text, place.at, offer);
    if (digit_follows(walk.text, place.at)) fronts.with_digit.visit_at(walk.text, place.at, offer);
    return anchor;
  }

  // A place within a word, for what waits alone.
  void visit_second(PatternStart start, WaitingPatterns::Place place, const Visit& walk) const {
    const auto offer = [&](std::uint32_t offered) {
      if (offered != kAnchor && offered & kSecond) settle(offered / 2, place, walk);
    };
    fronts_of(start).all.visit_at(walk.text, place.at, offer);
    fronts_of(start).with_digit.visit_at(walk.text, place.at, offer);
  }

 private:
  static constexpr std::uint32_t kAnchor = 0xffffffff;
  static constexpr std::uint32_t kSecond = 1;  // of twice a pattern's index
  static constexpr std::uint32_t kReach = 512;

  struct Fronts {
    FrontAutomaton all;
    FrontAutomaton with_digit;  // of what wants a digit soon behind its first byte
  };
  using Ways = std::vector<std::vector<ByteSet>>;

  const Fronts& fronts_of(PatternStart start) const { return fronts_[static_cast<std::size_t>(start)]; }
  void add_asked(TermId term, PatternStart start, const std::string& text, std::unique_ptr<RE2> re2);
  void add_ways(PatternStart start, Ways ways, std::uint32_t offered);

  // Is one of the kDigitReach bytes from `at` on, but the first, a digit?
  static bool digit_follows(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    if (at + kDigitReach <= text.size()) std::memcpy(&bytes, text.data() + at, kDigitReach);
    else std::memcpy(&bytes, text.data() + at, text.size() - at);
    bytes &= ~std::uint64_t{0xff};  // little-endian: the first byte
    // Where a byte is '0'..'9' and nothing else: high nibble 3, and no carry out of low nibble + 6.
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    const std::uint64_t high = (bytes & kOnes * 0xf0) ^ kOnes * 0x30;
    const std::uint64_t over = ((bytes & kOnes * 0x0f) + kOnes * 6) & kOnes * 0x10;
    const std::uint64_t wrong = high | over;  // a zero byte: a digit
    return ((wrong - kOnes) & ~wrong & kOnes * 0x80) != 0;
  }
  void take_numbers(std::size_t at, const Visit& walk) const {
    numbers_.visit_at(walk.text, at, std::min(walk.text.size(), at + kReach), [&](TermId term, std::uint32_t end) {
      walk.out.push_back({term, walk.unit, static_cast<std::uint32_t>(at), end});
    });
  }
  static void match(const CompiledPattern& pattern, std::size_t at, const Visit& walk);
  void settle(std::uint32_t pattern, WaitingPatterns::Place second, const Visit& walk) const {
    walk.waiting.settle(pattern, second, patterns_[pattern].words_to_second, kReach, [&](std::uint32_t at) { match(patterns_[pattern], at, walk); });
  }

  struct Short {
    TermId term;
    std::string text;
    std::unique_ptr<RE2> re2;
  };
  std::vector<Short> short_;  // what numbers_ took; until finish()
  ShortPatterns numbers_;
  std::array<Fronts, 3> fronts_;  // by PatternStart
  std::vector<CompiledPattern> patterns_;
};

}  // namespace hallpass
