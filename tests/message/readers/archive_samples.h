// Archives made for tests, by libarchive's writer.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::test {

struct SampleFile {
  std::string name;
  std::string bytes;
};

// `format` and `filter` as libarchive names them ("zip", "7zip", "ustar", "raw"; "gzip", "" for none).
inline std::string archive_of(const std::vector<SampleFile>& files, const char* format, const char* filter = "",
                              const char* password = nullptr, const char* encryption = "zip:encryption=aes256") {
  std::size_t room = 1u << 20;
  for (const SampleFile& file : files) room += file.bytes.size() + 4096;
  std::string out(std::min<std::size_t>(room, 64u << 20), '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_by_name(writer, format);
  if (*filter) archive_write_add_filter_by_name(writer, filter);
  archive_write_set_bytes_per_block(writer, 0);
  if (password) {
    archive_write_set_options(writer, encryption);
    archive_write_set_passphrase(writer, password);
  }
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const SampleFile& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, file.bytes.data(), file.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

inline std::string zip_of(const std::vector<SampleFile>& files) { return archive_of(files, "zip"); }

}  // namespace hallpass::test
