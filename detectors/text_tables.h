// Text tables: rows that were typed or pasted into plain text. Lines that follow each other and are cut
// into equally many cells by tabs, bars, commas or wide gaps are a table; its first line is the head.
#pragma once

#include <string_view>
#include <vector>

#include "hallpass/evidence.h"

namespace hallpass {

inline constexpr std::size_t kTextColumnsMax = 60;
inline constexpr std::size_t kTextRowsMax = 20'000;  // of one table; what follows is text

// The cells of the text tables in `text`, sorted by begin. Linear in the text.
[[nodiscard]] std::vector<Cell> find_text_tables(std::string_view text);

}  // namespace hallpass
