// Claims: the recipients of messages that are in work, in this process. The owner locks.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "hallpass/volume.h"

namespace hallpass {

class Claims {
 public:
  void add(std::uint64_t claim, std::int64_t sender, const AudienceCounts& recipients) {
    open_[claim] = {sender, recipients};
    by_sender_[sender] += recipients;
  }

  // false where it is gone already.
  bool remove(std::uint64_t claim) {
    const auto found = open_.find(claim);
    if (found == open_.end()) return false;
    const auto sum = by_sender_.find(found->second.sender);
    for (std::size_t i = 0; i < kAudiences; ++i) sum->second.of[i] -= found->second.recipients.of[i];
    if (sum->second.total() == 0) by_sender_.erase(sum);
    open_.erase(found);
    return true;
  }

  AudienceCounts of(std::int64_t sender) const {
    const auto found = by_sender_.find(sender);
    return found == by_sender_.end() ? AudienceCounts{} : found->second;
  }

 private:
  struct Claim {
    std::int64_t sender;
    AudienceCounts recipients;
  };
  std::unordered_map<std::uint64_t, Claim> open_;
  std::unordered_map<std::int64_t, AudienceCounts> by_sender_;
};

}  // namespace hallpass
