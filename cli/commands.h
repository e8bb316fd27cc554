// The command table, sorted by words.
#pragma once

#include <span>

#include "cli/command.h"

namespace hallpass::cli {

[[nodiscard]] std::span<const CommandRow> commands();

}  // namespace hallpass::cli
