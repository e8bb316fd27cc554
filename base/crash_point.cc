#include "base/crash_point.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace hallpass {

void crash_point(const char* name) {
  const char* wanted = std::getenv("HALLPASS_CRASH_AT");
  if (wanted && std::strcmp(wanted, name) == 0) ::kill(::getpid(), SIGKILL);
}

}  // namespace hallpass
