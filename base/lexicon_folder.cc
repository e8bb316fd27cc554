#include "base/lexicon_folder.h"

#include <algorithm>
#include <filesystem>

namespace hallpass {

Result<void> read_lexicons(const std::string& folder, const std::function<Result<void>(TomlFile&)>& read) {
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
  }
  if (error) return fail(ErrorCode::not_found, "lexicons: " + folder + ": " + error.message());
  std::ranges::sort(paths);
  std::string problems;
  for (const std::string& path : paths) {
    auto file = TomlFile::load(path);
    const Result<void> good = file ? read(*file) : Result<void>(tl::unexpected(file.error()));
    if (!good) problems += (problems.empty() ? "" : "\n") + good.error().context;
  }
  if (!problems.empty()) return fail(ErrorCode::bad_config, problems);
  return {};
}

}  // namespace hallpass
