// The audit chain: one record for each thing that happened to an item, each bound to the one before by a
// keyed digest. Records are only ever appended, in the transaction that makes the change they tell of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "hallpass/result.h"
#include "hallpass/review.h"
#include "quarantine/database.h"

namespace hallpass::quarantine {

struct AuditEvent {
  std::string_view actor;
  std::string_view action;  // one word: stored held releasing released rejected deleted revealed noted ...
  std::string_view item;
  std::string_view detail;  // words of ours or the actor's reason; never mail
};

// Appends inside the caller's transaction.
[[nodiscard]] Result<void> append_audit(const Database& db, const Key& chain_key, std::int64_t at_seconds,
                                        const AuditEvent& event);

// Walks the whole chain. `broken_at`: the first record that does not fit, 0 where all do.
[[nodiscard]] Result<AuditCheck> check_audit(const Database& db, const Key& chain_key);

// Records of `item` (empty: all), oldest first, at most the newest `limit`.
[[nodiscard]] Result<std::vector<AuditRecord>> read_audit(const Database& db, std::string_view item, std::size_t limit);

}  // namespace hallpass::quarantine
