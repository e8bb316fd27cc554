// Quoted: what a guardian wrote, quoted in a reply to that guardian, is theirs to have. Such stretches are
// taken out of the evidence before the detectors look.
#pragma once

#include <vector>

#include "hallpass/evidence.h"

namespace hallpass {

struct QuotedStretch {
  std::uint32_t unit = 0;
  std::uint32_t begin = 0;  // folded offsets
  std::uint32_t end = 0;
};

// The quoted stretches whose author every outside recipient is, or shares a child with; sorted.
[[nodiscard]] std::vector<QuotedStretch> quoted_by_recipients(const Evidence& evidence);

}  // namespace hallpass
