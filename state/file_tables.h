// The tables of the state file: a Record written, a sender's memory read, what is old or too much forgotten.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "state/connection.h"
#include "state/record.h"
#include "state/sender_memory.h"

namespace hallpass {

// What to read of a sender.
struct MemoryAsked {
  std::int64_t sender = 0;
  std::vector<std::int64_t> domains = {};  // of other relays; the file's own are in memory
  bool pairs = false;
  std::int64_t now_seconds = 0;
};

// Empty where it cannot be read in time.
[[nodiscard]] SenderMemory read_memory(Connection& from, const MemoryAsked& asked);

// Writes and forgets. One user at a time.
class FileTables {
 public:
  // `district`: the sender under whom domains stand. `size_max`: bytes of the file; what senders may have
  // follows from it.
  FileTables(std::unique_ptr<Connection> writing, std::int64_t district, std::size_t size_max);

  // All of the record or nothing, up to commit(); with `for_others` it waits in the outbox too.
  [[nodiscard]] Result<void> begin(const Record& record, bool for_others);
  [[nodiscard]] Result<void> commit();
  // Folds the log in now and then; between records.
  void tidy();

  Connection& connection() { return *writing_; }

 private:
  Result<void> write(const Record& record);
  Result<void> write_volume(const Record& record);
  Result<void> write_copy(const Record& record);
  Result<void> add(const char* sql, std::int64_t sender, std::int64_t other, std::int64_t at_seconds);
  Result<void> trim(std::int64_t sender, std::int64_t now_seconds);
  Result<void> sweep(std::int64_t now_seconds);
  void share_out();

  std::unique_ptr<Connection> writing_;
  std::int64_t district_;
  std::int64_t rows_max_;
  std::int64_t rows_each_ = 0;  // habits of one sender; as many pairs
  std::uint64_t recorded_ = 0;
};

}  // namespace hallpass
