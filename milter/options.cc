#include "milter/options.h"

#include <getopt.h>

#include <cstdlib>

namespace hallpass {

const char* usage_text() {
  return "hallpassd: the milter daemon of hallpass\n"
         "  -c, --config FILE   hallpass.toml to use (default /etc/hallpass/hallpass.toml, or $HALLPASS_CONFIG)\n"
         "  -n, --check         check the configuration and what it names, then end\n"
         "  -p, --socket SPEC   where MTAs find us, instead of milter.socket\n"
         "  -u, --user USER     whom to run as when started as root, instead of milter.user\n"
         "      --allow-root    run as root all the same\n"
         "  -f, --foreground    stay in the foreground (always so)\n"
         "  -V, --version       print the version\n"
         "  -h, --help          print this\n"
         "Signals: HUP or USR1 reload the configuration, TERM or INT stop after the messages in work.\n";
}

Result<DaemonOptions> parse_options(int argc, char** argv) {
  constexpr int kAllowRoot = 256;
  static const option kLong[] = {{"config", required_argument, nullptr, 'c'},
                                 {"check", no_argument, nullptr, 'n'},
                                 {"socket", required_argument, nullptr, 'p'},
                                 {"user", required_argument, nullptr, 'u'},
                                 {"allow-root", no_argument, nullptr, kAllowRoot},
                                 {"foreground", no_argument, nullptr, 'f'},
                                 {"version", no_argument, nullptr, 'V'},
                                 {"help", no_argument, nullptr, 'h'},
                                 {nullptr, 0, nullptr, 0}};
  DaemonOptions options;
  if (const char* named = std::getenv("HALLPASS_CONFIG")) options.config = named;
  optind = 1;
  opterr = 0;
  for (int found; (found = ::getopt_long(argc, argv, ":c:np:u:fVh", kLong, nullptr)) != -1;) {
    switch (found) {
      case 'c': options.config = optarg; break;
      case 'n': options.check_only = true; break;
      case 'p': options.socket = optarg; break;
      case 'u': options.user = optarg; break;
      case kAllowRoot: options.allow_root = true; break;
      case 'f': break;
      case 'V': options.version = true; break;
      case 'h': options.help = true; break;
      default: return fail(ErrorCode::usage, std::string("option ") + argv[optind - 1] + " is not understood or lacks its value; try --help");
    }
  }
  if (optind < argc) return fail(ErrorCode::usage, std::string("what is \"") + argv[optind] + "\"? try --help");
  return options;
}

}  // namespace hallpass
