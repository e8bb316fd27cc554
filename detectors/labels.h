// Labels: where a form or a table says that a person's name stands, known to the roster or not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/layout.h"

namespace hallpass {

// The column of `table` whose head says that it holds people's names; -1 where none does.
[[nodiscard]] std::int32_t find_name_column(std::string_view text, const Table& table);

// Does a row tell of somebody: a name in that column, and something beside it? A blank line of a form does not, and
// neither does a group ("Grade 4", "all students") or a sample ("Test Student").
[[nodiscard]] bool names_somebody(std::string_view text, const Table& table, std::size_t row);

// "Student: Maria Gomez", "Employee - J. Ortiz": sorted by begin. Blanks and placeholders are no names.
[[nodiscard]] std::vector<Labelled> find_labelled_names(const UnitLayout& unit);

}  // namespace hallpass
