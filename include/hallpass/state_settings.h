// What is remembered between messages, and where: the [state] table of hallpass.toml.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hallpass {

struct StateSettings {
  std::string file;               // SQLite; empty: nothing is remembered
  std::string key;                // key file for the addresses' digests; default: state.key in key_dir
  std::size_t size_max = 200u << 20;  // of the file: the oldest habits go first

  // Several relays that share what they remember; each keeps its own file beside it. All have the same key.
  std::string redis = {};             // "unix:/path" or "host:port"; empty: this relay alone
  std::string redis_user = {};        // an ACL user; empty: the default one
  std::string redis_password_file = {};  // its first line; readable by us alone
  std::string redis_prefix = "hallpass:";  // of every key there
  std::uint32_t redis_timeout_ms = 100;  // a verdict waits no longer for it
};

}  // namespace hallpass
