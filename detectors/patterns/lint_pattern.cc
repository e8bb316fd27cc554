#include "detectors/patterns/lint_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/fold.h"
#include "detectors/patterns/pattern_span.h"
#include "detectors/terms/anchored_patterns.h"
#include "detectors/terms/gate.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

// The characters of a pattern that stand for themselves or for a place, one by one.
struct Piece {
  char c;
  bool escaped;   // "\c"
  bool in_class;  // between [ and ]
};

std::vector<Piece> pieces_of(std::string_view re2) {
  std::vector<Piece> pieces;
  bool in_class = false;
  for (std::size_t i = 0; i < re2.size(); ++i) {
    if (re2[i] == '\\' && i + 1 < re2.size()) {
      pieces.push_back({re2[++i], true, in_class});
      if ((re2[i] == 'p' || re2[i] == 'P') && i + 1 < re2.size()) {  // \pL, \p{Greek}
        i = re2[i + 1] == '{' ? std::min(re2.find('}', i), re2.size() - 1) : i + 1;
      }
      continue;
    }
    if (!in_class && re2.substr(i).starts_with("(?P<")) i = std::min(re2.find('>', i), re2.size() - 1);
    if (re2[i] == '[' && !in_class) in_class = true;
    else if (re2[i] == ']' && in_class) in_class = false;
    pieces.push_back({re2[i], false, in_class});
  }
  return pieces;
}

bool is_text_anchor(const Piece& piece) {
  if (piece.escaped) return piece.c == 'A' || piece.c == 'z';
  return !piece.in_class && (piece.c == '^' || piece.c == '$');
}

// Does it hold letters that folded text never has?
bool has_unfolded_letters(const std::vector<Piece>& pieces) {
  std::string plain;
  for (const Piece& piece : pieces) {
    if (!piece.escaped) plain += piece.c;
  }
  const auto letters = [](std::string_view text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept), [](char c) { return byte_kind(c) == ByteKind::letter; });
    return kept;
  };
  return letters(folded_text(plain)) != letters(plain);
}

std::string refusal_of(const RE2& compiled) {
  std::string text = "RE2 does not take the pattern: " + compiled.error();
  switch (compiled.error_code()) {
    case RE2::ErrorBadPerlOp: return text + "; look-ahead is not there, write the words into 'near' or 'not_near'";
    case RE2::ErrorBadEscape: return text + "; back-references are not there, and other letters need no '\\'";
    case RE2::ErrorMissingParen: return text + "; close the bracket, or write '\\('";
    case RE2::ErrorMissingBracket: return text + "; close the '[', or write '\\['";
    case RE2::ErrorRepeatSize: return text + "; repeat at most 1000 times";
    case RE2::ErrorPatternTooLarge: return text + "; make its repetitions smaller or split it";
    default: return text;
  }
}

}  // namespace

std::string lint_pattern(std::string_view re2) {
  if (re2.size() > kPatternBytesMax) return "the pattern is longer than " + std::to_string(kPatternBytesMax) + " bytes; split it";
  const RE2 compiled(re2::StringPiece(re2.data(), re2.size()), re2_options());
  if (!compiled.ok()) return refusal_of(compiled);
  if (compiled.ProgramSize() > kPatternProgramMax) {
    return "the pattern is too large (" + std::to_string(compiled.ProgramSize()) + " steps of at most " +
           std::to_string(kPatternProgramMax) + "); make its repetitions smaller or split it";
  }
  const std::vector<Piece> pieces = pieces_of(re2);
  if (std::ranges::any_of(pieces, is_text_anchor)) {
    return "'^' and '$' mean the ends of the whole text; leave them out: a match begins and ends with a word by itself";
  }
  if (has_unfolded_letters(pieces)) return "the pattern is compared with text in small letters and without accents; write '" + folded_text(re2) + "'";
  if (RE2::FullMatch("", compiled)) return "the pattern also matches nothing at all; say what must be there, with '+' for '*'";
  if (const unsigned span = span_of(re2); span > kPatternSpanMax) {
    return std::string("the pattern runs over too many words (") + (span >= kUnboundedSpan ? "without an end" : std::to_string(span)) + ", at most " +
           std::to_string(kPatternSpanMax) + "), and each would be read again and again; say how often, '{1,8}' for '+', '[a-z0-9]+' for '\\w+' or '\\S+', or write words that stand apart into 'near'";
  }
  return "";
}

std::vector<PatternStart> starts_of(std::string_view re2) {
  while (re2.starts_with("\\b")) re2.remove_prefix(2);
  ByteSet first;
  for (const std::vector<ByteSet>& way : leading_ways(re2)) {
    if (way.empty()) return {PatternStart::any};
    first |= way[0];
  }
  std::optional<PatternStart> word, number;
  for (std::size_t c = 0; c < 256; ++c) {
    if (!first.test(c)) continue;
    const ByteKind kind = kByteKinds[c];
    if (kind == ByteKind::letter && !(c >= 'A' && c <= 'Z')) word = PatternStart::word;
    else if (kind == ByteKind::digit) number = PatternStart::digit;
    else if (!(c >= 'A' && c <= 'Z')) return {PatternStart::any};
  }
  std::vector<PatternStart> starts;
  if (word) starts.push_back(*word);
  if (number) starts.push_back(*number);
  return starts;
}

std::string_view ordinary_letter() {
  return R"(good afternoon, maple fork families,

the spring concert is on thursday, march 12, 2026 at 7:00 pm in the north gym; doors open at 6:30. tickets are $5 at
the door, $3 for seniors, and students get in free with their card. parking is behind room 214, and bus 17 leaves at
9:15 pm from the west entrance. last year we counted 412 guests and sold 1,250 cookies.

we need helpers on 3/9/2026 and 3/10/2026 from 4 to 6 p.m. please call the office at 319-555-0100, ext. 4410, or
(319) 555-0142, or write to office@maplefork.example. our address is 1200 school street, cedar bluff, ia 52240.
the district's web page is https://www.maplefork.example/concert-2026, and the agenda is in packet b-14.

from the business office: po 26-01188 for forty pounds of clay was paid with check 104417; invoice 883204 from
prairie art supply ($318.75) is still open, as is order 552910. the two laptops have the asset tags c00417 and
c00422. the meeting id is 845 2210 9937. the tracking number is 1z 999 aa1 01 2345 6784. isbn 978-0-14-032872-1 is
in the library again; the call number is 813.54. the score on friday was 21-14, and grade 5 read 3,980 pages (98%).

in reading we are on chapter 9; ask your child why the lighthouse keeper kept a goat. in science we weighed leaves:
2.5 g, 3.1 g and 0.8 g. next week is spirit week: monday hats, tuesday colors, wednesday twins, thursday decades,
friday school shirts. lunch on tuesday is tacos, beans, corn and an apple. the policy on phones is on page 12 of
the handbook, section 4.2. sign-up ends at noon on march 6.

thank you for all you do,
the music department
)";
}

}  // namespace hallpass
