// The listening socket. The supervisor opens it once and keeps it while daemons come and go, so that MTAs
// that connect in between wait in the backlog instead of being turned away.
#pragma once

#include <string>

#include "hallpass/result.h"
#include "hallpass/settings.h"
#include "milter/socket_spec.h"

namespace hallpass {

class ListeningSocket {
 public:
  ListeningSocket() = default;
  ListeningSocket(ListeningSocket&& other) noexcept;
  ListeningSocket& operator=(ListeningSocket&&) = delete;
  ~ListeningSocket();  // closes; see withdraw()

  [[nodiscard]] int fd() const { return fd_; }
  // Nobody connects any more: closes, and removes the path of a Unix socket.
  void withdraw();

 private:
  friend Result<ListeningSocket> listen_on(const SocketSpec& spec, const MilterSettings& settings);
  int fd_ = -1;
  int lock_ = -1;
  std::string path_;
};

// A Unix socket's path is taken over only where no live instance holds its lock ("PATH.lock") or answers
// on it; mode and group are those of the settings. Errors: unavailable (in use); bad_config (mode, group,
// host); io.
[[nodiscard]] Result<ListeningSocket> listen_on(const SocketSpec& spec, const MilterSettings& settings);

}  // namespace hallpass
