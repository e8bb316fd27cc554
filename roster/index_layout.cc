#include "roster/index_layout.h"

#include <cstring>

namespace hallpass {

std::uint64_t value_digest(const Key& table_key, RosterField field, std::string_view normal_value) {
  constexpr std::size_t kPlain = 120;
  if (normal_value.size() < kPlain) {
    char bytes[kPlain + 1];
    bytes[0] = static_cast<char>(field);
    std::memcpy(bytes + 1, normal_value.data(), normal_value.size());
    return short_digest(table_key, {bytes, normal_value.size() + 1});
  }
  std::string bytes(1, static_cast<char>(field));
  bytes += normal_value;
  return short_digest(table_key, bytes);
}

Key table_key_of(const Key& key) { return Hasher(key).add_field("hallpass roster table 1").finish(); }

Digest key_check_of(const Key& key) { return Hasher(key).add_field("hallpass roster key check 1").finish(); }

std::uint64_t quick_sum(std::string_view bytes) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data() + at, 32);
    for (int i = 0; i < 4; ++i) lanes[i] = (std::rotl(lanes[i], 29) ^ words[i]) * kOdd;
  }
  for (; at < bytes.size(); ++at) lanes[at % 4] = (lanes[at % 4] ^ static_cast<unsigned char>(bytes[at])) * kOdd;
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t lane : lanes) sum = (std::rotl(sum, 31) ^ lane) * kOdd;
  return sum;
}

FilterProbe filter_probe(std::uint64_t digest, std::uint64_t blocks) {
  FilterProbe probe{.block = digest % blocks};
  std::uint64_t rest = digest * 0x9e3779b97f4a7c15 >> 16;  // six bits for each of seven words
  for (int i = 0; i < 7; ++i, rest >>= 6) probe.bits[i] = std::uint64_t{1} << (rest & 63);
  return probe;
}

}  // namespace hallpass
