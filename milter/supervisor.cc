#include "milter/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "milter/daemon.h"
#include "milter/listen.h"
#include "milter/message_log.h"
#include "milter/privileges.h"
#include "milter/service_notice.h"

namespace hallpass {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A daemon that crashes is back at once; one that crashes again and again waits longer, at most kPauseMax.
constexpr milliseconds kPauseFirst{50};
constexpr milliseconds kPauseMax{1'500};
constexpr std::chrono::seconds kSteady{10};      // lived so long: the next crash counts as the first
constexpr milliseconds kStopGrace{5'000};        // beyond milter.drain_ms, then SIGKILL

struct Child {
  pid_t pid = -1;
  int notices = -1;     // read end
  bool ready = false;
  Clock::time_point born;
};

sigset_t outside_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGHUP, SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGCHLD}) sigaddset(&set, signal);
  return set;
}

class Supervisor {
 public:
  Supervisor(const DaemonOptions& options, const Settings& settings, ListeningSocket socket)
      : options_(options), settings_(settings), socket_(std::move(socket)) {}

  int run();

 private:
  bool start();
  void take_signals();
  void take_notices();
  void reap();
  void stop();
  int wait_ms() const;

  const DaemonOptions& options_;
  Settings settings_;
  ListeningSocket socket_;
  int signals_ = -1;
  Child child_;
  bool once_ready_ = false;
  bool stopping_ = false;
  Clock::time_point kill_at_;
  Clock::time_point start_at_;   // of the next daemon, while there is none
  milliseconds pause_ = kPauseFirst;
  int status_ = -1;              // >= 0: the end
};

// In the child: what the outside sends to the supervisor's process group stays there, and where the
// supervisor dies the daemon stops.
void become_child() {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGUSR2);
}

// As many descriptors as we are allowed: idle connections of MTAs each hold one.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

bool Supervisor::start() {
  std::array<int, 2> notices{};
  if (::pipe2(notices.data(), O_CLOEXEC) != 0) return false;
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::close(notices[0]);
    ::close(signals_);
    become_child();
    if (::getppid() != parent) ::_exit(0);
    ::_exit(serve(options_, settings_, socket_.fd(), notices[1]));
  }
  ::close(notices[1]);
  ::unsetenv("HALLPASS_CRASH_AT");  // a crash that a test asked for happens once
  if (pid < 0) {
    ::close(notices[0]);
    return false;
  }
  child_ = Child{pid, notices[0], false, Clock::now()};
  return true;
}

void Supervisor::take_signals() {
  signalfd_siginfo info{};
  while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    switch (info.ssi_signo) {
      case SIGHUP:
      case SIGUSR1:
        if (child_.pid > 0 && child_.ready) {
          tell_service_manager("RELOADING=1");
          ::kill(child_.pid, SIGUSR1);
        }
        break;
      case SIGTERM:
      case SIGINT: stop(); break;
      case SIGCHLD: reap(); break;
      default: break;
    }
  }
}

void Supervisor::take_notices() {
  char notice = 0;
  const ssize_t got = ::read(child_.notices, &notice, 1);
  if (got <= 0) {
    if (got == 0 || errno != EINTR) ::close(std::exchange(child_.notices, -1));
    return;
  }
  if (notice == kNoticeReady) child_.ready = once_ready_ = true;
  if (notice == kNoticeReloadFailed) {
    tell_service_manager("READY=1\nSTATUS=serving; the last reload was refused, see the log");
  } else {
    tell_service_manager("READY=1\nSTATUS=serving");
  }
}

void Supervisor::reap() {
  int how = 0;
  if (child_.pid <= 0 || ::waitpid(child_.pid, &how, WNOHANG) != child_.pid) return;
  while (child_.notices >= 0) take_notices();  // what it still said
  const bool lived = Clock::now() - child_.born > kSteady;
  child_ = Child{};
  if (stopping_) {
    status_ = WIFEXITED(how) ? WEXITSTATUS(how) : 0;
    return;
  }
  if (!once_ready_ && WIFEXITED(how)) {
    status_ = WEXITSTATUS(how);
    return;
  }
  pause_ = lived ? kPauseFirst : std::min(pause_ * 2, kPauseMax);
  start_at_ = Clock::now() + pause_;
  log_warning("the daemon ended " +
              (WIFSIGNALED(how) ? "by signal " + std::to_string(WTERMSIG(how))
                                : "with status " + std::to_string(WEXITSTATUS(how))) +
              "; starting it again in " + std::to_string(pause_.count()) + " ms");
  tell_service_manager("STATUS=the daemon crashed; starting it again");
}

void Supervisor::stop() {
  if (stopping_) return;
  stopping_ = true;
  tell_service_manager("STOPPING=1");
  socket_.withdraw();
  if (child_.pid <= 0) {
    status_ = 0;
    return;
  }
  ::kill(child_.pid, SIGUSR2);
  kill_at_ = Clock::now() + milliseconds(settings_.milter.drain_ms) + kStopGrace;
}

int Supervisor::wait_ms() const {
  Clock::time_point until = Clock::now() + std::chrono::hours(1);
  if (stopping_) until = kill_at_;
  else if (child_.pid <= 0) until = start_at_;
  const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::max<long long>(left, 0) + 1);
}

int Supervisor::run() {
  const sigset_t set = outside_signals();
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  signals_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals_ < 0 || !start()) {
    log_error(std::string("cannot start the daemon: ") + std::strerror(errno));
    return exit_status(ErrorCode::unavailable);
  }
  while (status_ < 0) {
    std::array<pollfd, 2> waiting{pollfd{signals_, POLLIN, 0}, pollfd{child_.notices, POLLIN, 0}};
    ::poll(waiting.data(), waiting.size(), wait_ms());
    if (waiting[1].revents) take_notices();
    if (waiting[0].revents) take_signals();
    if (status_ >= 0) break;
    if (stopping_ && child_.pid > 0 && Clock::now() >= kill_at_) ::kill(child_.pid, SIGKILL);
    if (!stopping_ && child_.pid <= 0 && Clock::now() >= start_at_ && !start()) start_at_ = Clock::now() + kPauseMax;
  }
  socket_.withdraw();
  return status_;
}

}  // namespace

int supervise(const DaemonOptions& options, const Settings& settings) {
  raise_descriptor_limit();
  const auto spec = parse_socket(settings.milter.socket);
  auto refuse = [](const Error& error) {
    log_error(error.context);
    return exit_status(error.code);
  };
  if (!spec) return refuse(spec.error());
  auto socket = listen_on(*spec, settings.milter);
  if (!socket) return refuse(socket.error());
  if (const auto done = drop_privileges(settings.milter.user, options.allow_root); !done) {
    socket->withdraw();
    return refuse(done.error());
  }
  return Supervisor(options, settings, std::move(*socket)).run();
}

}  // namespace hallpass
