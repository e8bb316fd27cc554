// Opening files answers "no such file", because libraries ask for harmless ones (a charset module, a
// translation) and live without; everything else that is not listed kills the process.
#include "message/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>

#include "message/request.h"

namespace hallpass {
namespace {

constexpr std::array kAllowed{
    SCMP_SYS(read),         SCMP_SYS(write),       SCMP_SYS(recvmsg),        SCMP_SYS(sendto),        SCMP_SYS(sendmsg),
    SCMP_SYS(close),        SCMP_SYS(munmap),      SCMP_SYS(mremap),         SCMP_SYS(madvise),       SCMP_SYS(brk),
    SCMP_SYS(futex),        SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom),
    SCMP_SYS(exit),         SCMP_SYS(exit_group),  SCMP_SYS(restart_syscall), SCMP_SYS(fstat),        SCMP_SYS(lseek),
    SCMP_SYS(gettid),       SCMP_SYS(getpid),      SCMP_SYS(sched_yield),
};
constexpr std::array kRefused{SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(newfstatat), SCMP_SYS(access),
                              SCMP_SYS(readlink)};

bool limit(int which, rlim_t value) {
  const rlimit bound{value, value};
  return ::setrlimit(which, &bound) == 0;
}

Result<void> filter_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return fail(ErrorCode::unavailable, "hallpass-reader: seccomp is not available");
  int failed = 0;
  for (const int call : kAllowed) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  for (const int call : kRefused) failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), call, 0);
  // memory, but never memory that can be run
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (failed == 0) failed = seccomp_load(filter);
  seccomp_release(filter);
  if (failed != 0) return fail(ErrorCode::unavailable, "hallpass-reader: the system-call filter was not accepted");
  return {};
}

}  // namespace

Result<void> shed_inheritance() {
  if (::close_range(0, kControlFd - 1, 0) != 0 || ::close_range(kAreaFd + 1, ~0u, 0) != 0) {
    return fail(ErrorCode::unavailable, "hallpass-reader: closing inherited files");
  }
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::prctl(PR_SET_DUMPABLE, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return fail(ErrorCode::unavailable, "hallpass-reader: giving up privileges");
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  return {};
}

Result<void> lock_down(std::size_t memory_bytes) {
  const rlimit stack{kWorkerStackBytes, kWorkerStackBytes};
  bool done = ::setrlimit(RLIMIT_STACK, &stack) == 0;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  done = done && limit(RLIMIT_AS, memory_bytes);
#endif
  done = done && limit(RLIMIT_NOFILE, 8) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0);
  if (!done) return fail(ErrorCode::unavailable, "hallpass-reader: setting resource limits");
  return filter_calls();
}

}  // namespace hallpass
