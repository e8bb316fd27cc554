// PhraseIndex: phrases as paths of hashed words, each begun at its rarest word: "the iep" is looked for where
// "iep" stands, not at every "the". From there a path goes right to the phrase's end, then left to its begin.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/terms/word_stream.h"
#include "hallpass/terms.h"

namespace hallpass {

inline constexpr TermId kNoTerm = 0xffffffff;
inline constexpr std::size_t kPhraseWordsMax = 32;  // longer phrases are cut
static_assert(kPhraseWordsMax <= WordStream::kAround);

class PhraseIndex {
 public:
  PhraseIndex();
  // A phrase in normal form ("report card*"). Returns the word's beginning that it will be looked for by, where it is not
  // by a whole word and no phrase added before has the same; else empty.
  std::string_view add(std::string_view phrase, TermId term);
  // Call after the last add().
  void finish();

  // May a phrase be looked for by this whole word?
  bool maybe_anchor(WordHash hash) const { return anchors_[hash >> (64 - kAnchorBits)]; }
  // Appends a hit of every phrase whose anchor is the i-th word: all of it, or (where `prefixes`) a beginning.
  void match(WordStream& words, std::size_t i, bool prefixes, std::uint32_t unit, std::vector<Hit>& out) const;
  // The same where the text misspells the anchor, beginnings too.
  void match_meant(WordStream& words, std::size_t i, std::string_view meant, std::uint32_t unit, std::vector<Hit>& out) const;

 private:
  friend class PhraseSearch;
  enum class Way : std::uint8_t { right, right_prefix, left, left_prefix };
  struct Node {
    TermId term = kNoTerm;
    std::uint8_t ways = 0;                          // a bit for each Way that goes on
    std::uint64_t right_words = 0, left_words = 0;  // of whole words: the bits of those that go on
    bool goes(std::uint8_t bits) const { return (ways & bits) != 0; }
  };
  // The upper bits of a key: one look in 10^12 takes another for it.
  static constexpr std::uint32_t kNodesMax = (1u << 24) - 1;
  struct Edge {
    std::uint64_t key : 40 = 0;
    std::uint64_t to : 24 = kNodesMax;  // none
  };
  static_assert(sizeof(Edge) == 8);
  struct Growing {
    std::uint64_t key = 0;
    std::uint32_t to = kNone;
  };
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr unsigned kAnchorBits = 17;

  static std::uint64_t key_of(std::uint32_t from, WordHash hash, Way way);
  static std::uint64_t bit_of(WordHash hash) { return std::uint64_t{1} << (hash >> 58); }
  static constexpr std::uint8_t way_bit(Way way) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(way)); }
  std::uint32_t child(std::uint32_t from, WordHash hash, Way way) const;
  // Where `key` lies in `growing`, or the empty slot for it.
  static std::size_t slot_of(const std::vector<Growing>& growing, std::uint64_t key);
  // The node there, until finish(), made where there is none.
  std::uint32_t grow(std::uint32_t from, WordHash hash, Way way);
  void widen();

  std::vector<Node> nodes_;
  std::vector<Growing> growing_;  // open addressing, power of two; until finish()
  std::vector<Edge> edges_;       // the same, smaller
  std::bitset<std::size_t{1} << kAnchorBits> anchors_;
};

}  // namespace hallpass
