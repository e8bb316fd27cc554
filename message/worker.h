// The worker's life: warm up, lock down, then answer one request after the other until the socket closes.
#pragma once

namespace hallpass {

// Never returns to work that trusts anything; the result is the process's exit status.
int serve_as_worker(int argc, char** argv);

// A test build of the program misbehaves on purpose: called with each message before it is read
// (worker.cc: does nothing).
extern void (*worker_prank)(const char* bytes, unsigned long size, char* area, unsigned long area_size);

}  // namespace hallpass
