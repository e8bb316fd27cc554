// Edges of all nodes live in one table, keyed by node, word hash and direction. It is large and mostly not in the
// processor's caches: a bit for each word that goes on, kept with the node, spares most looks into it.
#include "detectors/terms/phrase_index.h"

#include <algorithm>
#include <cassert>

#include "detectors/terms/common_words.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

struct PhraseWord {
  std::string_view word;
  bool prefix;
};

std::vector<PhraseWord> words_of(std::string_view phrase) {
  std::vector<PhraseWord> words;
  for_each_word(phrase, [&](std::size_t begin, std::size_t end) {
    if (words.size() < kPhraseWordsMax) words.push_back({phrase.substr(begin, end - begin), end < phrase.size() && phrase[end] == '*'});
  });
  return words;
}

}  // namespace

PhraseIndex::PhraseIndex() : nodes_(1), growing_(1024) {}

std::uint64_t PhraseIndex::key_of(std::uint32_t from, WordHash hash, Way way) {
  std::uint64_t key = (hash ^ (hash >> 29)) + (std::uint64_t{from} * 4 + static_cast<unsigned>(way) + 1) * 0xD6E8FEB86659FD93u;
  key ^= key >> 32;
  key *= 0xD6E8FEB86659FD93u;
  return key ^ (key >> 32) ? key ^ (key >> 32) : 1;
}

std::string_view PhraseIndex::add(std::string_view phrase, TermId term) {
  const std::vector<PhraseWord> words = words_of(phrase);
  if (words.empty()) return {};
  const auto anchor = std::ranges::max_element(words, {}, [](const PhraseWord& word) { return rarity_of(word.word); });
  if (!anchor->prefix) anchors_.set(hash_word(anchor->word) >> (64 - kAnchorBits));
  const std::size_t nodes_before = nodes_.size();
  std::uint32_t at = kRoot;
  const auto go = [&](const PhraseWord& word, Way whole, Way prefix) { at = grow(at, hash_word(word.word), word.prefix ? prefix : whole); };
  go(*anchor, Way::right, Way::right_prefix);
  const bool fresh = nodes_.size() > nodes_before;
  for (auto word = anchor + 1; word != words.end(); ++word) go(*word, Way::right, Way::right_prefix);
  for (auto word = anchor; word != words.begin();) go(*--word, Way::left, Way::left_prefix);
  if (nodes_[at].term == kNoTerm) nodes_[at].term = term;
  return fresh && anchor->prefix ? anchor->word : std::string_view();
}

std::size_t PhraseIndex::slot_of(const std::vector<Growing>& growing, std::uint64_t key) {
  std::size_t slot = key & (growing.size() - 1);
  while (growing[slot].to != kNone && growing[slot].key != key) slot = (slot + 1) & (growing.size() - 1);
  return slot;
}

std::uint32_t PhraseIndex::grow(std::uint32_t from, WordHash hash, Way way) {
  Node& node = nodes_[from];
  node.ways |= way_bit(way);
  if (way == Way::right) node.right_words |= bit_of(hash);
  if (way == Way::left) node.left_words |= bit_of(hash);
  const std::uint64_t key = key_of(from, hash, way);
  if (const Growing& known = growing_[slot_of(growing_, key)]; known.to != kNone) return known.to;
  if (nodes_.size() * 2 > growing_.size()) widen();
  const auto made = static_cast<std::uint32_t>(nodes_.size());
  growing_[slot_of(growing_, key)] = {key, made};
  nodes_.emplace_back();
  return made;
}

void PhraseIndex::widen() {
  std::vector<Growing> wider(growing_.size() * 2);
  for (const Growing& edge : growing_) {
    if (edge.to != kNone) wider[slot_of(wider, edge.key)] = edge;
  }
  growing_ = std::move(wider);
}

void PhraseIndex::finish() {
  assert(nodes_.size() <= kNodesMax);
  edges_.resize(growing_.size());
  for (std::size_t slot = 0; slot < growing_.size(); ++slot) {
    if (growing_[slot].to == kNone) continue;
    edges_[slot].key = growing_[slot].key >> 24;
    edges_[slot].to = growing_[slot].to & kNodesMax;
  }
  growing_ = {};
}

std::uint32_t PhraseIndex::child(std::uint32_t from, WordHash hash, Way way) const {
  const std::uint64_t key = key_of(from, hash, way);
  for (std::size_t slot = key & (edges_.size() - 1); edges_[slot].to != kNodesMax; slot = (slot + 1) & (edges_.size() - 1)) {
    if (edges_[slot].key == key >> 24) return edges_[slot].to;
  }
  return kNone;
}

// One anchor in the text and what goes on from it. Recursion is at most kPhraseWordsMax deep.
class PhraseSearch {
 public:
  PhraseSearch(const PhraseIndex& index, WordStream& words, std::size_t anchor, std::uint32_t unit, std::vector<Hit>& out)
      : index_(index), words_(words), anchor_(anchor), unit_(unit), out_(out) {}

  void run(WordHash hash) { enter(index_.child(PhraseIndex::kRoot, hash, Way::right), 0, 0); }
  void run_prefixes(std::string_view word) { take_prefixes(PhraseIndex::kRoot, word, Way::right_prefix, 0, 0); }

 private:
  using Way = PhraseIndex::Way;
  static constexpr std::uint8_t kRight = PhraseIndex::way_bit(Way::right), kRightPrefix = PhraseIndex::way_bit(Way::right_prefix);
  static constexpr std::uint8_t kLeft = PhraseIndex::way_bit(Way::left), kLeftPrefix = PhraseIndex::way_bit(Way::left_prefix);

  void enter(std::uint32_t node, std::size_t left, std::size_t right) {
    if (node == PhraseIndex::kNone) return;
    const PhraseIndex::Node& here = index_.nodes_[node];
    if (here.term != kNoTerm) out_.push_back({here.term, unit_, words_[anchor_ - left].begin, words_[anchor_ + right].end});
    if (here.ways == 0) return;
    if (const std::size_t next = anchor_ + right + 1; here.goes(kRight | kRightPrefix) && words_.has(next) && words_[next].joined) {
      const TextWord& word = words_[next];
      if (here.right_words & PhraseIndex::bit_of(word.hash)) enter(index_.child(node, word.hash, Way::right), left, right + 1);
      if (here.goes(kRightPrefix)) take_prefixes(node, words_.spelling(next), Way::right_prefix, left, right + 1);
    }
    if (here.goes(kLeft | kLeftPrefix) && left < anchor_ && left + 1 < kPhraseWordsMax && words_[anchor_ - left].joined) {
      const std::size_t next = anchor_ - left - 1;
      const TextWord& word = words_[next];
      if (here.left_words & PhraseIndex::bit_of(word.hash)) enter(index_.child(node, word.hash, Way::left), left + 1, right);
      if (here.goes(kLeftPrefix)) take_prefixes(node, words_.spelling(next), Way::left_prefix, left + 1, right);
    }
  }

  // Every child of `node` over a beginning of `word`.
  void take_prefixes(std::uint32_t node, std::string_view word, Way way, std::size_t left, std::size_t right) {
    for (std::size_t length = 1; length <= word.size(); ++length) enter(index_.child(node, hash_word(word.substr(0, length)), way), left, right);
  }

  const PhraseIndex& index_;
  WordStream& words_;
  std::size_t anchor_;
  std::uint32_t unit_;
  std::vector<Hit>& out_;
};

void PhraseIndex::match(WordStream& words, std::size_t i, bool prefixes, std::uint32_t unit, std::vector<Hit>& out) const {
  PhraseSearch search(*this, words, i, unit, out);
  if (prefixes) search.run_prefixes(words.spelling(i));
  if (maybe_anchor(words[i].hash)) search.run(words[i].hash);
}

void PhraseIndex::match_meant(WordStream& words, std::size_t i, std::string_view meant, std::uint32_t unit, std::vector<Hit>& out) const {
  PhraseSearch search(*this, words, i, unit, out);
  search.run_prefixes(meant);
  search.run(hash_word(meant));
}

}  // namespace hallpass
