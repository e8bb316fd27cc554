// The blocks of a RAR 5 archive, only as far as its end. Knows no reader.
#pragma once

#include <string_view>

namespace hallpass {

// Does it end as it should? libarchive takes an archive that is cut off between two members for a whole one, and
// says nothing of further files in which it goes on. True for what is no RAR 5 archive, or has its blocks locked.
[[nodiscard]] bool is_whole_rar5(std::string_view bytes);

}  // namespace hallpass
