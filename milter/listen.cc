#include "milter/listen.h"

#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace hallpass {
namespace {

constexpr int kBacklog = 512;

std::string reason() { return std::strerror(errno); }

tl::unexpected<Error> in_use(const SocketSpec& spec) {
  return fail(ErrorCode::unavailable, "milter: " + to_string(spec) + " is in use by another program or hallpassd");
}

tl::unexpected<Error> cannot(const char* what, const SocketSpec& spec) {
  return fail(ErrorCode::io, std::string("milter: ") + what + " " + to_string(spec) + ": " + reason());
}

bool somebody_answers(const sockaddr_un& address) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return false;
  const bool answered = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return answered;
}

Result<mode_t> parse_mode(const std::string& text) {
  unsigned mode = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mode, 8);
  if (error != std::errc() || end != text.data() + text.size() || mode > 0777) {
    return fail(ErrorCode::bad_config, "milter.socket_mode \"" + text + "\": not an octal mode such as \"0660\"");
  }
  return static_cast<mode_t>(mode);
}

Result<void> give_to_group(const std::string& path, const std::string& name) {
  const group* entry = ::getgrnam(name.c_str());
  if (!entry) return fail(ErrorCode::bad_config, "milter.socket_group \"" + name + "\": there is no such group");
  if (::chown(path.c_str(), static_cast<uid_t>(-1), entry->gr_gid) != 0) {
    return fail(ErrorCode::permission, "milter: give " + path + " to group " + name + ": " + reason());
  }
  return {};
}

}  // namespace

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), lock_(std::exchange(other.lock_, -1)), path_(std::exchange(other.path_, {})) {}

ListeningSocket::~ListeningSocket() {
  if (fd_ >= 0) ::close(fd_);
  if (lock_ >= 0) ::close(lock_);
}

void ListeningSocket::withdraw() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  if (!path_.empty()) ::unlink(path_.c_str());
}

static Result<void> open_unix(const SocketSpec& spec, const MilterSettings& settings, int& fd, int& lock) {
  const Result<mode_t> mode = parse_mode(settings.socket_mode);
  if (!mode) return tl::unexpected(mode.error());
  lock = ::open((spec.path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return cannot("make the lock of", spec);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) return in_use(spec);

  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, spec.path.data(), spec.path.size());
  struct stat found {};
  if (::lstat(spec.path.c_str(), &found) == 0) {
    if (!S_ISSOCK(found.st_mode)) {
      return fail(ErrorCode::bad_config, "milter: " + spec.path + " is there and is no socket; remove it first");
    }
    if (somebody_answers(address)) return in_use(spec);
    if (::unlink(spec.path.c_str()) != 0) return cannot("remove the stale", spec);
  }
  fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const mode_t before = ::umask(0177);
  const bool bound = fd >= 0 && ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::umask(before);
  if (!bound) return cannot("bind", spec);
  if (!settings.socket_group.empty()) {
    if (auto done = give_to_group(spec.path, settings.socket_group); !done) return done;
  }
  if (::chmod(spec.path.c_str(), *mode) != 0) return cannot("set the mode of", spec);
  return {};
}

static Result<void> open_inet(const SocketSpec& spec, int& fd) {
  addrinfo hints{};
  hints.ai_family = spec.family == SocketSpec::Family::inet ? AF_INET : AF_INET6;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(spec.host.c_str(), std::to_string(spec.port).c_str(), &hints, &found); error) {
    return fail(ErrorCode::bad_config, "milter: " + to_string(spec) + ": " + ::gai_strerror(error));
  }
  fd = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  if (fd >= 0) ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  // Connections inherit it. Our answers are several small writes; without it each waits for the MTA's
  // delayed acknowledgement of the one before, 40 ms.
  if (fd >= 0) ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const bool bound = fd >= 0 && ::bind(fd, found->ai_addr, found->ai_addrlen) == 0;
  const int error = errno;
  ::freeaddrinfo(found);
  errno = error;
  if (!bound && error == EADDRINUSE) return in_use(spec);
  if (!bound) return cannot("bind", spec);
  return {};
}

Result<ListeningSocket> listen_on(const SocketSpec& spec, const MilterSettings& settings) {
  ListeningSocket socket;
  const Result<void> opened =
      spec.over_tcp() ? open_inet(spec, socket.fd_) : open_unix(spec, settings, socket.fd_, socket.lock_);
  if (!opened) return tl::unexpected(opened.error());
  socket.path_ = spec.path;
  if (::listen(socket.fd_, kBacklog) != 0) {
    if (errno == EADDRINUSE) return in_use(spec);
    return cannot("listen on", spec);
  }
  return socket;
}

}  // namespace hallpass
