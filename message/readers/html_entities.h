// HTML character references.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hallpass {

// `text` begins with '&'. Appends what the reference means and returns its length; 0: it is none.
std::size_t append_entity(std::string_view text, std::string& out);

}  // namespace hallpass
