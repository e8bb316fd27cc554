#include "detectors/forms/shingles.h"

#include <algorithm>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

// Form files hold digests of what these hashes made: they do not change.
constexpr std::uint64_t kHashStart = 0x9E3779B97F4A7C15u;
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t with) { return (hash ^ with) * 0x9FB21C651E98DF25u; }

// Where winnowing looks for the least: hashes that anybody could compute and that are kept nowhere.
std::vector<std::uint64_t> shingle_hashes(const std::vector<std::uint64_t>& words) {
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::uint64_t hash = kHashStart;
    for (std::size_t k = 0; k < kShingleWords; ++k) hash = mixed(hash, words[i + k]);
    hashes.push_back(hash ^ hash >> 32);
  }
  return hashes;
}

std::uint64_t keyed(const std::vector<std::uint64_t>& words, std::size_t first, const Key& key) {
  return short_digest(key, {reinterpret_cast<const char*>(&words[first]), kShingleWords * sizeof(std::uint64_t)});
}

}  // namespace

Printed prints_of(std::string_view folded, const Key& key) {
  Printed printed;
  std::vector<std::uint64_t> words;
  for_each_word(folded, [&](std::size_t begin, std::size_t end) {
    std::uint64_t hash = kHashStart;
    for (std::size_t i = begin; i < end; ++i) hash = mixed(hash, static_cast<unsigned char>(folded[i]));
    words.push_back(hash);
    printed.words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  });
  const std::vector<std::uint64_t> hashes = shingle_hashes(words);
  std::size_t last = hashes.size();
  for (std::size_t window = 0; window < hashes.size(); ++window) {
    const std::size_t end = std::min(window + kWinnowWindow, hashes.size());
    std::size_t least = window;
    for (std::size_t i = window; i < end; ++i) {
      if (hashes[i] <= hashes[least]) least = i;
    }
    if (least != last) printed.prints.push_back({keyed(words, least, key), static_cast<std::uint32_t>(least)});
    last = least;
    if (end == hashes.size()) break;
  }
  return printed;
}

std::uint32_t word_digest(std::string_view word, const Key& key) { return static_cast<std::uint32_t>(short_digest(key, word)); }

}  // namespace hallpass
