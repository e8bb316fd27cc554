// Sliding windows in buckets: what a sender sent is kept in three widths, each a hundred and twentieth of its
// span, so that a window is exact to a hundredth and a sender has a bounded number of buckets. The bucket in
// which a window begins counts as a whole: a limit is never late.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "hallpass/volume.h"

namespace hallpass {

inline constexpr std::int64_t kBucketsEach = 120;
inline constexpr std::array<std::int64_t, 3> kBucketSeconds{5, 30, 720};  // ten minutes, an hour, a day
static_assert(kBucketSeconds.back() * kBucketsEach == kVolumeSecondsMax);

struct Bucket {
  std::int64_t tier = 0;   // index into kBucketSeconds
  std::int64_t number = 0; // at_seconds / width
  AudienceCounts recipients;
};

[[nodiscard]] constexpr std::size_t tier_for(std::int64_t window_seconds) {
  std::size_t tier = 0;
  while (tier + 1 < kBucketSeconds.size() && kBucketSeconds[tier] * kBucketsEach < window_seconds) ++tier;
  return tier;
}

// The first bucket of a tier that reaches into the window; what is before it is out of every later window too.
[[nodiscard]] constexpr std::int64_t first_bucket(std::size_t tier, std::int64_t now_seconds,
                                                  std::int64_t window_seconds) {
  return (now_seconds - window_seconds + 1) / kBucketSeconds[tier];
}

[[nodiscard]] inline AudienceCounts sum_of(const std::vector<Bucket>& buckets, std::int64_t now_seconds,
                                           std::int64_t window_seconds) {
  const std::size_t tier = tier_for(window_seconds);
  AudienceCounts total;
  for (const Bucket& bucket : buckets) {
    if (bucket.tier == static_cast<std::int64_t>(tier) &&
        bucket.number >= first_bucket(tier, now_seconds, window_seconds) &&
        bucket.number <= now_seconds / kBucketSeconds[tier])
      total += bucket.recipients;
  }
  return total;
}

}  // namespace hallpass
