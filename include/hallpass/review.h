// Review: what people need of the quarantine beyond Store: the audit chain, notes, legal hold, figures,
// checks, retention, backup. For the command line; the daemon needs none of it.
//
// Every call that changes something records actor and reason in the audit chain, in the same transaction.
// Safe from any number of threads, beside a running daemon.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/store.h"

namespace hallpass {

struct AuditRecord {
  std::int64_t number = 0;        // 1, 2, 3, ...
  std::int64_t at_seconds = 0;
  std::string actor;
  std::string action;             // one word
  std::string item;
  std::string detail;
};

struct AuditCheck {
  std::int64_t records = 0;
  std::int64_t broken_at = 0;     // first record that does not fit; 0: the chain is whole
  std::string head;               // hex digest of the last record: note it elsewhere to notice a cut end
};

class Review {
 public:
  virtual ~Review() = default;

  // Records something that changed nothing: a reveal, a note. `action` is one word.
  [[nodiscard]] virtual Result<void> record(const ItemId& id, std::string_view actor, std::string_view action,
                                            std::string_view detail) = 0;
  // Records of one item, or of all where `id` is empty; oldest first, the newest `limit` of them.
  [[nodiscard]] virtual Result<std::vector<AuditRecord>> audit(const ItemId& id, std::size_t limit) const = 0;
  [[nodiscard]] virtual Result<AuditCheck> check_audit() const = 0;
};

// Errors: those of open_store.
[[nodiscard]] Result<std::unique_ptr<Review>> open_review(const QuarantineSettings& settings,
                                                          const ReleaseSettings& release);

}  // namespace hallpass
