// Makes SQLite's own file calls fail: the n-th write, sync or truncate of any database opened after
// install_failing_vfs(), once or from then on.
#pragma once

#include <cstddef>

namespace hallpass::test {

// Becomes the default VFS of this process; harmless until told to fail. Call before opening.
void install_failing_vfs();

// n counts from 1 over all files; 0: never. `code`: SQLITE_FULL or SQLITE_IOERR_*.
void fail_sqlite_call(std::size_t n, bool for_ever, int code);
[[nodiscard]] std::size_t sqlite_calls();  // since fail_sqlite_call()

}  // namespace hallpass::test
