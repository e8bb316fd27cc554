// SenderMemory: everything that is stored about one sender, read at one go; and what it answers.
#pragma once

#include <bit>
#include <unordered_map>
#include <vector>

#include "hallpass/correspondence.h"
#include "state/buckets.h"

namespace hallpass {

struct CopySeen {
  std::int64_t at_seconds = 0;
  CopyMark mark = 0;  // masked
  std::uint64_t recipients = 0;
};

struct SenderMemory {
  std::unordered_map<std::int64_t, Correspondence::Habit> habits;
  std::unordered_map<std::int64_t, std::uint32_t> pairs;
  std::unordered_map<std::int64_t, Correspondence::Habit> domains;  // of the whole district; those asked for
  std::vector<Bucket> buckets;
  std::vector<CopySeen> copies;
  AudienceCounts claimed;  // by messages in work

  std::uint64_t copies_of(CopyMark mark, std::int64_t now_seconds, std::int64_t window_seconds) const {
    std::uint64_t total = 0;
    for (const CopySeen& seen : copies) {
      const bool in_window = seen.at_seconds > now_seconds - window_seconds && seen.at_seconds <= now_seconds;
      if (in_window && std::popcount(seen.mark ^ mark) <= kCopyBitsMax) total += seen.recipients;
    }
    return total;
  }
};

}  // namespace hallpass
