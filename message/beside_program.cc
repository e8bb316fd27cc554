#include "message/beside_program.h"

#include <filesystem>

namespace hallpass {

std::string beside_program(const char* file) {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& folder : {here, here.parent_path(), here.parent_path() / "libexec/hallpass"}) {
    const auto path = folder / file;
    if (std::filesystem::exists(path, error)) return path.string();
  }
  return {};
}

}  // namespace hallpass
