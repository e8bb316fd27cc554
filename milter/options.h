// The command line of hallpassd.
#pragma once

#include <string>

#include "hallpass/result.h"

namespace hallpass {

struct DaemonOptions {
  std::string config = "/etc/hallpass/hallpass.toml";
  std::string socket;      // instead of milter.socket
  std::string user;        // instead of milter.user
  bool check_only = false;
  bool allow_root = false;
  bool help = false;
  bool version = false;
};

// Errors: usage.
[[nodiscard]] Result<DaemonOptions> parse_options(int argc, char** argv);
[[nodiscard]] const char* usage_text();

}  // namespace hallpass
