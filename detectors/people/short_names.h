// A given name alone is nobody. But where the message names the student elsewhere, goes to the guardian of a
// child of that name, or comes from the teacher of only one pupil of that name and speaks of school, the given name
// stands for that student: in the last case possibly, no more.
#pragma once

#include <vector>

#include "detectors/people/message_people.h"
#include "detectors/people/person_search.h"
#include "hallpass/mention.h"

namespace hallpass {

// Appends mentions to `mentions` (which are those of resolve_people(), sorted) and sorts again.
void add_given_names(const std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster,
                     std::vector<Mention>& mentions);

}  // namespace hallpass
