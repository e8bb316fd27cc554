// The state of one sequence of messages, in memory: what an empty relay would remember of them.
#pragma once

#include <memory>

#include "corpus/run.h"

namespace hallpass {

// Begins without any history. A message counts towards its sender's volume with every recipient it
// addressed, and towards the habit of those it went out to.
[[nodiscard]] std::unique_ptr<SequenceState> make_memory_state();

}  // namespace hallpass
