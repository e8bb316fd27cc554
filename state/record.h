// Record: one message that is done, as it is stored: numbers, keyed digests alone. What the file's tables are
// updated by, and what is handed on to other relays.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "hallpass/state.h"
#include "state/digests.h"

namespace hallpass {

struct Record {
  std::int64_t sender = 0;
  std::uint64_t claim = 0;
  std::int64_t at_seconds = 0;
  AudienceCounts volume;
  CopyMark copy_mark = 0;              // masked
  std::vector<std::int64_t> habits;    // of the sender, one for each recipient and beginning
  std::vector<std::int64_t> domains;   // of the whole district, one for each recipient
  std::vector<std::int64_t> pairs;     // recipients who went together
};

// "^ann" for each address that is long enough, each once.
[[nodiscard]] std::set<std::string> beginnings(const std::vector<std::string>& addresses);

[[nodiscard]] Record make_record(const AddressDigests& digests, const SentMessage& sent);

// For the outbox: little-endian numbers in the order of the struct, lists with their length before them.
[[nodiscard]] std::string packed(const Record& record);
// Errors: corrupt.
[[nodiscard]] Result<Record> unpacked(std::string_view bytes);

}  // namespace hallpass
