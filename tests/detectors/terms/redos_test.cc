// Patterns that blow up backtracking engines, and texts made to blow up good ones: whatever a district writes,
// and whatever a sender sends, a MiB takes bounded time.
#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <chrono>

#include "detectors/patterns/lint_pattern.h"
#include "detectors/terms/term_pass.h"
#include "hallpass/detection.h"
#include "tests/detectors/small_district.h"

namespace hallpass {
namespace {

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
    double ms_max = 50;      // a MiB
  };
  const Case cases[] = {
      {"nested plus", R"((?:a+)+b)", "a"},
      {"nested star", R"(a(?:a*)*b)", "a"},
      {"overlapping alternatives", R"((?:a|aa)+b)", "a"},
      {"the same twice", R"((?:a|a)+b)", "a"},
      {"an optional in a loop", R"((?:a?){20}a{20}b)", "a"},
      {"a quantified group of digits", R"((?:\d+)+x)", "1"},
      {"an address", R"((?:[a-z0-9]+\.?)+@x)", "a"},
      // A loop over words reads all its reach (kPatternReachBytes) at every word: the dearest a pattern can be.
      {"a path of letters and dots", R"((?:[a-z]+\.)+z1)", "a.", 300},
      {"nested classes", R"((?:[a-z]+[a-z0-9]*)*!x)", "a1"},
      {"a long counted class", R"([a-z]{1,200}[0-9]{1,200}x)", "ab12"},
      {"dots all over", R"(a.*b.*c.*d.*e1)", "abcd"},
      {"leading anything", R"(.*.*.*=x)", "="},
      {"a mark in front", R"(#(?:\d+)+x)", "#1"},
      {"a loop of loops", R"((?:(?:x+)+y)+z)", "x"},
      {"a word over and over", R"((?:no )+x)", "no"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    TermCollector terms;
    for (PatternStart start : starts_of(c.re2)) terms.pattern(c.re2, start);
    const auto pass = terms.compile();
    REQUIRE(pass.has_value());
    CHECK(ms_per_mib(**pass, repeated(c.piece, kMiB / 4) + "!") <= c.ms_max * kSlower);
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
    CHECK(took <= 150 * kSlower);
  }
}

}  // namespace hallpass
