// The automaton of short patterns against RE2, which it stands for.
#include "detectors/terms/short_patterns.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <memory>
#include <random>
#include <string>

#include "detectors/terms/anchored_patterns.h"

namespace hallpass {

TEST_CASE("short patterns: each matches as far as RE2 says") {
  constexpr std::string_view kPatterns[] = {
      R"(\d{4,17}\b)", R"(\d{3,6}[ -]\d{3,6}(?:[ -]\d{2,6}){0,3}\b)", R"(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b)", R"(\d+)", R"(\d+?)",
      R"(\d+?\b)",      R"((?:1|12|123)-?)",  R"((?:123|12|1)-?)", R"(1(?:2|23)?(?:3|4)?)", R"(1(?:2|23)??(?:3|4)?)", R"([12]{2,4}?[23]{0,3}-)",
      R"(1\b-?2?)",     R"(\d\b[ -]\b\d)",    R"(1[23]*?3)",       R"(1[23]*3)",            R"(1(?:2\b|23)4?)",       R"((?:1 ?){2,3}2)",
      R"(1\b|12\b3|1-)", R"(1{2}(?:-1{2}){1,2})", R"(1_?\b)",
  };
  constexpr std::string_view kPieces[] = {"1", "1", "2", "3", "4", "12", "123", "-", " ", "/", "_", "a", "\xC3\xA9", "."};
  ShortPatterns patterns;
  std::vector<std::unique_ptr<RE2>> plain;
  for (std::string_view re2 : kPatterns) {
    CAPTURE(std::string(re2));
    CHECK(patterns.add(re2, static_cast<std::uint32_t>(plain.size())));
    plain.push_back(std::make_unique<RE2>(re2::StringPiece(re2.data(), re2.size()), re2_options()));
  }
  CHECK(patterns.finish().empty());
  std::mt19937 random(20261122);
  std::size_t wrong = 0, matched = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string text;
    for (std::size_t i = 1 + random() % 14; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    const std::size_t at = random() % text.size(), reach = round % 4 == 0 ? at + random() % (text.size() - at + 1) : text.size();
    std::vector<std::size_t> ends(plain.size(), 0);
    patterns.visit_at(text, at, reach, [&](std::uint32_t id, std::uint32_t end) { ends[id] = end; });
    for (std::size_t p = 0; p < plain.size(); ++p) {
      re2::StringPiece match;
      const bool found = plain[p]->Match(text, at, reach, RE2::ANCHOR_START, &match, 1);
      wrong += ends[p] != (found ? at + match.size() : 0);
      matched += found;
    }
  }
  CHECK(wrong == 0);
  CHECK(matched > 5'000);
}

TEST_CASE("short patterns: what they cannot be") {
  struct Case {
    const char* why;
    std::string_view re2;
    bool taken;
  };
  const Case cases[] = {
      {"a number", R"(\d{3})", true},
      {"an edge behind a byte", R"(\d\b)", true},
      {"an edge in front", R"(\b\d)", false},
      {"an edge in front of one choice", R"((?:\d|\bx)y)", false},
      {"an edge behind what may be missing", R"((?:-)?\b\d)", false},
      {"characters of several bytes", R"(\d[^a])", false},
      {"maybe nothing", R"(\d*)", false},
      {"a loop over maybe nothing", R"(1(?:2?)*)", false},
      {"the text's end", R"(\d$)", false},
      {"too many states", R"((?:[ab]*a[ab]{9}c))", false},
      {"too long a program", R"((?:\d{1,100}-){1,30})", false},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(ShortPatterns().add(c.re2, 0) == c.taken);
  }
}

TEST_CASE("short patterns: those without room are handed back, the others stay") {
  ShortPatterns patterns;
  CHECK(patterns.add(R"(\d{3}x)", 0));
  // Each is small, together they have a state for every way to mix them.
  CHECK(patterns.add(R"((?:[0-9]*1[0-9]{5}x))", 1));
  CHECK(patterns.add(R"((?:[0-9]*2[0-9]{5}y))", 2));
  CHECK(patterns.add(R"((?:[0-9]*3[0-9]{5}z))", 3));
  const std::vector<std::uint32_t> left_out = patterns.finish();
  CHECK(!left_out.empty());
  CHECK(left_out.size() < 3);
  std::vector<std::uint32_t> found;
  patterns.visit_at("123x", 0, 4, [&](std::uint32_t id, std::uint32_t) { found.push_back(id); });
  CHECK(found == std::vector<std::uint32_t>{0});
}

}  // namespace hallpass
