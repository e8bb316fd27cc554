// Named places where a test may end the process as a power cut would. Compiled in always, inert unless
// HALLPASS_CRASH_AT names the place: what is tested is what runs.
#pragma once

namespace hallpass {

// Kills this process (SIGKILL, no destructors, no flushes) where $HALLPASS_CRASH_AT equals `name`.
void crash_point(const char* name);

}  // namespace hallpass
