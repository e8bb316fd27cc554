#include "milter/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hallpass {

Result<void> drop_privileges(const std::string& user, bool allow_root) {
  const bool root = ::geteuid() == 0;
  if (user.empty()) {
    if (!root || allow_root) return {};
    return fail(ErrorCode::permission,
                "hallpassd does not run as root: set milter.user, give -u USER, or insist with --allow-root");
  }
  const passwd* entry = ::getpwnam(user.c_str());
  if (!entry) return fail(ErrorCode::bad_config, "milter.user \"" + user + "\": there is no such user");
  if (entry->pw_uid == ::geteuid()) return {};
  if (!root) return fail(ErrorCode::permission, "become user " + user + ": only root can; start hallpassd as that user");
  if (::initgroups(user.c_str(), entry->pw_gid) != 0 || ::setgid(entry->pw_gid) != 0 || ::setuid(entry->pw_uid) != 0) {
    return fail(ErrorCode::permission, "become user " + user + ": " + std::strerror(errno));
  }
  if (entry->pw_uid != 0 && ::setuid(0) == 0) {
    return fail(ErrorCode::permission, "become user " + user + ": root's rights are still there");
  }
  return {};
}

}  // namespace hallpass
