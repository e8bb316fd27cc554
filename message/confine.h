// Confinement: what the reader process gives up before it sees a byte of mail. In order: every file it
// was not handed, core files, other processes' eyes, memory beyond its bound, writing files, new files,
// new privileges, and every system call but the handful that reading needs (any other ends the process).
#pragma once

#include <cstddef>

#include "hallpass/result.h"

namespace hallpass {

// GMime recurses: room for that, before it crashes. Part of the address space that is bounded.
inline constexpr std::size_t kWorkerStackBytes = 64u << 20;

// Before libraries warm up: closes all files but the control socket and the area, sets what needs no
// warm-up. Ends with the thread that started us.
[[nodiscard]] Result<void> shed_inheritance();

// After the warm-up; from here on there is no way back. `memory_bytes`: of the whole process.
[[nodiscard]] Result<void> lock_down(std::size_t memory_bytes);

}  // namespace hallpass
