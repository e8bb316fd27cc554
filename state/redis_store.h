// RedisStore: what relays ask of the Redis they share, over one link. One user at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "state/file_tables.h"
#include "state/redis_link.h"

namespace hallpass {

class RedisStore {
 public:
  // Connected, with the scripts loaded and the key's mark compared. Errors: those of RedisLink::open();
  // bad_config where the relays there have another key.
  [[nodiscard]] static Result<std::unique_ptr<RedisStore>> open(const StateSettings& settings,
                                                                const std::string& key_mark);

  // What all relays know of the sender; `volume` is claimed under `claim` for kClaimSeconds from then on.
  static constexpr std::int64_t kClaimSeconds = 600;
  [[nodiscard]] Result<SenderMemory> recall(const MemoryAsked& asked, std::uint64_t claim,
                                            const AudienceCounts& volume);

  // The last of this relay's records that is counted there.
  [[nodiscard]] Result<std::int64_t> last_counted(std::int64_t relay);

  // Many records and withdrawn claims at one go.
  void append_count(std::int64_t relay, std::int64_t seq, const Record& record);
  void append_withdrawal(std::int64_t sender, std::uint64_t claim);
  // The reply to the next appended: the last record counted, or anything for a withdrawal.
  [[nodiscard]] Result<std::int64_t> next_number();

 private:
  RedisStore(std::unique_ptr<RedisLink> link, std::string prefix) : link_(std::move(link)), prefix_(std::move(prefix)) {}
  [[nodiscard]] Result<void> prepare(const std::string& key_mark);

  std::unique_ptr<RedisLink> link_;
  std::string prefix_;
  std::string count_script_, recall_script_;  // their digests, by which Redis knows them
};

}  // namespace hallpass
