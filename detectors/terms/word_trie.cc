// Edges of all nodes live in one table, keyed by node and word hash; a 64-bit key stands for the word
// itself (the chance that any two of a million words share it is below 1e-7).
#include "detectors/terms/word_trie.h"

#include "detectors/terms/tokens.h"

namespace hallpass {

WordHash hash_word(std::string_view word) {
  WordHash hash = kWordHashStart;
  for (char c : word) hash = hash_byte(hash, static_cast<unsigned char>(c));
  return hash;
}

WordTrie::WordTrie() : nodes_(1), first_bits_(1u << 16, 0) {}

std::uint64_t WordTrie::key_of(std::uint32_t from, WordHash hash, bool prefix) {
  std::uint64_t key = (hash ^ (hash >> 29)) + (std::uint64_t{from} * 2 + prefix + 1) * 0xD6E8FEB86659FD93u;
  key ^= key >> 32;
  key *= 0xD6E8FEB86659FD93u;
  return key ^ (key >> 32) ? key ^ (key >> 32) : 1;
}

void WordTrie::add(std::string_view phrase, TermId term) {
  std::uint32_t at = kRoot;
  for_each_word(phrase, [&](std::size_t begin, std::size_t end) {
    const WordHash hash = hash_word(phrase.substr(begin, end - begin));
    const bool prefix = end < phrase.size() && phrase[end] == '*';
    if (at == kRoot) first_bits_[index(hash)] |= prefix ? 2 : 1;
    nodes_[at].goes_on = true;
    if (prefix) nodes_[at].has_prefixes = true;
    const std::uint64_t key = key_of(at, hash, prefix);
    const auto [edge, is_new] = pending_.try_emplace(key, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.emplace_back();
    at = edge->second;
  });
  if (at != kRoot && nodes_[at].term == kNoTerm) nodes_[at].term = term;
}

void WordTrie::finish() {
  std::size_t capacity = 16;
  while (capacity < pending_.size() * 3) capacity *= 2;
  edges_.assign(capacity, {});
  for (const auto& [key, to] : pending_) put(key, to);
  pending_.clear();
}

void WordTrie::put(std::uint64_t key, std::uint32_t to) {
  std::size_t slot = key & (edges_.size() - 1);
  while (edges_[slot].to != kNone) slot = (slot + 1) & (edges_.size() - 1);
  edges_[slot] = {key, to};
}

std::uint32_t WordTrie::child(std::uint32_t from, WordHash hash, bool prefix) const {
  const std::uint64_t key = key_of(from, hash, prefix);
  for (std::size_t slot = key & (edges_.size() - 1); edges_[slot].to != kNone; slot = (slot + 1) & (edges_.size() - 1)) {
    if (edges_[slot].key == key) return edges_[slot].to;
  }
  return kNone;
}

}  // namespace hallpass
