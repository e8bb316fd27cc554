#include "detectors/terms/second_place.h"

#include <doctest/doctest.h>

#include <string>

#include "detectors/terms/front_automaton.h"
#include "detectors/terms/waiting_patterns.h"

namespace hallpass {

TEST_CASE("second place: where every match has to pass") {
  struct Case {
    const char* why;
    std::string_view re2;
    unsigned words_max;    // 0: there is none
    std::string_view yes;  // stands there
    std::string_view no;
  };
  const Case cases[] = {
      {"behind white space", R"(has\s+plan)", 1, "plan", "plum"},
      {"the rarer of two: eight bytes are looked at", R"(on the pony)", 1, "the pony", "the plan"},
      {"the rarer of two, far apart", R"(on the \w+ \w+ pony)", 4, "pony", "the"},
      {"words between, as many as may be", R"(has\s+(?:\w+ ){0,3}plan)", 4, "plan", "plum"},
      {"anything between, behind a word's edge", R"(has [^.\n]{0,30}\bplan)", 31, "plan", "plum"},
      {"'_' parts no words", R"(has \w{1,40} plan)", 2, "plan", "plum"},
      {"a loop without an end", R"(has (?:\w+ )+plan)", kWordsUnbounded, "plan", "plum"},
      {"one of several", R"(has (?:plan|pony)s?)", 1, "pony", "plum"},
      {"numbers", R"(room \d{3}\b)", 1, "214", "plan"},
      {"a choice of patterns, each with its own", R"(has plan|is (?:on )?(?:a )?pony)", 1, "plan", "plum"},
      {"a choice of patterns, the other's", R"(has plan|is (?:\w+ )?(?:\w+ )?pony)", 3, "pony", "plum"},
      {"a choice, one of them with none", R"(has plan|pony)", 0, "", ""},
      {"the word may go on", R"(has ?plan)", 0, "", ""},
      {"what may be missing", R"(has(?: plan)?)", 0, "", ""},
      {"words that stand everywhere", R"(pony [^.]{0,200}\b(?:the|a|an|to|of|in|on|is)\b)", 0, "", ""},
      {"any letter", R"(pony [a-z])", 0, "", ""},
      {"what begins with a mark", R"(pony #\d)", 1, "7", "x"},
      {"letters beyond ASCII", "pony \xC3\xA9t", 0, "", ""},
      {"flags", R"((?i)has plan)", 0, "", ""},
      {"an edge that no letter follows", R"(pony\b.{0,9}\b[-x]y)", 0, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const auto place = second_place(c.re2);
    CHECK((place ? place->words_max : 0) == c.words_max);
    if (!place) continue;
    FrontAutomaton ways;
    for (const auto& way : place->ways) ways.add(way, 1);
    ways.finish();
    const auto offers = [&](std::string_view text) {
      int count = 0;
      ways.visit_at(text, 0, [&](std::uint32_t) { ++count; });
      return count;
    };
    CHECK(offers(c.yes) == 1);
    CHECK(offers(c.no) == 0);
  }
}

TEST_CASE("second place: what waits is asked once, from near, and in time") {
  WaitingPatterns waiting(2);
  std::vector<std::uint32_t> asked;
  const auto ask = [&](std::uint32_t at) { asked.push_back(at); };
  waiting.add(0, {10, 2}, 512);
  waiting.add(0, {20, 4}, 512);
  waiting.add(1, {20, 4}, 512);
  waiting.settle(0, {30, 6}, 2, 512, ask);
  CHECK(asked == std::vector<std::uint32_t>{20});  // four words are too many
  waiting.settle(0, {31, 6}, 9, 512, ask);
  CHECK(asked.size() == 1);  // once
  waiting.settle(1, {532, 6}, 9, 512, ask);
  CHECK(asked.size() == 1);  // out of reach
  waiting.add(1, {600, 7}, 512);
  waiting.settle(1, {600, 7}, 9, 512, ask);
  CHECK(asked.size() == 1);  // a first place is not its own second
  waiting.settle(1, {601, 8}, 9, 512, ask);
  CHECK(asked == std::vector<std::uint32_t>{20, 600});
}

TEST_CASE("second place: a long text is forgotten, its end is not") {
  WaitingPatterns waiting(3);
  for (std::uint32_t at = 0; at < 200'000; at += 2) waiting.add(at % 3, {at, at / 2}, 512);
  for (std::uint32_t pattern = 0; pattern < 3; ++pattern) {
    std::size_t asked = 0;
    waiting.settle(pattern, {200'000, 100'000}, 1'000, 512, [&](std::uint32_t at) { asked += at % 3 == pattern && at + 512 > 200'000; });
    CHECK(asked >= 85);
    CHECK(asked <= 86);
  }
}

TEST_CASE("terms: a table with every byte and the text's end in a class of its own") {
  FrontAutomaton fronts;
  for (std::uint32_t symbol = 0; symbol < kSymbols; ++symbol) fronts.add({ByteSet().set('x'), ByteSet().set(symbol)}, symbol);
  fronts.finish();
  std::size_t wrong = 0;
  for (std::uint32_t symbol = 0; symbol < kSymbols; ++symbol) {
    std::string text = "x";
    if (symbol < kEndOfText) text += static_cast<char>(symbol);
    std::vector<std::uint32_t> offered;
    fronts.visit_at(text, 0, [&](std::uint32_t pattern) { offered.push_back(pattern); });
    wrong += offered != std::vector<std::uint32_t>{symbol};
  }
  CHECK(wrong == 0);
}

}  // namespace hallpass
