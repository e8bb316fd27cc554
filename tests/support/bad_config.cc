#include "tests/support/bad_config.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

std::vector<std::filesystem::path> files_of(const std::string& directory, const std::string& kind) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const auto& path = entry.path();
    if (path.extension() == ".toml" && path.filename().string().starts_with(kind + "-")) files.push_back(path);
  }
  std::ranges::sort(files);
  return files;
}

// Without the path that begins every line: checkouts differ.
std::string without_path(std::string text, const std::string& path) {
  for (auto at = text.find(path + ":"); at != std::string::npos; at = text.find(path + ":")) text.erase(at, path.size() + 1);
  return text;
}

}  // namespace

void check_bad_configs(const std::string& directory, const std::string& kind,
                       const std::function<Error(const std::string& path)>& load) {
  const auto files = files_of(directory, kind);
  CHECK(!files.empty());
  for (std::filesystem::path path : files) {
    CAPTURE(path.filename().string());
    const Error error = load(path.string());
    CHECK(error.code == ErrorCode::bad_config);
    const std::string said = without_path(error.context, path.string()) + "\n";
    CHECK(said == read_file(path.replace_extension(".expect").string()));
  }
}

}  // namespace hallpass::test
