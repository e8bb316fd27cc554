// WordTrie: phrases as paths of hashed words. One probe a word tells whether a phrase goes on.
#pragma once

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
[[nodiscard]] WordHash hash_word(std::string_view word);

inline constexpr TermId kNoTerm = 0xffffffff;

class WordTrie {
 public:
  struct Node {
    TermId term = kNoTerm;
    bool goes_on = false;
    bool has_prefixes = false;  // some child is a prefix ("suspen*")
  };
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xffffffff;

  WordTrie();
  void add(std::string_view phrase, TermId term);
  // Call after the last add().
  void finish();

  const Node& node(std::uint32_t id) const { return nodes_[id]; }
  // The child of `from` over the whole word, or over a prefix that hashes to `hash`; kNone where there is none.
  std::uint32_t child(std::uint32_t from, WordHash hash, bool prefix) const;

  // May `hash` be the first word of a phrase, or its prefix? A bit each; wrong-positive rate small.
  bool maybe_first(WordHash hash) const { return first_bits_[index(hash)] & 1; }
  bool maybe_first_prefix(WordHash hash) const { return first_bits_[index(hash)] & 2; }

 private:
  struct Edge {
    std::uint64_t key = 0;
    std::uint32_t to = kNone;
  };
  static std::size_t index(WordHash hash) { return static_cast<std::size_t>(hash >> 48); }
  static std::uint64_t key_of(std::uint32_t from, WordHash hash, bool prefix);
  void put(std::uint64_t key, std::uint32_t to);

  std::vector<Node> nodes_;
  std::vector<Edge> edges_;   // open addressing, power of two
  std::unordered_map<std::uint64_t, std::uint32_t> pending_;  // until finish()
  std::vector<std::uint8_t> first_bits_;
};

}  // namespace hallpass
