// How a place is written: does "will page" look like a person, does a number stand under "student id"?
#pragma once

#include "detectors/people/person_search.h"

namespace hallpass {

// What a name's certainty is multiplied with. 1 for most; less for names made of common words, which need
// capitals away from a sentence's start, a table cell or a word about students nearby.
[[nodiscard]] double name_shape_factor(const UnitSearch& unit, const Candidate& candidate, const Roster& roster);

// Is the number labelled as somebody's: words before it, or its column's head?
[[nodiscard]] bool has_number_label(const UnitSearch& unit, const Candidate& candidate);

}  // namespace hallpass
