#include "tests/support/paths.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace hallpass::test {
namespace fs = std::filesystem;

TempDir::TempDir() {
  std::string pattern = (fs::temp_directory_path() / "hallpass-test-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("mkdtemp: " + pattern);
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempDir::write(const std::string& name, const std::string& bytes) const {
  const fs::path target = fs::path(path_) / name;
  fs::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << bytes;
  return target.string();
}

std::string shared_path(const std::string& below) {
  const char* named = std::getenv("HALLPASS_SHARED");
  const fs::path root = named ? fs::path(named) : fs::path(HALLPASS_SOURCE_DIR).parent_path() / "shared";
  const fs::path path = root / below;
  if (fs::exists(path)) return path.string();
  static std::set<std::string> told;
  if (told.insert(below).second) {
    std::fprintf(stderr, "skipped: shared/%s is not beside the checkout (set HALLPASS_SHARED)\n", below.c_str());
  }
  return {};
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace hallpass::test
