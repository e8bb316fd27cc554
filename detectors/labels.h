// Labels: where a form or a table says that a person's name stands, known to the roster or not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/layout.h"

namespace hallpass {

// The column of `table` whose head says that it holds people's names; -1 where none does.
[[nodiscard]] std::int32_t find_name_column(std::string_view text, const Table& table);

// Is a cell of such a column somebody's name? A blank is not, and neither is a group ("Grade 4", "all students").
[[nodiscard]] bool names_somebody(std::string_view cell);

// "Student: Maria Gomez", "Employee - J. Ortiz": sorted by begin. Blanks and placeholders are no names.
[[nodiscard]] std::vector<Labelled> find_labelled_names(const UnitLayout& unit);

}  // namespace hallpass
