// CompoundFile: the OLE2 container of legacy Office files, Outlook messages and embedded objects
// (MS-CFB). Lists its streams with their paths and reads them; every chain is bounded by the file itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

class CompoundFile {
 public:
  struct Stream {
    std::string folder;  // "ObjectPool/_1234/" or empty
    std::string name;    // "WordDocument"; UTF-8
    std::uint32_t sector;
    std::uint64_t size;
  };

  // `bytes` outlive it. Nothing where they are no compound file at all.
  static std::optional<CompoundFile> open(std::string_view bytes);

  // In the order of the directory tree: a folder's own streams before those of folders in it.
  const std::vector<Stream>& streams() const { return streams_; }
  const Stream* find(std::string_view folder, std::string_view name) const;
  // At most `bytes_max`; shorter where the file is damaged.
  std::string read(const Stream& stream, std::size_t bytes_max) const;
  bool damaged() const { return damaged_; }

 private:
  explicit CompoundFile(std::string_view bytes) : bytes_(bytes) {}
  void read_tables();
  void read_directory(std::uint32_t first);
  std::string chain(std::uint32_t sector, std::size_t bytes_max) const;
  std::string mini_chain(std::uint32_t sector, std::size_t bytes_max) const;
  std::string_view sector_bytes(std::uint32_t sector) const;

  std::string_view bytes_;
  std::size_t sector_size_ = 512;
  std::vector<std::uint32_t> next_;       // of each sector
  std::vector<std::uint32_t> mini_next_;
  std::string mini_;                      // the small streams' bytes
  std::vector<Stream> streams_;
  bool damaged_ = false;
};

[[nodiscard]] inline bool is_compound_file(std::string_view bytes) { return bytes.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"); }

}  // namespace hallpass
