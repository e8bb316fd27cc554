#include "detectors/terms/term_pass.h"

#include <doctest/doctest.h>

#include <chrono>

#include "hallpass/limits.h"

namespace hallpass {
namespace {

Deadline later() { return std::chrono::steady_clock::now() + std::chrono::minutes(1); }

std::vector<std::string> matches(const TermCollector& terms, std::string_view text) {
  const auto pass = terms.compile();
  REQUIRE(pass.has_value());
  std::vector<Hit> hits;
  CHECK((*pass)->find(text, 0, 1000, later(), hits));
  std::vector<std::string> found;
  for (const Hit& hit : hits) found.emplace_back(text.substr(hit.begin, hit.end - hit.begin));
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("terms: phrases") {
  struct Case {
    const char* why;
    std::string_view phrase;
    std::string_view text;
    Found want;
  };
  const Case cases[] = {
      {"a word", "iep", "the iep is", {"iep"}},
      {"whole words only, front", "iep", "siep", {}},
      {"whole words only, back", "iep", "ieps", {}},
      {"a star takes the rest of the word", "iep*", "ieps here", {"ieps"}},
      {"a star takes nothing too", "iep*", "iep", {"iep"}},
      {"two words over white space and punctuation", "report card", "report - card", {"report - card"}},
      {"over a line end", "report card", "report\ncard", {"report\ncard"}},
      {"over a quoted line end", "report card", "> report\n> card", {"report\n> card"}},
      {"not over a blank line", "report card", "report\n\ncard", {}},
      {"not over a quoted blank line", "report card", "report\n>\n> card", {}},
      {"not with a word between", "report card", "report my card", {}},
      {"star inside a phrase", "suspen* for", "suspended for", {"suspended for"}},
      {"starting again within itself", "a a b", "a a a b", {"a a b"}},
      {"apostrophes part words on both sides", "he's failing", "he's failing", {"he's failing"}},
      {"accents and case of the phrase fold", "Evaluación", "evaluacion", {"evaluacion"}},
      {"inverted marks are no letters", "tiene", "\xC2\xBFtiene?", {"tiene"}},
      {"bullets are no letters", "iep", "\xE2\x80\xA2iep", {"iep"}},
      {"digits are part of words", "504", "504 plan, 5040, a504", {"504"}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    TermCollector terms;
    terms.phrase(c.phrase);
    CHECK(matches(terms, c.text) == c.want);
  }
}

TEST_CASE("terms: patterns start where they may") {
  struct Case {
    const char* why;
    std::string_view re2;
    PatternStart start;
    std::string_view text;
    Found want;
  };
  const Case cases[] = {
      {"at a number", R"(\d{3}-\d{2}-\d{4}\b)", PatternStart::digit, "x 219-55-1234.", {"219-55-1234"}},
      {"not inside a number", R"(\d{3}-\d{2}-\d{4}\b)", PatternStart::digit, "9219-55-1234", {}},
      {"not after a letter", R"(\d{3})", PatternStart::digit, "a123", {}},
      {"a gate with an optional byte", R"(\d{1,2}[/-]\d)", PatternStart::digit, "1/2 12-3 123/4", {"1/2", "12-3"}},
      {"at a word", R"(e\d{5}\b)", PatternStart::word, "e12345 we12345 e1234", {"e12345"}},
      {"at an at sign", R"(@[a-z.]+)", PatternStart::at_sign, "me@here.example", {"@here.example"}},
      {"anywhere", R"(-----begin [a-z ]+-----)", PatternStart::any, "x-----begin key-----", {"-----begin key-----"}},
      {"anywhere, twice", "aa", PatternStart::any, "xaaaa", {"aa", "aa"}},
      {"an alternative on top leaves the gate open", "cat|dog", PatternStart::word, "dog cat", {"dog", "cat"}},
      {"at the very end", R"(\d{4})", PatternStart::digit, "1234", {"1234"}},
      {"cut short at the end", R"(\d{4})", PatternStart::digit, "123", {}},
      {"a class with a range and a bar", R"([a|]x)", PatternStart::word, "ax bx", {"ax"}},
      {"a group of alternatives opens the gate for each", R"((?:jan|feb)[a-z]* \d)", PatternStart::word, "feb 1 mar 2 january 3", {"feb 1", "january 3"}},
      {"an optional group", R"((?:no )?fee)", PatternStart::word, "fee no fee", {"fee", "no fee", "fee"}},
      {"alternatives of different length", R"((?:a|bcd)x)", PatternStart::word, "ax bcdx bx", {"ax", "bcdx"}},
      {"a repeated group", R"((?:ab){2}c)", PatternStart::word, "ababc abc", {"ababc"}},
      {"characters of several bytes", "[^ ]o", PatternStart::word, "\xC3\xB8o", {"\xC3\xB8o"}},
      {"an empty match is none", "z*", PatternStart::word, "a", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    TermCollector terms;
    terms.pattern(c.re2, c.start);
    CHECK(matches(terms, c.text) == c.want);
  }
}

TEST_CASE("terms: the same phrase has one id, a bad pattern is told") {
  TermCollector terms;
  CHECK(terms.phrase("report  card") == terms.phrase("Report card"));
  CHECK(terms.phrase("report card*") != terms.phrase("report card"));
  terms.pattern("(", PatternStart::word);
  const auto pass = terms.compile();
  REQUIRE(!pass.has_value());
  CHECK(pass.error().code == ErrorCode::bad_config);
}

TEST_CASE("terms: hits are sorted and bounded") {
  TermCollector terms;
  terms.phrase("a b");
  terms.phrase("b");
  terms.phrase("a");
  const auto pass = terms.compile();
  REQUIRE(pass.has_value());
  std::vector<Hit> hits;
  Limits limits;
  limits.hits_max = 2;
  CHECK_FALSE((*pass)->find("a b", 7, limits.hits_max, later(), hits));  // one past
  CHECK(hits.size() == 2);
  hits.clear();
  limits.hits_max = 3;
  CHECK((*pass)->find("a b", 7, limits.hits_max, later(), hits));  // at the bound
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].begin <= hits[1].begin);
  CHECK(hits[0].unit == 7);
  hits.clear();
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "x ";
  CHECK(!(*pass)->find(words, 0, 10, std::chrono::steady_clock::now() - std::chrono::seconds(1), hits));
}

TEST_CASE("terms: what begins anywhere is bounded like the rest, and never cut in silence") {
  TermCollector terms;
  terms.pattern("aa", PatternStart::any);
  const auto pass = terms.compile();
  REQUIRE(pass.has_value());
  std::vector<Hit> hits;
  CHECK((*pass)->find("aa aa aa", 0, 3, later(), hits));
  hits.clear();
  CHECK_FALSE((*pass)->find("aa aa aa", 0, 2, later(), hits));
  CHECK(hits.size() == 2);
}

TEST_CASE("terms: a pattern that would explode elsewhere stays linear") {
  TermCollector terms;
  terms.pattern(R"((?:a+)+b)", PatternStart::word);
  const std::string text(100'000, 'a');
  CHECK(matches(terms, text).empty());
}

}  // namespace hallpass
