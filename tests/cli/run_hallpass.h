// Runs the built `hallpass` as a person does: words in, output, errors and exit status out.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/paths.h"

namespace hallpass::test {

struct Ran {
  int status = 0;
  std::string out, err;
};

inline const std::string kGoldenDistrict = HALLPASS_SOURCE_DIR "/tests/golden/district";
inline const std::string kGoldenMail = HALLPASS_SOURCE_DIR "/tests/golden/";

inline int shell_status(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// `words` are for the shell: quote what needs it. `input` becomes standard input.
inline Ran run_hallpass(const std::string& words, const std::string& input = {}) {
  const TempDir dir;
  const std::string in = dir.write("in", input);
  const std::string command = "'" HALLPASS_BUILD_DIR "/hallpass' <'" + in + "' " + words;
  const int status = shell_status("{ " + command + "; } >'" + dir.file("out") + "' 2>'" + dir.file("err") + "'");
  return {status, read_file(dir.file("out")), read_file(dir.file("err"))};
}

inline std::size_t lines_of(const std::string& text) {
  std::size_t lines = 0;
  for (const char c : text) lines += c == '\n';
  return lines;
}

}  // namespace hallpass::test
