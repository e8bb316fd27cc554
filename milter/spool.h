// Spool: the exact bytes of one message while it is on its way through us. Small ones stay in memory,
// larger ones go to a file without a name, which no crash leaves behind.
//
// libmilter hands out header fields and body chunks; the spool puts them together as they were on the
// wire: CRLF line ends, the white space after the colon as it came, one blank line before the body.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/reader.h"
#include "hallpass/result.h"
#include "hallpass/settings.h"

namespace hallpass {

// A message past this is refused for good: "552 5.3.4". The MTA's own bound is far below.
inline constexpr std::size_t kSpoolBytesMax = std::size_t{1} << 30;

class Spool {
 public:
  // `directory` takes messages larger than `memory_bytes`.
  Spool(std::string directory, std::size_t memory_bytes);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Errors: io (the file cannot be made or written), too_large. After an error the spool stays broken:
  // later calls return the same error.
  [[nodiscard]] Result<void> add_header(std::string_view name, std::string_view value, bool leading_space);
  [[nodiscard]] Result<void> add_body(std::string_view bytes);

  // No more comes. The view and its descriptor (read-only, -1 for messages in memory) live as long as
  // the spool. A message without a body ends in its header's blank line. Errors: io.
  [[nodiscard]] Result<MessageSource> finish();

  [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }

 private:
  [[nodiscard]] Result<void> append(std::string_view bytes);
  [[nodiscard]] Result<void> move_to_file();
  [[nodiscard]] Result<void> write_out(std::string_view bytes);
  [[nodiscard]] Result<void> broken(std::string context);

  std::string directory_;
  std::size_t memory_bytes_;
  std::string memory_;          // the message, or what is not yet written to the file
  int file_ = -1;
  int read_only_ = -1;
  void* mapped_ = nullptr;
  std::size_t size_bytes_ = 0;
  bool in_body_ = false;
  bool is_broken_ = false;
  Error error_{ErrorCode::io, {}};
};

// milter.spool_dir, or where it is empty the machine's place for large temporary files.
[[nodiscard]] std::string spool_directory(const Settings& settings);

// Can messages be spooled in `directory`? Tries it. Errors: io, with the reason and what to do.
[[nodiscard]] Result<void> check_spool_directory(const std::string& directory);

}  // namespace hallpass
