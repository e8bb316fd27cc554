// A VFS around SQLite's own. Every method is passed on; writes, syncs and truncations are counted first.
#include <sqlite3.h>

#include <atomic>
#include <cstring>

#include "tests/quarantine/failing_vfs.h"

namespace hallpass::test {
namespace {

std::atomic<std::size_t> calls{0}, fail_at{0};
std::atomic<bool> fails_for_ever{false};
std::atomic<int> fail_code{0};

int next_call() {
  const std::size_t call = ++calls;
  const std::size_t at = fail_at;
  return at != 0 && (call == at || (fails_for_ever && call > at)) ? fail_code.load() : SQLITE_OK;
}

struct File {
  sqlite3_file base;
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

// Passes one method on.
template <auto Method, typename... Args>
int pass(sqlite3_file* file, Args... args) {
  return (real(file)->pMethods->*Method)(real(file), args...);
}
template <auto Method, typename... Args>
int pass_unless_failing(sqlite3_file* file, Args... args) {
  const int failure = next_call();
  return failure != SQLITE_OK ? failure : pass<Method, Args...>(file, args...);
}

using M = sqlite3_io_methods;

const M kMethods = {
    3,
    [](sqlite3_file* file) { return pass<&M::xClose>(file); },
    [](sqlite3_file* file, void* out, int size, sqlite3_int64 at) { return pass<&M::xRead>(file, out, size, at); },
    [](sqlite3_file* file, const void* in, int size, sqlite3_int64 at) { return pass_unless_failing<&M::xWrite>(file, in, size, at); },
    [](sqlite3_file* file, sqlite3_int64 size) { return pass_unless_failing<&M::xTruncate>(file, size); },
    [](sqlite3_file* file, int flags) { return pass_unless_failing<&M::xSync>(file, flags); },
    [](sqlite3_file* file, sqlite3_int64* size) { return pass<&M::xFileSize>(file, size); },
    [](sqlite3_file* file, int lock) { return pass<&M::xLock>(file, lock); },
    [](sqlite3_file* file, int lock) { return pass<&M::xUnlock>(file, lock); },
    [](sqlite3_file* file, int* out) { return pass<&M::xCheckReservedLock>(file, out); },
    [](sqlite3_file* file, int op, void* arg) { return pass<&M::xFileControl>(file, op, arg); },
    [](sqlite3_file* file) { return pass<&M::xSectorSize>(file); },
    [](sqlite3_file* file) { return pass<&M::xDeviceCharacteristics>(file); },
    [](sqlite3_file* file, int page, int size, int extend, void volatile** out) {
      return pass<&M::xShmMap>(file, page, size, extend, out);
    },
    [](sqlite3_file* file, int offset, int n, int flags) { return pass<&M::xShmLock>(file, offset, n, flags); },
    [](sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); },
    [](sqlite3_file* file, int remove) { return pass<&M::xShmUnmap>(file, remove); },
    [](sqlite3_file*, sqlite3_int64, int, void** out) { *out = nullptr; return SQLITE_OK; },
    [](sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; },
};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* real_vfs = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* wrapped = reinterpret_cast<File*>(file);
  wrapped->real = reinterpret_cast<sqlite3_file*>(wrapped + 1);
  std::memset(wrapped->real, 0, static_cast<std::size_t>(real_vfs->szOsFile));
  const int status = real_vfs->xOpen(real_vfs, name, wrapped->real, flags, out_flags);
  wrapped->base.pMethods = wrapped->real->pMethods ? &kMethods : nullptr;
  return status;
}

}  // namespace

void install_failing_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs* real_vfs = sqlite3_vfs_find(nullptr);
    sqlite3_vfs copy = *real_vfs;
    copy.zName = "hallpass-failing";
    copy.pAppData = real_vfs;
    copy.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
    copy.xOpen = open_file;
    return copy;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 1);
  (void)registered;
}

void fail_sqlite_call(std::size_t n, bool for_ever, int code) {
  calls = 0;
  fails_for_ever = for_ever;
  fail_code = code;
  fail_at = n;
}

std::size_t sqlite_calls() { return calls; }

}  // namespace hallpass::test
