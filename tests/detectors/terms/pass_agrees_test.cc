// The pass against the plain way: every shipped pattern asked by RE2, anchored, at every place where it may begin.
// Whatever the pass does to ask seldom, the hits are the same.
#include <doctest/doctest.h>
#include <re2/re2.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <tuple>

#include "base/fold.h"
#include "detectors/registry.h"
#include "detectors/terms/anchored_patterns.h"
#include "detectors/terms/pattern_tree.h"
#include "detectors/terms/term_pass.h"
#include "detectors/terms/tokens.h"
#include "hallpass/forms.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

using Found = std::tuple<TermId, std::uint32_t, std::uint32_t>;  // begin, end

// The patterns of all detectors.
const TermCollector& shipped_patterns() {
  static const TermCollector patterns = [] {
    TermCollector all, alone;
    const auto lexicons = LexiconSet::load(HALLPASS_SOURCE_DIR "/config/lexicons");
    REQUIRE(lexicons.has_value());
    const District district;
    const DistrictPatterns none;
    const auto forms = load_forms("", "");
    REQUIRE(forms.has_value());
    for (const DetectorRow& row : detector_rows()) row.make(DetectorContext{*lexicons, district, &none, *forms})->terms(all);
    for (const TermCollector::Term& term : all.terms()) {
      if (term.is_pattern && term.start != PatternStart::any) alone.pattern(term.text, term.start);
    }
    return alone;
  }();
  return patterns;
}

// One place after the other, one pattern after the other.
class PlainWay {
 public:
  explicit PlainWay(const TermCollector& patterns) {
    for (TermId id = 0; id < patterns.terms().size(); ++id) {
      const auto start = static_cast<std::size_t>(patterns.terms()[id].start);
      compiled_[start].push_back({id, std::make_unique<RE2>(patterns.terms()[id].text, re2_options())});
    }
  }

  std::vector<Found> find(std::string_view text) const {
    std::vector<Found> found;
    for_each_word(text, [&](std::size_t begin, std::size_t) { ask(is_digit(text[begin]) ? PatternStart::digit : PatternStart::word, text, begin, found); });
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) ask(PatternStart::at_sign, text, at, found);
    std::ranges::sort(found);
    return found;
  }

 private:
  struct Pattern {
    TermId id;
    std::unique_ptr<RE2> re2;
  };

  void ask(PatternStart start, std::string_view text, std::size_t at, std::vector<Found>& found) const {
    const std::size_t reach = std::min(text.size(), at + kPatternReachBytes);
    for (const Pattern& pattern : compiled_[static_cast<std::size_t>(start)]) {
      re2::StringPiece match;
      if (!pattern.re2->Match({text.data(), text.size()}, at, reach, RE2::ANCHOR_START, &match, 1) || match.empty()) continue;
      found.emplace_back(pattern.id, at, at + match.size());
    }
  }

  std::vector<Pattern> compiled_[3];
};

std::vector<Found> found_by(const TermPass& pass, std::string_view text) {
  std::vector<Hit> hits;
  REQUIRE(pass.find(text, 0, 1'000'000, std::chrono::steady_clock::now() + std::chrono::minutes(5), hits));
  std::vector<Found> found;
  for (const Hit& hit : hits) found.emplace_back(hit.term, hit.begin, hit.end);
  std::ranges::sort(found);
  return found;
}

// A text that a pattern matches, or nearly: loops turn seldom, and now and then something else stands there.
class Inventor {
 public:
  std::string text_of(const PatternNode& tree) {
    std::string text;
    write(tree, text);
    return text;
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  void write(const PatternNode& node, std::string& text) {
    constexpr std::string_view kStrange[] = {"_", "\xC3\xA9", "\xE2\x80\x9C", "\xC3\xB1""a", " ", ".", "\n", "x", "7", "-"};
    if (below(150) == 0) text += kStrange[below(std::size(kStrange))];
    switch (node.kind) {
      case PatternNode::Kind::byte:
      case PatternNode::Kind::character: text += byte_of(node.bytes); break;
      case PatternNode::Kind::sequence:
        for (const PatternNode& part : node.parts) write(part, text);
        break;
      case PatternNode::Kind::choice: write(node.parts[below(node.parts.size())], text); break;
      case PatternNode::Kind::repeat:
        for (int times = node.least + static_cast<int>(below(static_cast<std::size_t>(std::min(node.most - node.least, 12)) + 1)); times > 0; --times) write(node.parts[0], text);
        break;
      case PatternNode::Kind::edge:
      case PatternNode::Kind::unknown: break;
    }
  }

  std::string byte_of(const ByteSet& bytes) {
    std::string all;
    for (std::size_t c = '\t'; c < 0x80; ++c) {
      if (bytes.test(c) && (c == '\t' || c == '\n' || c >= ' ')) all += static_cast<char>(c);
    }
    if (all.empty() || below(60) == 0) return bytes.test(0xC3) ? "\xC3\xA9" : all.empty() ? "" : all.substr(0, 1);
    return std::string(1, all[below(all.size())]);
  }

  std::mt19937 random_{20261122};
};

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

std::string invented_text() {
  constexpr std::string_view kBetween[] = {" ", ". ", "\n", "\n\n", ", ", " the ", " 12 ", "\xC3\xA9", "_", "\t", " a a a a "};
  Inventor inventor;
  std::string text;
  for (const TermCollector::Term& term : shipped_patterns().terms()) {
    const PatternNode tree = pattern_tree(term.text);
    for (int i = 0; i < 25; ++i) text.append(inventor.text_of(tree)).append(kBetween[inventor.below(std::size(kBetween))]);
  }
  return folded_text(text);
}

}  // namespace

TEST_CASE("pass: patterns are found where asking each at every place finds them") {
  const TermCollector& patterns = shipped_patterns();
  REQUIRE(patterns.terms().size() > 300);
  const auto pass = patterns.compile();
  REQUIRE(pass.has_value());
  const PlainWay plain(patterns);
  std::vector<std::string> texts{invented_text()};
  for (const auto& entry : std::filesystem::directory_iterator(HALLPASS_SOURCE_DIR "/tests/detectors/texts")) {
    texts.push_back(folded_text(test::read_file(entry.path().string())));
  }
  std::size_t all = 0;
  for (const std::string& text : texts) {
    const std::vector<Found> want = plain.find(text), got = found_by(**pass, text);
    all += want.size();
    std::vector<Found> missing, extra;
    std::ranges::set_difference(want, got, std::back_inserter(missing));
    std::ranges::set_difference(got, want, std::back_inserter(extra));
    CHECK(missing.size() == 0);
    CHECK(extra.size() == 0);
    for (const auto& [id, begin, end] : missing) {
      MESSAGE("missed: ", patterns.terms()[id].text, " in: ", text.substr(begin, end - begin));
      break;
    }
  }
  CHECK(all > 5'000);
}

// What a sender would write who knew the patterns: all but the end of a match, over and over.
TEST_CASE("pass: texts made against one shipped pattern take bounded time") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr double kSlower = 30;
#else
  constexpr double kSlower = 3;
#endif
  constexpr std::size_t kBytes = 8 << 10;
  constexpr double kMsPerMib = 50;  // reliability.md F23
  const TermCollector& patterns = shipped_patterns();
  const auto pass = patterns.compile();
  REQUIRE(pass.has_value());
  Inventor inventor;
  double worst = 0;
  std::string worst_pattern;
  for (const TermCollector::Term& term : patterns.terms()) {
    std::string piece = inventor.text_of(pattern_tree(term.text));
    piece.resize(piece.size() - std::min<std::size_t>(piece.size(), 2));
    std::string text;
    while (text.size() < kBytes) text.append(piece).append(" ");
    text = folded_text(text);
    double least = 1e9;
    for (int round = 0; round < 3; ++round) {
      std::vector<Hit> hits;
      const double start = cpu_ms();
      (void)(*pass)->find(text, 0, 1'000'000, Deadline::max(), hits);
      least = std::min(least, (cpu_ms() - start) * static_cast<double>(1 << 20) / static_cast<double>(text.size()));
    }
    if (least > worst) worst = least, worst_pattern = term.text;
  }
  MESSAGE("the worst of ", patterns.terms().size(), " patterns: ", worst, " ms per MiB, ", worst_pattern);
  CHECK(worst <= kMsPerMib * kSlower);
}

}  // namespace hallpass
