// The one JSON form of a Report: what `hallpass scan --json` prints a line of, and what a held item keeps.
#pragma once

#include <string>
#include <string_view>

#include "hallpass/envelope.h"
#include "hallpass/report.h"

namespace hallpass {

// One object on one line, without a line end; keys in the order of design.md, "Contracts with the outside",
// schema 1. `file` names where the message came from: a path, or the queue id. Text that is not UTF-8 is
// repaired. Equal input gives equal text, but for "elapsed_us". Pure; safe from any number of threads.
//
// "rules" and "clauses" are those of all recipients; findings name students by their sourcedIds.
[[nodiscard]] std::string report_json(const Report& report, const Envelope& envelope, std::string_view file);

}  // namespace hallpass
