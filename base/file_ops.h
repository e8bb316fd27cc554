// The seam between durable writing and the kernel: everything that can fail on the way of bytes to disk.
// Code that must survive a full disk takes a FileOps; tests hand it one whose n-th call fails.
//
// Every error carries what was attempted, the path and the kernel's reason:
// "sync items/7f3a: No space left on device". ENOENT is not_found, EACCES and EPERM are permission,
// everything else is io.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"

namespace hallpass {

// A file being written. The destructor closes it. One user at a time.
class OutputFile {
 public:
  virtual ~OutputFile() = default;

  // Writes all of `bytes` or fails; after a failure any part of them may have been written.
  [[nodiscard]] virtual Result<void> append(std::string_view bytes) = 0;

  // Durable when it returns. A failed sync is final: the kernel may have dropped the pages, so a file
  // that failed to sync is thrown away and never synced again.
  [[nodiscard]] virtual Result<void> sync() = 0;
};

// Stateless; safe from any number of threads.
class FileOps {
 public:
  virtual ~FileOps() = default;

  // A new file, mode 0600, that did not exist; locked (flock) until the OutputFile goes.
  [[nodiscard]] virtual Result<std::unique_ptr<OutputFile>> create(const std::string& path) = 0;
  [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  // Makes renames and removals in the directory durable.
  [[nodiscard]] virtual Result<void> sync_directory(const std::string& path) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
  // Mode 0700. One that is there already is fine.
  [[nodiscard]] virtual Result<void> make_directory(const std::string& path) = 0;

  // The whole file. Errors: also too_large, past `bytes_max`.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::size_t bytes_max) = 0;
  [[nodiscard]] virtual Result<bool> exists(const std::string& path) = 0;
  // Is somebody still writing it, that is, holding the lock of create()?
  [[nodiscard]] virtual Result<bool> in_use(const std::string& path) = 0;
  // Names in a directory, sorted, without "." and "..".
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& path) = 0;
  // What an unprivileged writer may still fill on the file system of `path`.
  [[nodiscard]] virtual Result<std::uint64_t> free_bytes(const std::string& path) = 0;
};

[[nodiscard]] FileOps& real_file_ops();

// Replaces `path` as a whole: written beside it, synced, renamed, directory synced. After a crash the
// file is the old or the new one. On failure the old one stands and nothing is left behind.
[[nodiscard]] Result<void> replace_file(FileOps& ops, const std::string& path, std::string_view bytes);

}  // namespace hallpass
