// An export in a zip, unpacked into memory within bounds.
#pragma once

#include "roster/read_export.h"

namespace hallpass {

inline constexpr std::size_t kExportFileBytesMax = std::size_t{1} << 30;
inline constexpr std::size_t kExportZipEntriesMax = 1'000;

// The key of an export's file in SourceFiles; empty for files that are no part of one.
[[nodiscard]] std::string export_file_name(std::string_view path);

// Errors: not_found, permission; bad_input (no zip, damaged, encrypted); too_large.
[[nodiscard]] Result<SourceFiles> read_zip(const std::string& path);

}  // namespace hallpass
