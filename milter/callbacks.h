// libmilter's C calls become calls of a Session; nothing else happens here, and no exception passes.
#pragma once

#include "hallpass/result.h"
#include "milter/session.h"

namespace hallpass {

// Registers the filter with libmilter for the listening socket `listening_fd`. `services` outlives
// smfi_main(). Once a process. Errors: unavailable.
[[nodiscard]] Result<void> register_filter(SessionServices& services, int listening_fd);

}  // namespace hallpass
