// SecondPlace: a later place that every match of a pattern has to pass. "has ... plan for" begins at every "has", but
// where no "plan" stands soon behind it RE2 need not be asked. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "detectors/terms/gate.h"

namespace hallpass {

inline constexpr unsigned kWordsUnbounded = 1'000'000;

struct SecondPlace {
  // The ways that what stands there begins (gate.h). It is a place of the walk: the first letter or digit of a word,
  // or one behind a letter that is not of ASCII, for there too RE2 sees "\b".
  std::vector<std::vector<ByteSet>> ways;
  // It stands in one of so many words behind the first ('_' parts no words).
  unsigned words_max = 0;
};

// The one that fewest texts have; none where there is none that would save much.
[[nodiscard]] std::optional<SecondPlace> second_place(std::string_view re2);

}  // namespace hallpass
