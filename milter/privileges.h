// Who the daemon runs as.
#pragma once

#include <string>

#include "hallpass/result.h"

namespace hallpass {

// As root with `user` set: becomes that user, with its groups, for good. As root without: an error unless
// `allow_root`. As anybody else: nothing, `user` must be empty or one's own.
// Errors: bad_config (no such user), permission.
[[nodiscard]] Result<void> drop_privileges(const std::string& user, bool allow_root);

}  // namespace hallpass
