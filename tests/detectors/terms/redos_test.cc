// Patterns that blow up backtracking engines, and texts made to blow up good ones: whatever a district writes,
// and whatever a sender sends, a MiB takes bounded time.
#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <chrono>

#include "detectors/patterns/lint_pattern.h"
#include "detectors/patterns/pattern_span.h"
#include "detectors/pii/value_shapes.h"
#include "detectors/terms/term_pass.h"
#include "detectors/terms/tokens.h"
#include "detectors/terms/value_shape.h"
#include "hallpass/detection.h"
#include "tests/detectors/small_district.h"

namespace hallpass {
namespace {

constexpr double kMsPerMib = 50;  // F23
constexpr std::size_t kMiB = std::size_t{1} << 20;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSlower = 30;
#else
constexpr double kSlower = 3;  // another machine, other work on it
#endif

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  text.resize(bytes);
  return text;
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

Deadline later() { return std::chrono::steady_clock::now() + std::chrono::minutes(5); }

double ms_per_mib(const TermPass& pass, std::string_view text) {
  std::vector<Hit> hits;
  const double start = cpu_ms();
  (void)pass.find(text, 0, 10'000'000, later(), hits);
  return (cpu_ms() - start) * static_cast<double>(kMiB) / static_cast<double>(text.size());
}

}  // namespace

TEST_CASE("redos: patterns that explode elsewhere take bounded time here") {
  struct Case {
    const char* why;
    std::string_view re2;
    std::string_view piece;  // repeated, then "!": what makes it explode
    bool refused = false;    // runs over word after word (pattern_span.h): never let near mail
  };
  const Case cases[] = {
      {"nested plus", R"((?:a+)+b)", "a"},
      {"nested star", R"(a(?:a*)*b)", "a"},
      {"overlapping alternatives", R"((?:a|aa)+b)", "a"},
      {"the same twice", R"((?:a|a)+b)", "a"},
      {"an optional in a loop", R"((?:a?){20}a{20}b)", "a"},
      {"a quantified group of digits", R"((?:\d+)+x)", "1"},
      {"an address", R"((?:[a-z0-9]+\.?)+@x)", "a", true},
      {"a path of letters and dots", R"((?:[a-z]+\.)+z1)", "a.", true},
      {"the same, as long as may be", R"((?:[a-z]+\.){1,12}z1)", "a."},
      {"the same, of long words", R"((?:[a-z]+\.){1,12}z1)", "abcdefgh."},
      {"anything, as long as may be", R"([a-z].{0,22}=1)", "a."},
      {"anything, behind a word", R"(door.{0,55}=1)", "door."},
      {"a class of both, as long as may be", R"([a-z][a-z .]{0,22}=1)", "a "},
      {"gaps without an end", R"([a-z] *[a-z] *[a-z] *=)", "a     "},
      {"nested classes", R"((?:[a-z]+[a-z0-9]*)*!x)", "a1"},
      {"a long counted class", R"([a-z]{1,200}[0-9]{1,200}x)", "ab12"},
      {"dots all over", R"(a.*b.*c.*d.*e1)", "a b c d ", true},
      {"leading anything", R"(.*.*.*=x)", "=", true},
      {"a mark that takes the rest, and its own again", R"(#(?:[^x]*x)?)", "#", true},
      {"words with '_'", R"(\w+z1)", "a_", true},
      {"a mark in front", R"(#(?:\d+)+x)", "#1"},
      {"a loop of loops", R"((?:(?:x+)+y)+z)", "x"},
      {"a word over and over", R"((?:no )+x)", "no ", true},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK((lint_pattern(c.re2).find("too many words") != std::string::npos) == c.refused);
    if (c.refused) continue;
    TermCollector terms;
    for (PatternStart start : starts_of(c.re2)) terms.pattern(c.re2, start);
    const auto pass = terms.compile();
    REQUIRE(pass.has_value());
    const double took = ms_per_mib(**pass, repeated(c.piece, kMiB / 4) + "!");
    CHECK(took <= kMsPerMib * kSlower);
  }
}

TEST_CASE("redos: how far a pattern runs over words is read off it") {
  struct Case {
    const char* why;
    std::string_view re2;
    unsigned want;
  };
  const Case cases[] = {
      {"within a word", R"([a-z0-9]+)", 0},
      {"words and gaps", R"(case\s+no\.? *\d{3,})", 3},
      {"a mark that may be missing", R"(la-?\d{6})", 1},
      {"the longest alternative", R"(a|b c|d e f)", 2},
      {"a class of marks", R"(la[ ./-]{0,3}\d)", 1},
      {"turns are counted", R"((?:\d+[ -]?){1,5})", 5},
      {"and those of a group of groups", R"((?:(?:a b){1,3}){1,4})", 12},
      {"anything, where anything begins", R"(.{7})", 7},
      {"anything behind a letter", R"([a-z].{40})", 20},
      {"anything behind a word", R"((?:door|gate)\b.{0,40})", 8},
      {"anything behind the shorter of two words", R"((?:door|ab).{0,42})", 14},
      {"a count without an end", R"(.{3,})", kUnboundedSpan},
      {"a lazy loop is one", R"(a.*?b)", kUnboundedSpan},
      {"all but", R"([^a]{1,9})", 9},
      {"a ']' that is a member", R"(#[]a]{1,9})", 10},
      {"an escaped '-' is no range", R"(#[a\-z]{1,9})", 10},
      {"a range over marks", R"(#[ -z]{1,9})", 10},
      {"a class by name", R"(#[[:alpha:]]{1,9})", 10},
      {"a flag is no group", R"((?i)la-\d)", 1},
      {"a name is no text", R"((?P<a_b>la)-\d)", 1},
      {"a brace that stands for itself", R"(a{b)", 1},
      {"a number in braces behind a name of letters", R"(#\p{Greek}{4})", 5},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(span_of(c.re2) == c.want);
  }
}

// Every built-in PCRE2 shape, asked at every word of hostile texts, as compiled and as interpreted.
TEST_CASE("redos: texts made against the shapes take bounded time and are decided") {
  constexpr std::string_view kPieces[] = {
      "a", "aa", "1", "1.", "1-", "a1", "a.", "ab12", "#1", "no ", "0000 ", "123-45-6789 ", "123-45-6789-", "12345678 ", "321 02.3456 ",
      "4111 1111 1111 1111 ", "4111-1111-1111-1111-", "3782 822463 10005 ", "912-70-1234 ", "234-567-8901 ", "1 234) 567.8901 ", "777777777 ",
  };
  for (std::string_view shape : kValueShapes) {
    for (const bool jit : {true, false}) {
      const ValueShape built(shape, {.jit = jit});
      for (std::string_view piece : kPieces) {
        CAPTURE(std::string(shape));
        CAPTURE(std::string(piece));
        const std::string text = repeated(piece, kMiB / 8) + "!";
        std::size_t undecided = 0;
        const double start = cpu_ms();
        for_each_word(text, [&](std::size_t begin, std::size_t end) {
          undecided += built.fit(text, begin, std::min(std::max(end, begin + 12), text.size())) == Fit::over_limit;
        });
        const double took = (cpu_ms() - start) * 8;
        CHECK(took <= kMsPerMib * kSlower);
        CHECK(undecided == 0);
      }
    }
  }
}

// The worst a text can do: every word begins what a pattern wants, and nothing ends it.
TEST_CASE("redos: texts made against the shipped patterns take bounded time") {
  constexpr std::string_view kPieces[] = {
      "a ", "1 ", "a1 ", "1-", "12-34-", "1.", "a.a", "@", "@a.", "is at ", "has an a in ", "math ", "code is ", "password: ",
      "12 north a b c ", "math: a, science: b, ", "begin private key ", "send this to ", "01/", "4111 1111 ", "seen on ", "\n\n", "a\n",
      "\t1\t", "report card ", "the of and ",
  };
  const DetectorSet& set = test::shipped_detectors();
  for (std::string_view piece : kPieces) {
    CAPTURE(std::string(piece));
    Message message;
    message.parts.emplace_back().path = "1";
    message.units.emplace_back().text = repeated(piece, kMiB / 8);
    const std::vector<FoldedUnit> folded = fold_units(message, message.notes);
    const double start = cpu_ms();
    (void)find_hits(set, folded, Limits{}, later(), message.notes);
    const double took = (cpu_ms() - start) * 8;
    CHECK(took <= kMsPerMib * kSlower);
  }
}

}  // namespace hallpass
