// A pattern is cut between two of its elements where the first part always ends in a gap, or "\b" stands, and the
// second part always begins with a letter or digit. Of all cuts the one counts whose second part begins rarest, by
// how often letters stand in school mail.
#include "detectors/terms/second_place.h"

#include <algorithm>
#include <array>
#include <string>

#include "detectors/terms/common_words.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

using Kind = PatternNode::Kind;

constexpr double kCommonWord = 0.01;  // of all words, one of them
constexpr double kWorthIt = 0.3;      // that a text passes the second place behind a first one, at most

// What the matches of a piece may be like. Bytes are of words ('_' too) or of gaps.
struct Extent {
  bool empty = false;
  bool starts_word = false, ends_word = false, ends_gap = false;
  unsigned starts = 0;  // of words, behind its first byte, at most
};

unsigned sum(unsigned a, unsigned b) { return std::min(a + b, kWordsUnbounded); }
unsigned product(unsigned a, unsigned times) { return a == 0 ? 0 : times >= kWordsUnbounded / a ? kWordsUnbounded : a * times; }

constexpr Extent kNothing{.empty = true}, kAnything{true, true, true, true, kWordsUnbounded};

bool is_word_symbol(std::size_t c) { return c < kEndOfText && (is_word_byte(static_cast<char>(c)) || c == '_'); }

Extent extent_of_byte(const ByteSet& bytes) {
  Extent extent;
  for (std::size_t c = 0; c < kEndOfText; ++c) {
    if (!bytes.test(c)) continue;
    if (is_word_symbol(c)) extent.starts_word = extent.ends_word = true;
    else extent.ends_gap = true;
  }
  return extent;
}

Extent followed(const Extent& a, const Extent& b) {
  Extent both;
  both.empty = a.empty && b.empty;
  both.starts_word = a.starts_word || (a.empty && b.starts_word);
  both.ends_word = b.ends_word || (b.empty && a.ends_word);
  both.ends_gap = b.ends_gap || (b.empty && a.ends_gap);
  both.starts = sum(sum(a.starts, b.starts), a.ends_gap && b.starts_word ? 1 : 0);
  return both;
}

Extent either(const Extent& a, const Extent& b) {
  return {a.empty || b.empty, a.starts_word || b.starts_word, a.ends_word || b.ends_word, a.ends_gap || b.ends_gap, std::max(a.starts, b.starts)};
}

Extent extent_of(const PatternNode& node) {
  switch (node.kind) {
    case Kind::byte: return extent_of_byte(node.bytes);
    case Kind::character: return {false, true, true, true, 0};
    case Kind::edge: return kNothing;
    case Kind::unknown: return kAnything;
    case Kind::sequence: {
      Extent extent = kNothing;
      for (const PatternNode& part : node.parts) extent = followed(extent, extent_of(part));
      return extent;
    }
    case Kind::choice: {
      Extent extent = extent_of(node.parts[0]);
      for (const PatternNode& part : node.parts) extent = either(extent, extent_of(part));
      return extent;
    }
    case Kind::repeat: break;
  }
  if (node.most == 0) return kNothing;
  Extent extent = extent_of(node.parts[0]);
  const unsigned times = node.most >= kUnbounded ? kWordsUnbounded : static_cast<unsigned>(node.most);
  const unsigned between = extent.ends_gap && extent.starts_word ? 1 : 0;
  extent.starts = sum(product(extent.starts, times), product(between, times - 1));
  extent.empty = extent.empty || node.least == 0;
  return extent;
}

double share_of(std::size_t c) {
  constexpr std::array<double, 26> kLetters{.062, .011, .023, .031, .095, .016, .015, .044, .053, .002, .006, .031, .019,
                                            .053, .058, .016, .001, .046, .049, .068, .022, .008, .015, .002, .014, .001};
  if (c >= 'a' && c <= 'z') return kLetters[c - 'a'];
  if (c >= '0' && c <= '9') return .008;
  if (c == ' ') return .16;
  if (c == '\n' || c == '.' || c == ',') return .015;
  return .001;
}

// The one byte of `bytes`; 0: there are more, or the text's end.
char only_byte(const ByteSet& bytes) {
  const std::size_t first = bytes._Find_first();
  return bytes.count() == 1 && first < kEndOfText ? static_cast<char>(first) : '\0';
}

// How many of a text's words begin so, roughly.
double share_of(const std::vector<ByteSet>& way) {
  std::string word;
  for (std::size_t i = 0; i < way.size() && is_word_byte(only_byte(way[i])); ++i) word += only_byte(way[i]);
  const bool common = !word.empty() && rarity_of(word) < 100;
  double share = common ? kCommonWord : 1;
  for (std::size_t i = common ? word.size() + 1 : 0; i < way.size(); ++i) {
    double here = 0;
    for (std::size_t c = 0; c < kSymbols; ++c) here += way[i].test(c) ? share_of(c) : 0;
    share *= std::min(here, 1.0);
  }
  return share;
}

bool begins_words(const std::vector<ByteSet>& way) {
  if (way.empty()) return false;
  for (std::size_t c = 0; c < kSymbols; ++c) {
    if (way[0].test(c) && (c >= 0x80 || !is_word_byte(static_cast<char>(c)))) return false;
  }
  return true;
}

struct Cut {
  SecondPlace place;
  double share = 1;
};

// The best cut of a sequence.
std::optional<Cut> cut_of(std::span<const PatternNode> parts) {
  std::optional<Cut> best;
  Extent before = kNothing;
  bool behind_edge = false;
  for (std::size_t i = 0; i < parts.size(); before = followed(before, extent_of(parts[i])), behind_edge = parts[i].kind == Kind::edge, ++i) {
    if (before.empty || (before.ends_word && !behind_edge)) continue;
    Cut cut;
    cut.place.words_max = sum(before.starts, 1);
    cut.place.ways = leading_ways(parts.subspan(i));
    if (!std::ranges::all_of(cut.place.ways, begins_words)) continue;
    double share = 0;
    for (const std::vector<ByteSet>& way : cut.place.ways) share += share_of(way);
    cut.share = share * std::min(cut.place.words_max, 20u);
    if (cut.share < kWorthIt && (!best || cut.share < best->share)) best = std::move(cut);
  }
  return best;
}

}  // namespace

std::optional<SecondPlace> second_place(std::string_view re2) {
  PatternNode tree = pattern_tree(re2);
  while (tree.kind == Kind::sequence && tree.parts.size() == 1) tree = PatternNode(std::move(tree.parts[0]));
  const std::span<const PatternNode> choices = tree.kind == Kind::choice ? std::span<const PatternNode>(tree.parts) : std::span<const PatternNode>(&tree, 1);
  SecondPlace place;
  for (const PatternNode& choice : choices) {
    const std::span<const PatternNode> parts = choice.kind == Kind::sequence ? std::span<const PatternNode>(choice.parts) : std::span<const PatternNode>(&choice, 1);
    std::optional<Cut> cut = cut_of(parts);
    if (!cut) return std::nullopt;
    std::ranges::move(cut->place.ways, std::back_inserter(place.ways));
    place.words_max = std::max(place.words_max, cut->place.words_max);
  }
  return place;
}

}  // namespace hallpass
