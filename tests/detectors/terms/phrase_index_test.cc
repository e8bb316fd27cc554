// The pass against the plainest search there is: every phrase at every word.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "detectors/terms/common_words.h"
#include "detectors/terms/front_automaton.h"
#include "detectors/terms/term_pass.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

struct Found {
  TermId term;
  std::uint32_t begin, end;
  auto operator<=>(const Found&) const = default;
};

struct Word {
  std::uint32_t begin, end;
  bool joined;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::size_t from = words.empty() ? 0 : words.back().end;
    const bool joined = std::ranges::count(text.substr(from, begin - from), '\n') < 2;
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), joined});
  });
  return words;
}

bool fits(std::string_view word, std::string_view wanted) {
  return wanted.ends_with('*') ? word.starts_with(wanted.substr(0, wanted.size() - 1)) : word == wanted;
}

std::vector<Found> plainly(const std::vector<std::vector<std::string>>& phrases, const std::vector<TermId>& ids, std::string_view text) {
  const std::vector<Word> words = words_of(text);
  std::vector<Found> found;
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t p = 0; p < phrases.size(); ++p) {
      bool all = at + phrases[p].size() <= words.size();
      for (std::size_t k = 0; all && k < phrases[p].size(); ++k) {
        const Word& word = words[at + k];
        all = (k == 0 || word.joined) && fits(text.substr(word.begin, word.end - word.begin), phrases[p][k]);
      }
      if (all) found.push_back({ids[p], words[at].begin, words[at + phrases[p].size() - 1].end});
    }
  }
  return found;
}

void keep_distinct(std::vector<Found>& found) {
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

}  // namespace

TEST_CASE("terms: phrases are found as by the plainest search") {
  constexpr std::string_view kWords[] = {"a", "the", "is", "iep", "ie", "grade", "grades", "gradebook", "504", "50", "suspended", "plan"};
  constexpr std::string_view kWanted[] = {"a", "the", "is", "iep", "grade", "grade*", "gra*", "504", "50*", "suspen*", "plan", "i*"};
  constexpr std::string_view kGaps[] = {" ", " ", " ", ", ", "\n", "\n> ", "\n\n", " - ", "\xC2\xA7", "\xE2\x80\xA2", "@"};
  std::mt19937 random(20261122);
  const auto one_of = [&](const auto& list) { return std::string(list[random() % std::size(list)]); };
  for (int round = 0; round < 60; ++round) {
    TermCollector terms;
    std::vector<std::vector<std::string>> phrases;
    std::vector<TermId> ids;
    for (int p = 0; p < 25; ++p) {
      std::vector<std::string> phrase;
      std::string written;
      for (std::size_t k = 1 + random() % 4; k > 0; --k) {
        phrase.push_back(one_of(kWanted));
        written += (written.empty() ? "" : " ") + phrase.back();
      }
      ids.push_back(terms.phrase(written));
      phrases.push_back(std::move(phrase));
    }
    const auto pass = terms.compile();
    REQUIRE(pass.has_value());
    std::string text;
    for (int w = 0; w < 300; ++w) text += one_of(kWords) + one_of(kGaps);
    std::vector<Hit> hits;
    CHECK((*pass)->find(text, 0, 1'000'000, Deadline::max(), hits));
    std::vector<Found> got;
    for (const Hit& hit : hits) got.push_back({hit.term, hit.begin, hit.end});
    std::vector<Found> want = plainly(phrases, ids, text);
    CHECK(std::ranges::is_sorted(hits, {}, [](const Hit& hit) { return std::tuple(hit.begin, hit.term, hit.end); }));
    keep_distinct(got);
    keep_distinct(want);
    CHECK(got == want);
  }
}

TEST_CASE("terms: what every letter has is commoner than what it has not") {
  CHECK(rarity_of("the") < rarity_of("iep"));
  CHECK(rarity_of("school") < rarity_of("gpa"));
  CHECK(rarity_of("ed") < rarity_of("expelled"));
}

TEST_CASE("terms: a front lets through whatever its pattern matches") {
  struct Case {
    const char* why;
    std::string_view re2;
    std::string_view yes;  // may match here
    std::string_view no;   // cannot
  };
  const Case cases[] = {
      {"literals", "abc", "abcd", "abd"},
      {"a word's end before the text's end", R"(\d{3}\b)", "123", "1234"},
      {"a word's end before a mark", R"(\d{3}\b)", "123-", "123a"},
      {"a word's end before a letter beyond ASCII", R"(ab\b)", "ab\xC3\xA9", "abc"},
      {"a word's end and then something", R"(\d{2,3}\b%)", "12%", "12a"},
      {"a word's end that may be followed", R"(\d{2}\b%?)", "12", "123"},
      {"a word's end behind a mark says nothing", R"(a-\b)", "a-b", "ab"},
      {"a word's edge in front", R"(\babc)", "abc", "abd"},
      {"a word's end within a group", R"((?:iep\b|plan)s?)", "iep ", "ieps"},
      {"an empty front", ".*x", "anything", ""},
      {"a negated class", "[^a]b", "\xC3\xA9""b", "ab"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    FrontAutomaton fronts;
    for (auto& front : leading_ways(c.re2)) fronts.add(std::move(front), 7);
    fronts.finish();
    const auto offers = [&](std::string_view text) {
      int count = 0;
      fronts.visit_at(text, 0, [&](std::uint32_t pattern) { count += pattern == 7; });
      return count;
    };
    CHECK(offers(c.yes) == 1);
    if (!c.no.empty()) CHECK(offers(c.no) == 0);
  }
}

TEST_CASE("terms: more patterns than the fronts' table holds lose none of them") {
  constexpr std::uint32_t kPatterns = 9'000;  // about five states each, in a table of 28,672
  FrontAutomaton fronts;
  std::vector<std::string> words;
  std::uint32_t seed = 1;
  for (std::uint32_t pattern = 0; pattern < kPatterns; ++pattern) {
    std::string word;
    for (int i = 0; i < 8; ++i) word += static_cast<char>('a' + ((seed = seed * 1'664'525 + 1'013'904'223) >> 20) % 26);
    for (auto& front : leading_ways(word)) fronts.add(std::move(front), pattern);
    words.push_back(std::move(word));
  }
  fronts.finish();
  std::size_t lost = 0;
  for (std::uint32_t pattern = 0; pattern < kPatterns; ++pattern) {
    bool offered = false;
    fronts.visit_at(words[pattern], 0, [&](std::uint32_t visited) { offered = offered || visited == pattern; });
    lost += !offered;
  }
  CHECK(lost == 0);
  CHECK(fronts.state_count() <= 0x7000);
}

}  // namespace hallpass
