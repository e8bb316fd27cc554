// Hashes of words, eight bytes at a time. Kept in no file: they may change.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace hallpass {

// `bytes`, at most eight, as a number.
inline std::uint64_t packed_bytes(const char* bytes, std::size_t count) {
  if (count >= 4) {  // the two halves may share bytes
    std::uint32_t low, high;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + count - 4, 4);
    return low | std::uint64_t{high} << 8 * (count - 4);
  }
  std::uint64_t packed = 0;
  for (std::size_t i = 0; i < count; ++i) packed |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  return packed;
}

inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t start) {
  constexpr std::uint64_t kMix = 0x9FB21C651E98DF25u;
  std::uint64_t hash = start ^ bytes.size() << 56;
  const auto mix = [&](std::uint64_t eight) {
    hash = (hash ^ eight) * kMix;
    hash ^= hash >> 32;
  };
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left > 8; at += 8, left -= 8) mix(packed_bytes(at, 8));
  mix(packed_bytes(at, left));
  return hash * kMix ^ hash >> 29;
}

// Stands for the bytes of a word: the chance that any two of a million words share it is below 1e-7.
using WordHash = std::uint64_t;
inline WordHash hash_word(std::string_view word) { return hash_bytes(word, 0x9E3779B97F4A7C15u); }

}  // namespace hallpass
