// A small district in a directory of its own, with an index built from it. All people are invented. Its schools are
// o1 (Oak Hill Elementary) and o2 (Larch Middle School).
#pragma once

#include <memory>
#include <string>

#include "hallpass/roster.h"
#include "tests/support/paths.h"

namespace hallpass::test {

// Columns: sourcedId,role,givenName,middleName,familyName,identifier,stateId,email,phone,agents,grade,school,
// address,birthDate. One person a line; missing fields at the end may be left out. `enrollments`, one a line:
// classSourcedId,userSourcedId,role.
std::shared_ptr<const Roster> roster_of(const TempDir& dir, const std::string& people, const std::string& enrollments = "");

}  // namespace hallpass::test
