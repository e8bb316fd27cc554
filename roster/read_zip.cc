// Members are read one after the other through libarchive; what is no part of an export is skipped unread.
#include "roster/read_zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <memory>

namespace hallpass {
namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchiveReader = std::unique_ptr<archive, FreeArchive>;

constexpr std::size_t kReadBytes = 64u << 10;

tl::unexpected<Error> damaged(const std::string& path, const char* what) {
  return fail(ErrorCode::bad_input, "roster: " + path + ": " + what);
}

Result<std::string> read_member(archive* reader, const std::string& path) {
  std::string bytes;
  std::string buffer(kReadBytes, '\0');
  for (;;) {
    const la_ssize_t got = archive_read_data(reader, buffer.data(), buffer.size());
    if (got < 0) return damaged(path, "is a damaged or encrypted zip");
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(got) > kExportFileBytesMax) {
      return fail(ErrorCode::too_large, "roster: " + path + ": a file in it is larger than 1 GiB");
    }
    bytes.append(buffer, 0, static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<SourceFiles> read_zip(const std::string& path) {
  ArchiveReader reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), kReadBytes) != ARCHIVE_OK) {
    if (archive_errno(reader.get()) == EACCES) return fail(ErrorCode::permission, "roster: " + path + ": may not be read");
    return damaged(path, "is neither a folder nor a zip");
  }
  SourceFiles files;
  for (std::size_t entries = 0;; ++entries) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) return files;
    if (status < ARCHIVE_WARN) return damaged(path, "is neither a folder nor a whole zip");
    if (entries == kExportZipEntriesMax) return fail(ErrorCode::too_large, "roster: " + path + ": more than 1000 files in it");
    const char* const name = archive_entry_pathname(entry);
    const std::string key = name ? export_file_name(name) : std::string{};
    if (key.empty()) continue;
    auto bytes = read_member(reader.get(), path);
    if (!bytes) return tl::unexpected(bytes.error());
    files[key] = std::move(*bytes);
  }
}

}  // namespace hallpass
