// Verdict::reason: why, in one sentence for people.
#pragma once

#include <string>

#include "hallpass/recipient.h"
#include "policy/matched.h"

namespace hallpass {

// "Student records to people outside: 24 students; this recipient is guardian of 1 of them". No names,
// no values.
[[nodiscard]] std::string reason_for(const Rule& rule, const Matched& matched, const Recipient& recipient);

}  // namespace hallpass
