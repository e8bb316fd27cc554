// A folder is read file by file, names compared without case; what is no part of an export is left alone.
#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file_ops.h"
#include "roster/read_export.h"
#include "roster/read_zip.h"

namespace hallpass {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> kExportFiles{
    "academicsessions.csv", "classes.csv",       "demographics.csv", "enrollments.csv", "manifest.csv",
    "orgs.csv",             "relationships.csv", "roles.csv",        "userflags.csv",   "users.csv"};

Result<SourceFiles> load_folder(const std::string& path) {
  auto names = real_file_ops().list(path);
  if (!names) return tl::unexpected(names.error());
  SourceFiles files;
  for (const std::string& name : *names) {
    const std::string key = export_file_name(name);
    if (key.empty()) continue;
    auto bytes = real_file_ops().read(path + "/" + name, kExportFileBytesMax);
    if (!bytes) return tl::unexpected(bytes.error());
    files[key] = std::move(*bytes);
  }
  return files;
}

}  // namespace

std::string export_file_name(std::string_view path) {
  std::string name(path.substr(path.find_last_of("/\\") + 1));
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::find(kExportFiles, name) != kExportFiles.end() ? name : std::string{};
}

Result<SourceFiles> load_source(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return fail(ErrorCode::not_found, "roster: " + path + ": no such folder or zip");
  auto files = fs::is_directory(status) ? load_folder(path) : read_zip(path);
  if (!files) return files;
  if (!files->contains("users.csv")) {
    return fail(ErrorCode::bad_input, "roster: " + path + ": there is no users.csv; name the folder or zip of a "
                                      "OneRoster or School Data Sync export");
  }
  return files;
}

}  // namespace hallpass
