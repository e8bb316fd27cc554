#include <cstdio>
#include <exception>

#include "milter/daemon.h"
#include "milter/message_log.h"
#include "milter/supervisor.h"

namespace hallpass {
namespace {

int complain(const Error& error) {
  log_error(error.context);
  return exit_status(error.code);
}

int run(int argc, char** argv) {
  start_logging("info", false);
  const auto options = parse_options(argc, argv);
  if (!options) return complain(options.error());
  if (options->help) return std::fputs(usage_text(), stdout) < 0 ? exit_status(ErrorCode::io) : 0;
  if (options->version) return std::puts("hallpassd " HALLPASS_VERSION) < 0 ? exit_status(ErrorCode::io) : 0;
  const auto settings = settings_for(*options);
  if (!settings) return complain(settings.error());
  start_logging(settings->log_level, settings->log_json);
  if (!options->check_only) return supervise(*options, *settings);
  if (const auto done = check_setup(*settings); !done) return complain(done.error());
  return std::printf("%s: good\n", options->config.c_str()) < 0 ? exit_status(ErrorCode::io) : 0;
}

}  // namespace
}  // namespace hallpass

int main(int argc, char** argv) {
  try {
    return hallpass::run(argc, argv);
  } catch (const std::exception& error) {  // the last net; not a way to report errors
    std::fprintf(stderr, "hallpassd: internal error: %s\n", error.what());
    return 70;
  }
}
