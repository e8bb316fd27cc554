// Words of everyday English (and of school mail) that are also somebody's name.
#pragma once

#include <string_view>

namespace hallpass {

[[nodiscard]] bool is_common_word(std::string_view folded_word);

}  // namespace hallpass
