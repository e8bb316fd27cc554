// Edges of all nodes live in one table, keyed by node, word hash and direction; a 64-bit key stands for the
// word itself (the chance that any two of a million words share it is below 1e-7).
#include "detectors/terms/phrase_index.h"

#include <algorithm>
#include <string>

#include "detectors/terms/common_words.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

WordHash hash_word(std::string_view word) {
  WordHash hash = kWordHashStart;
  for (char c : word) hash = hash_byte(hash, static_cast<unsigned char>(c));
  return hash;
}

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

PhraseIndex::PhraseIndex() : nodes_(1) {}

std::uint64_t PhraseIndex::key_of(std::uint32_t from, WordHash hash, Way way) {
  std::uint64_t key = (hash ^ (hash >> 29)) + (std::uint64_t{from} * 4 + static_cast<unsigned>(way) + 1) * 0xD6E8FEB86659FD93u;
  key ^= key >> 32;
  key *= 0xD6E8FEB86659FD93u;
  return key ^ (key >> 32) ? key ^ (key >> 32) : 1;
}

PhraseIndex::Anchor PhraseIndex::add(std::string_view phrase, TermId term) {
  const std::vector<PhraseWord> words = words_of(phrase);
  if (words.empty()) return {};
  const auto anchor = std::ranges::max_element(words, {}, [](const PhraseWord& word) { return rarity_of(word.word); });
  std::uint32_t at = kRoot;
  const auto go = [&](const PhraseWord& word, Way whole, Way prefix) {
    const Way way = word.prefix ? prefix : whole;
    nodes_[at].ways |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(way));
    const auto [edge, fresh] = pending_.try_emplace(key_of(at, hash_word(word.word), way), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) nodes_.emplace_back();
    at = edge->second;
  };
  for (auto word = anchor; word != words.end(); ++word) go(*word, Way::right, Way::right_prefix);
  for (auto word = anchor; word != words.begin();) go(*--word, Way::left, Way::left_prefix);
  if (nodes_[at].term == kNoTerm) nodes_[at].term = term;
  return {anchor->word, !anchor->prefix};
}

void PhraseIndex::finish() {
  std::size_t capacity = 16;
  while (capacity < pending_.size() * 3) capacity *= 2;
  edges_.assign(capacity, {});
  for (const auto& [key, to] : pending_) {
    std::size_t slot = key & (capacity - 1);
    while (edges_[slot].to != kNone) slot = (slot + 1) & (capacity - 1);
    edges_[slot] = {key, to};
  }
  pending_.clear();
}

std::uint32_t PhraseIndex::child(std::uint32_t from, WordHash hash, Way way) const {
  const std::uint64_t key = key_of(from, hash, way);
  for (std::size_t slot = key & (edges_.size() - 1); edges_[slot].to != kNone; slot = (slot + 1) & (edges_.size() - 1)) {
    if (edges_[slot].key == key) return edges_[slot].to;
  }
  return kNone;
}

// One anchor in the text and what goes on from it. Recursion is at most kPhraseWordsMax deep.
class PhraseSearch {
 public:
  PhraseSearch(const PhraseIndex& index, std::string_view text, const LastWords& words, std::uint32_t unit, std::vector<Hit>& out)
      : index_(index), text_(text), words_(words), unit_(unit), out_(out) {}

  void run(std::string_view anchor, bool prefixes) { take(PhraseIndex::kRoot, anchor, false, prefixes, 0, 0); }

 private:
  using Way = PhraseIndex::Way;

  std::string_view spelling(const TextWord& word) const { return text_.substr(word.begin, word.end - word.begin); }

  // Every child of `node` over `word`: the whole of it, or (where `prefixes`) a beginning.
  void take(std::uint32_t node, std::string_view word, bool leftwards, bool prefixes, std::size_t left, std::size_t right) {
    WordHash hash = kWordHashStart;
    for (char c : word) {
      hash = hash_byte(hash, static_cast<unsigned char>(c));
      if (prefixes) enter(index_.child(node, hash, leftwards ? Way::left_prefix : Way::right_prefix), left, right);
    }
    if (index_.goes(node, leftwards ? Way::left : Way::right)) enter(index_.child(node, hash, leftwards ? Way::left : Way::right), left, right);
  }

  void enter(std::uint32_t node, std::size_t left, std::size_t right) {
    if (node == PhraseIndex::kNone) return;
    const PhraseIndex::Node& here = index_.nodes_[node];
    if (here.term != kNoTerm) {
      const std::uint32_t end = right == 0 ? words_.back(0).end : right_[right - 1].end;
      out_.push_back({here.term, unit_, words_.back(left).begin, end});
    }
    const bool right_prefix = index_.goes(node, Way::right_prefix), left_prefix = index_.goes(node, Way::left_prefix);
    if ((right_prefix || index_.goes(node, Way::right)) && has_right(right)) {
      take(node, spelling(right_[right]), false, right_prefix, left, right + 1);
    }
    if ((left_prefix || index_.goes(node, Way::left)) && left + 1 < words_.size() && words_.back(left).joined) {
      take(node, spelling(words_.back(left + 1)), true, left_prefix, left + 1, right);
    }
  }

  // Is there an i-th word to the right, without a blank line before it? Found when first asked for.
  bool has_right(std::size_t i) {
    if (i >= kPhraseWordsMax) return false;
    if (i < rights_) return true;
    if (ended_) return false;
    std::size_t at = rights_ == 0 ? words_.back(0).end : right_[rights_ - 1].end;
    for (unsigned line_ends = 0; at < text_.size() && !is_word_byte(text_[at]);) {
      const ByteKind kind = byte_kind(text_[at]);
      if (kind == ByteKind::line_end && ++line_ends > 1) return ended_ = true, false;
      at += separator_bytes(kind);
    }
    if (at >= text_.size()) return ended_ = true, false;
    std::size_t end = at;
    while (end < text_.size() && is_word_byte(text_[end])) ++end;
    right_[rights_++] = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), true};
    return true;
  }

  const PhraseIndex& index_;
  std::string_view text_;
  const LastWords& words_;
  std::uint32_t unit_;
  std::vector<Hit>& out_;
  std::array<TextWord, kPhraseWordsMax> right_;
  std::size_t rights_ = 0;
  bool ended_ = false;
};

void PhraseIndex::match(std::string_view text, const LastWords& words, std::string_view anchor, bool prefixes, std::uint32_t unit,
                        std::vector<Hit>& out) const {
  PhraseSearch(*this, text, words, unit, out).run(anchor, prefixes);
}

}  // namespace hallpass
