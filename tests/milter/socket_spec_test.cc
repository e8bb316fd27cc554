#include "milter/socket_spec.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("socket: the forms of libmilter and of Postfix") {
  struct Case {
    const char* why;
    std::string text;
    std::string want;  // canonical; empty: refused
  };
  const Case cases[] = {
      {"default", "unix:/run/hallpass/milter.sock", "unix:/run/hallpass/milter.sock"},
      {"Sendmail's word", "local:/run/m.sock", "unix:/run/m.sock"},
      {"bare path", "/run/m.sock", "unix:/run/m.sock"},
      {"libmilter order", "inet:8891@127.0.0.1", "inet:8891@127.0.0.1"},
      {"Postfix order", "inet:127.0.0.1:8891", "inet:8891@127.0.0.1"},
      {"name of a host", "inet:8891@localhost", "inet:8891@localhost"},
      {"no host is loopback, not the world", "inet:8891", "inet:8891@127.0.0.1"},
      {"world, when written", "inet:8891@0.0.0.0", "inet:8891@0.0.0.0"},
      {"inet6, libmilter order", "inet6:8891@::1", "inet6:8891@::1"},
      {"inet6, brackets", "inet6:8891@[::1]", "inet6:8891@::1"},
      {"inet6, Postfix order", "inet6:[::1]:8891", "inet6:8891@::1"},
      {"inet6, no host", "inet6:8891", "inet6:8891@::1"},
      {"highest port", "inet:65535@h", "inet:65535@h"},
      {"port past the highest", "inet:65536@h", ""},
      {"port 0", "inet:0@h", ""},
      {"port is no number", "inet:smtp@h", ""},
      {"number and more", "inet:25x@h", ""},
      {"negative", "inet:-1@h", ""},
      {"empty host", "inet:25@", ""},
      {"empty host, Postfix order", "inet::25", ""},
      {"IPv6 before a port without brackets", "inet6:::1:25", ""},
      {"relative path", "unix:run/m.sock", ""},
      {"no path", "unix:", ""},
      {"unknown family", "tcp:25@h", ""},
      {"nothing", "", ""},
      {"word", "milter", ""},
      {"longest path", "unix:/" + std::string(106, 'a'), "unix:/" + std::string(106, 'a')},
      {"one past", "unix:/" + std::string(107, 'a'), ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CAPTURE(c.text);
    const auto spec = parse_socket(c.text);
    CHECK((spec ? to_string(*spec) : "") == c.want);
    if (!spec) CHECK(exit_status(spec.error().code) == 78);
  }
}
