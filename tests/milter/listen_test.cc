#include "milter/listen.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "tests/support/paths.h"

using namespace hallpass;

namespace {

Result<ListeningSocket> listen_at(const std::string& spec, const MilterSettings& settings = {}) {
  return listen_on(*parse_socket(spec), settings);
}

int bound_socket(const std::string& path, bool listening) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, path.c_str());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  if (listening) REQUIRE(::listen(fd, 1) == 0);
  return fd;
}

}  // namespace

TEST_CASE("listen: mode, and the path goes with the socket") {
  const test::TempDir dir;
  MilterSettings settings;
  settings.socket_mode = "0620";
  auto socket = listen_at("unix:" + dir.file("s"), settings);
  REQUIRE(socket);
  struct stat found {};
  REQUIRE(::stat(dir.file("s").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0620);
  socket->withdraw();
  CHECK(::stat(dir.file("s").c_str(), &found) != 0);
}

TEST_CASE("listen: a stale path is taken over, a live one never") {
  const test::TempDir dir;
  const std::string path = dir.file("s");
  ::close(bound_socket(path, true));  // its program ended without removing it
  { CHECK(listen_at("unix:" + path)); }

  ::unlink(path.c_str());
  const int other = bound_socket(path, true);
  const auto refused = listen_at("unix:" + path);
  REQUIRE_FALSE(refused);
  CHECK(exit_status(refused.error().code) == 69);
  CHECK(::access(path.c_str(), F_OK) == 0);
  ::close(other);

  const auto first = listen_at("unix:" + path);
  REQUIRE(first);
  CHECK_FALSE(listen_at("unix:" + path));  // our own second instance
}

TEST_CASE("listen: what cannot be") {
  const test::TempDir dir;
  struct Case {
    const char* why;
    std::string spec;
    std::string mode, group;
    int status;
  };
  const Case cases[] = {
      {"directory is missing", "unix:" + dir.file("none/s"), "0660", "", 74},
      {"no mode", "unix:" + dir.file("a"), "rw", "", 78},
      {"mode is not octal", "unix:" + dir.file("b"), "0980", "", 78},
      {"mode with more than permissions", "unix:" + dir.file("c"), "4777", "", 78},
      {"group does not exist", "unix:" + dir.file("d"), "0660", "no-such-group", 78},
      {"a plain file is there", "unix:" + dir.write("file", "x"), "0660", "", 78},
      {"address of nobody here", "inet:2525@192.0.2.1", "0660", "", 74},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    MilterSettings settings;
    settings.socket_mode = c.mode;
    settings.socket_group = c.group;
    const auto socket = listen_at(c.spec, settings);
    REQUIRE_FALSE(socket);
    CHECK(exit_status(socket.error().code) == c.status);
  }
}

TEST_CASE("listen: a port in use says so") {
  const int other = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(other, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(other, 1) == 0);
  socklen_t size = sizeof address;
  REQUIRE(::getsockname(other, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const auto refused = listen_at("inet:" + std::to_string(ntohs(address.sin_port)) + "@127.0.0.1");
  REQUIRE_FALSE(refused);
  CHECK(exit_status(refused.error().code) == 69);
  CHECK(refused.error().context.find("in use") != std::string::npos);
  ::close(other);
}
