// A Redis of a test's own: a unix socket in a private directory, no port, nothing on disk unless it is to keep
// what it has. Stopped by its process id.
#pragma once

#include <sys/types.h>

#include <string>

#include "tests/support/paths.h"

namespace hallpass::test {

class RedisServer {
 public:
  struct Options {
    bool keeps = false;          // what it had is there again after stop() and start()
    std::string password = "";
  };
  // false, after saying so once on standard error, where redis-server is not installed.
  [[nodiscard]] static bool installed();

  explicit RedisServer(Options options);
  RedisServer() : RedisServer(Options{}) {}
  ~RedisServer() { stop(); }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  void start();   // until it answers; throws where it does not
  void stop();    // in good order
  void kill();    // at once
  void hang();    // it lives and says nothing, until resume()
  void resume();

  std::string address() const { return "unix:" + dir_.file("redis.sock"); }

 private:
  void end(int signal);
  bool answers() const;

  TempDir dir_;
  Options options_;
  pid_t pid_ = -1;
};

}  // namespace hallpass::test
