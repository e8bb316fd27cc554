// The RTF bodies of Outlook messages are packed (MS-OXRTFCP).
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

// At most `bytes_max` of it; empty where it is not packed so.
[[nodiscard]] std::string unpack_rtf(std::string_view packed, std::size_t bytes_max);

}  // namespace hallpass
