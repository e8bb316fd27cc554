// The file of prints (FORMAT.md), read and written as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/file_ops.h"
#include "hallpass/result.h"

namespace hallpass {

inline constexpr std::size_t kFormsMax = 500;
inline constexpr std::size_t kFormPrintsMax = 50'000;      // of one form
inline constexpr std::size_t kFormWordsMax = 50'000;       // distinct ones, of one form
inline constexpr std::size_t kFormFileBytesMax = 256u << 20;

struct Form {
  std::string name;
  std::string category;
  std::vector<std::uint64_t> prints;  // distinct, in the order of the form
  std::vector<std::uint32_t> words;   // digests, ascending
};

[[nodiscard]] std::string form_file_bytes(const std::vector<Form>& forms, const Key& key);
// Errors: corrupt.
[[nodiscard]] Result<std::vector<Form>> parse_form_file(std::string_view bytes, const Key& key, const std::string& path);
// No file: no forms. Errors: io, permission, too_large, corrupt.
[[nodiscard]] Result<std::vector<Form>> read_form_file(FileOps& ops, const std::string& path, const Key& key);

}  // namespace hallpass
