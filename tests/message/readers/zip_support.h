// Makes small zip files for tests of the formats that are zips. A member called "mimetype" is stored as it is, as
// OpenDocument and EPUB want it.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hallpass::test {

using ZipMembers = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const ZipMembers& members, bool compressed = true) {
  std::string bytes(64u << 10, '\0');
  for (const auto& [name, content] : members) bytes.resize(bytes.size() + name.size() * 2 + content.size() + 1024);
  std::size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_set_bytes_in_last_block(zip, 1);
  archive_write_open_memory(zip, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (compressed && name != "mimetype") archive_write_zip_set_compression_deflate(zip);
    else archive_write_zip_set_compression_store(zip);
    archive_write_header(zip, entry);
    archive_write_data(zip, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  bytes.resize(used);
  return bytes;
}

}  // namespace hallpass::test
