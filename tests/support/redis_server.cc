#include "tests/support/redis_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace hallpass::test {

bool RedisServer::installed() {
  static const bool kThere = [] {
    const bool there = std::system("command -v redis-server >/dev/null 2>&1") == 0;
    if (!there) std::fprintf(stderr, "skipped: redis-server is not installed (scripts/setup)\n");
    return there;
  }();
  return kThere;
}

RedisServer::RedisServer(Options options) : options_(std::move(options)) { start(); }

void RedisServer::start() {
  std::vector<std::string> words = {"redis-server", "--port", "0", "--unixsocket", dir_.file("redis.sock"), "--dir", dir_.path(),
                                    "--save", "", "--appendonly", options_.keeps ? "yes" : "no", "--appendfsync", "always",
                                    "--logfile", dir_.file("redis.log")};
  if (!options_.password.empty()) words.insert(words.end(), {"--requirepass", options_.password});
  pid_ = ::fork();
  if (pid_ == 0) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, 0);
    ::dup2(nothing, 1);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  for (int i = 0; i < 1'000; ++i) {
    if (answers()) return;
    ::usleep(5'000);
  }
  throw std::runtime_error("redis-server did not start");
}

bool RedisServer::answers() const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, dir_.file("redis.sock").c_str(), sizeof address.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char reply = 0;
  const bool good = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    ::send(fd, "PING\r\n", 6, MSG_NOSIGNAL) == 6 && ::recv(fd, &reply, 1, 0) == 1;
  ::close(fd);
  return good;  // also "-NOAUTH": it is up
}

void RedisServer::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  ::unlink(dir_.file("redis.sock").c_str());
}

void RedisServer::stop() { end(SIGTERM); }
void RedisServer::kill() { end(SIGKILL); }
void RedisServer::hang() { ::kill(pid_, SIGSTOP); }
void RedisServer::resume() { ::kill(pid_, SIGCONT); }

}  // namespace hallpass::test
