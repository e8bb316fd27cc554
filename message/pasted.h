// Text pasted in disguise: runs of base64 or hexadecimal digits that decode to readable text.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

// What such runs in `text` say, a line each; empty where there are none. Linear.
[[nodiscard]] std::string pasted_text(std::string_view text);

}  // namespace hallpass
