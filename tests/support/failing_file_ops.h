// A FileOps whose n-th call fails, as a full or dying disk would: once, or from then on.
#pragma once

#include <atomic>
#include <mutex>

#include "base/file_ops.h"

namespace hallpass::test {

struct Fault {
  std::size_t at = 0;        // the call that fails, counted from 1; 0: none
  bool for_ever = false;     // and every one after it
  int error = 28;            // ENOSPC; EIO is 5
  bool short_write = false;  // half of the bytes of a failing append reach the file
};

// Counts every call that can fail, appends and syncs of its files too. Thread-safe.
class FailingFileOps final : public FileOps {
 public:
  void set(Fault fault);              // and counts from 0 again
  std::size_t calls() const { return calls_; }
  // The calls since set(), in order: "create tmp", "sync", "rename items"; a path is named by its folder.
  std::vector<std::string> log() const;
  // Bytes free_bytes() answers; by default the real number.
  std::atomic<std::int64_t> pretended_free_bytes{-1};

  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> sync_directory(const std::string& path) override;
  Result<void> remove(const std::string& path) override;
  Result<void> make_directory(const std::string& path) override;
  Result<std::string> read(const std::string& path, std::size_t bytes_max) override;
  Result<bool> exists(const std::string& path) override;
  Result<bool> in_use(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& path) override;
  Result<std::uint64_t> free_bytes(const std::string& path) override;

  bool next_fails(std::string_view call, const std::string& path = {});
  const Fault& fault() const { return fault_; }
  tl::unexpected<Error> failure(const std::string& path) const;

 private:
  Fault fault_;
  std::atomic<std::size_t> calls_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> log_;
};

}  // namespace hallpass::test
