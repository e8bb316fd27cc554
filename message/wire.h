// The wire between the confined worker and the daemon: flat records in memory both map.
//
// The worker appends records and then moves `committed` past them, so that everything finished survives
// its crash. The daemon believes nothing: decode() copies each record's head once, checks every length,
// offset, enumerator and character against what it holds, and stops at the first lie.
//
//   AreaHead | record | record | ...      record: RecordHead, then its payload, padded to 8 bytes
//
// Strings are a 32-bit length and bytes. Both sides are the same build: native byte order.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "hallpass/limits.h"
#include "hallpass/message.h"
#include "message/output.h"

namespace hallpass {

inline constexpr std::uint32_t kNoPart = 0xffffffff;

struct AreaHead {
  std::atomic<std::uint64_t> committed;  // bytes of whole records behind the head
  std::atomic<std::uint32_t> working_on; // part being read, kNoPart while parsing
  std::atomic<std::uint32_t> beats;      // grows with each part begun: the daemon's sign of life
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && sizeof(AreaHead) == 16);

enum class RecordType : std::uint32_t { part = 1, part_result, unit, note, mailbox, message_id, date, password };

struct RecordHead {
  std::uint32_t bytes;  // of the payload
  RecordType type;
};

// Bytes of an area that holds everything `limits` allow.
[[nodiscard]] std::size_t area_bytes_for(const Limits& limits);

// The worker's side.
class WireOutput : public Output {
 public:
  WireOutput(char* area, std::size_t bytes);
  bool part(const Part& part) override;
  bool part_result(std::uint32_t part, std::string_view detected_type, bool text_read) override;
  bool unit(UnitKind kind, std::uint32_t part, std::string_view path, std::string_view text,
            std::span<const Cell> cells) override;
  bool note(std::string_view category, std::string_view path, std::string_view detail) override;
  bool mailbox(const Mailbox& mailbox) override;
  bool message_id(std::string_view id) override;
  bool date(std::int64_t seconds) override;
  bool password(std::string_view word) override;
  void working_on(std::uint32_t part) override;

 private:
  bool begin(RecordType type, std::size_t payload, std::size_t spare);
  void put(const void* from, std::size_t bytes);
  void put(std::uint32_t value) { put(&value, sizeof value); }
  void put(std::string_view text);
  bool commit();

  AreaHead* head_;
  char* area_;
  std::size_t size_;
  std::size_t at_ = 0;     // behind the last committed record
  std::size_t write_ = 0;  // inside the record being written
};

// The daemon's side: appends what the area holds to `message`. false: the area lies or is cut off; what
// came before the lie stays. `area` may change while it is read (a hostile worker may still run).
[[nodiscard]] bool decode_area(const char* area, std::size_t bytes, const Limits& limits, Message& message);

}  // namespace hallpass
