// PhraseIndex: phrases as paths of hashed words, each begun at its rarest word: "the iep" is looked for where
// "iep" stands, not at every "the". From there a path goes right to the phrase's end, then left to its begin.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hallpass/terms.h"

namespace hallpass {

// The running hash of a word's bytes; the hash of a prefix is the hash on the way.
using WordHash = std::uint64_t;
inline constexpr WordHash kWordHashStart = 0x9E3779B97F4A7C15u;
constexpr WordHash hash_byte(WordHash hash, unsigned char byte) { return (hash ^ byte) * 0x9FB21C651E98DF25u; }

inline constexpr TermId kNoTerm = 0xffffffff;
inline constexpr std::size_t kPhraseWordsMax = 32;  // longer phrases are cut

// A word of the text; `joined`: no blank line between it and the word before.
struct TextWord {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool joined = false;
};

// The words behind the present one, newest first at back(0).
class LastWords {
 public:
  void push(TextWord word) { words_[count_++ % kPhraseWordsMax] = word; }
  std::size_t size() const { return count_ < kPhraseWordsMax ? count_ : kPhraseWordsMax; }
  const TextWord& back(std::size_t i) const { return words_[(count_ - 1 - i) % kPhraseWordsMax]; }

 private:
  std::array<TextWord, kPhraseWordsMax> words_{};
  std::size_t count_ = 0;
};

class PhraseIndex {
 public:
  struct Anchor {
    std::string_view word;  // of the phrase handed to add()
    bool whole;             // not just the beginning of a word
  };
  PhraseIndex();
  // A phrase in normal form ("report card*"). Returns the word it will be looked for by; empty: no phrase.
  Anchor add(std::string_view phrase, TermId term);
  // Call after the last add().
  void finish();

  // Appends a hit of every phrase whose anchor is words.back(0): all of the word, or (where `prefixes`) a
  // beginning of it. `anchor`: how that word is spelt, where the text misspells it.
  void match(std::string_view text, const LastWords& words, std::string_view anchor, bool prefixes, std::uint32_t unit, std::vector<Hit>& out) const;

 private:
  friend class PhraseSearch;
  enum class Way : std::uint8_t { right, right_prefix, left, left_prefix };
  struct Node {
    TermId term = kNoTerm;
    std::uint8_t ways = 0;  // a bit for each Way that goes on
  };
  struct Edge {
    std::uint64_t key = 0;
    std::uint32_t to = kNone;
  };
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xffffffff;
  static std::uint64_t key_of(std::uint32_t from, WordHash hash, Way way);
  bool goes(std::uint32_t node, Way way) const { return nodes_[node].ways >> static_cast<unsigned>(way) & 1; }
  std::uint32_t child(std::uint32_t from, WordHash hash, Way way) const;

  std::vector<Node> nodes_;
  std::vector<Edge> edges_;   // open addressing, power of two
  std::unordered_map<std::uint64_t, std::uint32_t> pending_;  // until finish()
};

}  // namespace hallpass
