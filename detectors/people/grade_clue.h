// What a text says of a pupil's grade level beside the name: "7th grade", "gr 7", "(11)", a column "Grade".
#pragma once

#include "detectors/people/person_search.h"

namespace hallpass {

inline constexpr int kNoGrade = -128;

// -1 preschool, 0 kindergarten, 1 to 12; kNoGrade where nothing is said. Looks at the row or the line alone.
[[nodiscard]] int grade_beside(const UnitSearch& unit, const Candidate& candidate);

}  // namespace hallpass
