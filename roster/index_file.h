// An index file mapped read-only: checked once, then read in place. Lives as long as any span taken of it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "hallpass/result.h"
#include "roster/index_layout.h"

namespace hallpass {

class IndexFile {
 public:
  // Errors: not_found, permission, io; corrupt (cut, damaged, another format: says to rebuild).
  [[nodiscard]] static Result<std::unique_ptr<const IndexFile>> map(const std::string& path);
  ~IndexFile();
  IndexFile(const IndexFile&) = delete;
  IndexFile& operator=(const IndexFile&) = delete;

  const IndexHeader& header() const { return *reinterpret_cast<const IndexHeader*>(bytes_.data()); }
  std::string_view bytes() const { return bytes_; }

  template <typename T>
  std::span<const T> section(Section section) const {
    const SectionPlace& place = header().sections[static_cast<std::size_t>(section)];
    return {reinterpret_cast<const T*>(bytes_.data() + place.offset), place.bytes / sizeof(T)};
  }

 private:
  IndexFile() = default;
  const char* damage() const;
  std::string_view bytes_;
};

}  // namespace hallpass
