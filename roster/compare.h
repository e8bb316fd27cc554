// What a new export would change in the index that is in use.
#pragma once

#include "hallpass/roster_build.h"
#include "roster/export_model.h"

namespace hallpass {

// Fills added, gone and changed_guardians. No index in use, a damaged one or one of another key: everybody
// is new. Errors: usage, where more of its people are gone than options allow.
[[nodiscard]] Result<void> compare_with_index(const Export& people, const RosterBuildOptions& options,
                                              RosterBuildReport& report);

}  // namespace hallpass
