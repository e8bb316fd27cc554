// What a text says of a pupil's grade level beside the name: "7th grade", "gr 7", "(11)", a column "Grade"; and of
// the school.
#pragma once

#include <span>

#include "detectors/people/person_search.h"

namespace hallpass {

inline constexpr int kNoGrade = -128;

// -1 preschool, 0 kindergarten, 1 to 12; kNoGrade where nothing is said. Looks at the row or the line alone.
[[nodiscard]] int grade_beside(const UnitSearch& unit, const Candidate& candidate);

// Everybody of a school that is named near; empty where none is. Ascending.
[[nodiscard]] std::span<const PersonId> school_beside(const UnitSearch& unit, const Candidate& candidate, const Roster& roster);

}  // namespace hallpass
