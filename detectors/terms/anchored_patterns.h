// AnchoredPatterns: the patterns that can begin at one kind of place, and the words that phrases are looked for by. An
// automaton over the first bytes of the place tells which patterns are worth asking (RE2 runs, anchored, for
// those alone) and whether the word may be one of those.
#pragma once

#include <re2/re2.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/terms/front_automaton.h"
#include "hallpass/terms.h"

namespace hallpass {

[[nodiscard]] RE2::Options re2_options();

struct CompiledPattern {
  TermId term = 0;
  std::unique_ptr<RE2> re2;
};

struct AnchorKinds {
  bool whole = false;
  bool prefix = false;  // of a word
};

inline constexpr std::size_t kDigitReach = 8;

class AnchoredPatterns {
 public:
  void add(TermId term, const std::string& text, std::unique_ptr<RE2> re2);
  // A word that phrases are looked for by; `whole`: not just the beginning of a word.
  void add_anchor(std::string_view word, bool whole);
  // Call after the last add().
  void finish();

  // Appends a hit for each pattern that matches text from `at` on. What kind of anchor may stand here?
  AnchorKinds match_at(std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const {
    AnchorKinds anchors{};
    const auto visit = [&](std::uint32_t pattern) {
      if (pattern == kWholeWord) anchors.whole = true;
      else if (pattern == kPrefix) anchors.prefix = true;
      else match(patterns_[pattern], text, at, unit, out);
    };
    fronts_.visit_at(text, at, visit);
    if (digit_follows(text, at)) fronts_with_digit_.visit_at(text, at, visit);
    return anchors;
  }

 private:
  static constexpr std::uint32_t kWholeWord = 0xffffffff, kPrefix = 0xfffffffe;

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
  static void match(const CompiledPattern& pattern, std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out);

  FrontAutomaton fronts_;
  FrontAutomaton fronts_with_digit_;  // of patterns that want a digit soon behind their first byte
  std::vector<CompiledPattern> patterns_;
};

}  // namespace hallpass
