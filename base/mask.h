// Masking: how a value is shown where it must not be seen.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

// Letters become x and digits 0: "078-05-1120" -> "000-00-0000". The shape stays.
[[nodiscard]] std::string mask(std::string_view value);

// For log lines and tables: control characters, ESC and invalid UTF-8 become '?', at most `bytes_max`.
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes_max = 200);

}  // namespace hallpass
