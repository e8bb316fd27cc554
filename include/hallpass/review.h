// Review: what people need of the quarantine beyond Store: the audit chain, notes, legal hold, figures,
// checks, retention, backup. For the command line; the daemon needs none of it.
//
// Every call that changes something records actor and reason in the audit chain, in the same transaction.
// Safe from any number of threads, beside a running daemon.
#pragma once

#include <cstdint>
#include <functional>
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

// The store in numbers, for a screen or a metric.
struct StoreFigures {
  std::map<std::string, std::uint64_t> by_state, by_rule, by_category;  // items
  std::uint64_t items = 0;
  std::uint64_t bytes = 0;                  // of the messages that are there
  std::uint64_t legal_holds = 0;
  std::int64_t oldest_waiting_seconds = 0;  // when the oldest pending or held item came; 0: none waits
  std::int64_t decision_median_seconds = 0; // from held to decided, over all decided items
  std::uint64_t free_bytes = 0;             // on the store's file system
};

struct StoreCheck {
  std::size_t items = 0;                // files looked at
  bool unsealed = false;                // with store.secret; without it checksums alone were checked
  std::vector<std::string> problems;    // a line each
  AuditCheck audit;
};

// What retention is to destroy: messages decided on (released, rejected) before `decided_before_seconds`,
// and undecided ones held before `held_before_seconds`; 0: none of that kind. Never one under legal hold.
struct Expiry {
  std::int64_t decided_before_seconds = 0;
  std::int64_t held_before_seconds = 0;
  std::size_t limit = 1'000;
  bool dry_run = true;
  bool clock_is_right = false;          // go on although the clock jumped
  std::string actor;
  std::int64_t now_seconds = 0;
};

using Advance = std::function<void(std::size_t done, std::size_t total)>;

class Review {
 public:
  virtual ~Review() = default;

  // Records something that changed nothing: a reveal, a note. `action` is one word.
  [[nodiscard]] virtual Result<void> record(const ItemId& id, std::string_view actor, std::string_view action,
                                            std::string_view detail) = 0;
  // Records of one item, or of all where `id` is empty; oldest first, the newest `limit` of them.
  [[nodiscard]] virtual Result<std::vector<AuditRecord>> audit(const ItemId& id, std::size_t limit) const = 0;
  [[nodiscard]] virtual Result<AuditCheck> check_audit() const = 0;

  // An item under legal hold is not deleted and does not expire. Setting what is set is fine.
  [[nodiscard]] virtual Result<void> set_legal_hold(const ItemId& id, bool on, std::string_view actor,
                                                    std::string_view reason) = 0;

  [[nodiscard]] virtual Result<StoreFigures> figures() const = 0;

  // Reads every file and every row. Finds: damage, tampering, rows without files and files without rows, a
  // broken audit chain. Changes nothing.
  [[nodiscard]] virtual Result<StoreCheck> check_store(const Advance& advance) const = 0;

  // Destroys at most `limit` messages, oldest first, and returns what was (dry_run: would be) destroyed. The
  // rows stay, the sealed files go. Errors: usage where the clock stands before the newest audit record, or
  // a month after it, and clock_is_right is not set: a wrong clock must not empty a store.
  [[nodiscard]] virtual Result<std::vector<ItemSummary>> expire(const Expiry& expiry) = 0;

  // Copies the index as of now and every item file that `directory` does not have yet, and syncs all. Files
  // stay sealed; no key is copied. What the copy holds is checked. Returns how many files it holds.
  [[nodiscard]] virtual Result<std::size_t> backup(const std::string& directory, const Advance& advance) const = 0;
};

// Puts a backup where settings.dir has no items yet. Errors: usage (it has some), not_found, io.
// What was decided after the backup is undecided again: look before releasing.
[[nodiscard]] Result<std::size_t> restore_store(const QuarantineSettings& settings, const std::string& directory,
                                                const Advance& advance);

// Errors: those of open_store.
[[nodiscard]] Result<std::unique_ptr<Review>> open_review(const QuarantineSettings& settings,
                                                          const ReleaseSettings& release);

}  // namespace hallpass
