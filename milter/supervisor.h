// The supervisor: a small process that touches no mail. It opens the socket, gives up root, starts the
// daemon and starts it again when it crashes; HUP, USR1, TERM and INT come to it and become reload and
// stop.
#pragma once

#include "hallpass/settings.h"
#include "milter/options.h"

namespace hallpass {

// Returns the exit status of hallpassd: 0 after a stop, that of sysexits.h where it could not start.
[[nodiscard]] int supervise(const DaemonOptions& options, const Settings& settings);

}  // namespace hallpass
