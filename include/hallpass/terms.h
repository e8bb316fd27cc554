// Terms: what detectors want searched for. Every detector declares its vocabulary and shapes once, while
// the engine is built; the engine compiles all of them into one linear pass over the folded text.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallpass {

using TermId = std::uint32_t;

// Where a pattern can begin. The pass visits these places anyway, so an anchored pattern costs next to
// nothing until its place comes.
enum class PatternStart : std::uint8_t {
  digit,   // the first digit of a run of digits that follows no digit or letter
  word,    // the first letter of a word
  at_sign, // an '@': the pattern matches text from there on; the left side is the detector's to verify
  any,     // anywhere; dear: keep such patterns few
};

class TermSink {
 public:
  virtual ~TermSink() = default;

  // Words in order, compared over folded text (lower case, no accents, NFKC), matched whole:
  // "report card" hits "Report  Cards"? no: write "report card*"; '*' ends a word's match early.
  // Punctuation and white space between words do not count, a blank line does. The same phrase asked
  // for twice gets the same id.
  virtual TermId phrase(std::string_view words) = 0;

  // A pattern in RE2 syntax over folded text (so: lower case). Linear time whatever it holds.
  virtual TermId pattern(std::string_view re2, PatternStart start) = 0;
};

// One occurrence. Offsets are bytes of the folded text of units[unit]. Hits are sorted by unit, begin,
// then term.
struct Hit {
  TermId term = 0;
  std::uint32_t unit = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

}  // namespace hallpass
