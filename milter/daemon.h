// The daemon proper: the process that talks to MTAs. Started by the supervisor, which owns the listening
// socket and all signals of the outside; this one knows two: SIGUSR1 reloads, SIGUSR2 stops.
#pragma once

#include "hallpass/settings.h"
#include "milter/options.h"

namespace hallpass {

// What this process tells the supervisor, a byte each, through `notice_fd`.
inline constexpr char kNoticeReady = 'R';
inline constexpr char kNoticeReloaded = 'L';
inline constexpr char kNoticeReloadFailed = 'F';

// The settings of the options' configuration file, with what the options say instead.
[[nodiscard]] Result<Settings> settings_for(const DaemonOptions& options);

// Checks everything that can be checked without serving. Errors: the first that was found.
[[nodiscard]] Result<void> check_setup(const Settings& settings);

// Serves until told to stop; then waits for the messages in work, at most milter.drain_ms. Returns the
// exit status; the caller must leave by _exit(), for libmilter's threads still run.
[[nodiscard]] int serve(const DaemonOptions& options, const Settings& settings, int listening_fd, int notice_fd);

}  // namespace hallpass
