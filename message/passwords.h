// Passwords that stand in the message itself ("the password is Tiger42"): what a person would type to open
// the archive beside it. They are tried, never shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

inline constexpr std::size_t kPasswordsMax = 16;

// Appends candidates found in `text`, at most until `out` holds kPasswordsMax; each once.
void collect_passwords(std::string_view text, std::vector<std::string>& out);

}  // namespace hallpass
