// TermSet: the terms that a detector asked for, to pass over all other hits at a bit's cost.
#pragma once

#include <cstdint>
#include <vector>

#include "hallpass/terms.h"

namespace hallpass {

class TermSet {
 public:
  void add(TermId id) {
    if (bits_.size() <= id / 64) bits_.resize(id / 64 + std::size_t{1}, 0);
    bits_[id / 64] |= std::uint64_t{1} << id % 64;
  }
  bool has(TermId id) const { return id / 64 < bits_.size() && (bits_[id / 64] >> id % 64 & 1) != 0; }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace hallpass
