// Where our own further files are: beside the running program in a build (test programs live one directory
// below), under libexec where it is installed.
#pragma once

#include <string>

namespace hallpass {

// Path of `file`; empty where it is in none of these places.
[[nodiscard]] std::string beside_program(const char* file);

}  // namespace hallpass
