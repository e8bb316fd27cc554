// From candidates to mentions: which of several people of one name is meant, and how sure that is.
#pragma once

#include <span>
#include <vector>

#include "detectors/people/message_people.h"
#include "detectors/people/person_search.h"

namespace hallpass {

// Sorted by unit, then begin. Linear in the candidates but for homonyms of one line.
[[nodiscard]] std::vector<Mention> resolve_people(std::vector<UnitSearch>& units, const MessagePeople& around,
                                                  const Roster& roster);

}  // namespace hallpass
