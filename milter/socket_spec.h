// Where MTAs find us, as administrators write it: libmilter's "inet:PORT@HOST" and Postfix's
// "inet:HOST:PORT", "inet6:" likewise ("[::1]" where it stands before a colon), "unix:PATH", "local:PATH" or
// a bare path. Without a host: loopback. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hallpass/result.h"

namespace hallpass {

struct SocketSpec {
  enum class Family { unix_path, inet, inet6 };
  Family family = Family::unix_path;
  std::string path;  // unix_path
  std::string host;
  std::uint16_t port = 0;

  [[nodiscard]] bool over_tcp() const { return family != Family::unix_path; }
};

// Errors: bad_config, with the forms that are understood.
[[nodiscard]] Result<SocketSpec> parse_socket(std::string_view text);

// "inet:8891@127.0.0.1": how our log names it.
[[nodiscard]] std::string to_string(const SocketSpec& spec);

}  // namespace hallpass
