// Dates as people write them, in the shapes a date of birth comes in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/terms.h"

namespace hallpass {

// Declares every shape of a full date. Returns their ids.
[[nodiscard]] std::vector<TermId> declare_dates(TermSink& sink);

// The year of a folded date as matched; two digits mean the hundred years before `this_year` + 1. nullopt
// where no month and day can be read from it.
[[nodiscard]] std::optional<int> year_of(std::string_view date, int this_year);

// The days it may mean as "YYYY-MM-DD": month first, then day first where both can be. Empty as above.
[[nodiscard]] std::vector<std::string> days_of(std::string_view date, int this_year);

}  // namespace hallpass
