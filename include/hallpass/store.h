// Store: the quarantine. Held messages survive crashes, full disks and restarts; each (message,
// recipients) is held once however often the MTA comes back with it (RFC 1047).
//
// One file an item, sealed to the reviewers' key (FORMAT.md): the daemon can write what it cannot read.
// An SQLite index (WAL, synchronous=FULL) knows the items' states. Daemon and CLI work on one store at
// the same time. All methods are safe from any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/settings.h"

namespace hallpass {

// pending: stored, the MTA was not yet answered. held: a person must decide. releasing: a release was
// begun and its outcome is not known. The last three are final.
enum class ItemState : std::uint8_t { pending, held, releasing, released, rejected, deleted };
[[nodiscard]] std::string_view to_string(ItemState state);

using ItemId = std::string;  // 12 lower-case letters and digits, unguessable

// What is to be held. `bytes` are the exact message; `recipients` those it is held for.
struct HeldMessage {
  const Envelope& envelope;
  std::vector<std::string> recipients;
  std::string_view bytes;
  const Report& report;
  std::int64_t now_seconds = 0;
  // report_json(report, envelope, queue id) (report_json.h), sealed with the item for the reviewers; whoever
  // holds a message fills it, for the quarantine does not know scan/. Empty: a reviewer sees no findings.
  std::string report_json = {};
};

// One line of the list. No subject, no names, no values: those are inside the sealed file.
struct ItemSummary {
  ItemId id;
  ItemState state = ItemState::pending;
  std::int64_t held_seconds = 0;       // when it was first stored
  std::int64_t changed_seconds = 0;
  std::string sender;
  std::vector<std::string> recipients;          // held for
  std::vector<std::string> released_to;         // of them
  std::vector<std::string> rules;
  std::vector<std::string> clauses;
  std::vector<std::string> categories;
  std::string reason;                  // Verdict::reason
  std::uint32_t students = 0;
  std::uint64_t size_bytes = 0;
  std::uint32_t times_seen = 1;        // how often the MTA brought it
  std::string engine;
  std::string queue_id;
  bool legal_hold = false;             // may not be deleted
  std::int64_t destroyed_seconds = 0;  // when its message was destroyed; 0: it is there
};

// The whole item, unsealed. Only a holder of the reviewers' key can make one.
struct Item {
  ItemSummary summary;
  Envelope envelope;
  std::string bytes;
  std::string report_json;   // schema of design.md, evidence in words
};

struct ItemFilter {
  std::optional<ItemState> state;
  std::string sender;        // whole address; empty: any
  std::string recipient;
  std::int64_t since_seconds = 0;
  std::size_t limit = 10'000;
};

class Store {
 public:
  virtual ~Store() = default;

  // Stores the message as `pending` and returns its id once it is durable: file, directory and row.
  // The same key (sender, held recipients, bytes) again: the same id, times_seen + 1, nothing new, and
  // the state as it was. Errors: io (disk full, permissions): nothing is left behind, the caller answers
  // with a temporary failure; temporary (index locked too long).
  [[nodiscard]] virtual Result<ItemId> put(const HeldMessage& message) = 0;

  // The MTA has our answer: pending -> held. Idempotent; other states stay.
  [[nodiscard]] virtual Result<void> confirm(const ItemId& id) = 0;

  [[nodiscard]] virtual Result<std::vector<ItemSummary>> list(const ItemFilter& filter) const = 0;
  [[nodiscard]] virtual Result<ItemSummary> summary(const ItemId& id) const = 0;

  // Unseals the item; needs store.secret. Errors: not_found, permission, corrupt.
  [[nodiscard]] virtual Result<Item> open(const ItemId& id) const = 0;

  // pending|held -> rejected or deleted. Deleting destroys the file. `actor` and `reason` are recorded.
  [[nodiscard]] virtual Result<void> reject(const ItemId& id, std::string_view actor, std::string_view reason) = 0;
  [[nodiscard]] virtual Result<void> remove(const ItemId& id, std::string_view actor, std::string_view reason) = 0;

  // Release in two durable steps. begin_release: -> releasing, and returns the header value of a
  // single-use pass for exactly `recipients` (a non-empty subset of those not yet released to).
  // finish_release: with the MTA's answer -> released when all recipients are done, else held again.
  [[nodiscard]] virtual Result<std::string> begin_release(const ItemId& id, const std::vector<std::string>& recipients,
                                                          std::string_view actor, std::string_view reason,
                                                          std::int64_t now_seconds) = 0;
  [[nodiscard]] virtual Result<void> finish_release(const ItemId& id, const std::vector<std::string>& recipients,
                                                    bool accepted, std::string_view mta_answer) = 0;

  // Daemon side: is `pass_header` a pass of this store, unexpired, unused, for these bytes (the message
  // without the pass header itself), this sender and exactly these recipients? An accepted pass is used
  // up durably. false: treat the message as any other. Errors: io, temporary: answer with a temporary failure.
  [[nodiscard]] virtual Result<bool> redeem_pass(std::string_view pass_header, const Envelope& envelope,
                                                 std::string_view bytes, std::int64_t now_seconds) = 0;

  // After a crash: files without a row are adopted, rows without a file are reported. Lines for the log.
  [[nodiscard]] virtual Result<std::vector<std::string>> recover() = 0;
};

// Opens the store, making directory and index where they are missing. `keys_wanted`: the daemon needs
// store.public and pass.key; reviewers store.secret too.
// Errors: not_found (keys: says which command makes them), permission, io, corrupt.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const QuarantineSettings& settings,
                                                        const ReleaseSettings& release);

// Makes store.public, store.secret (0600) and pass.key (0600) in key_dir. Errors: io; usage if present.
[[nodiscard]] Result<void> make_store_keys(const std::string& key_dir);

// Name of the header that carries a pass; every header of ours begins with kHeaderPrefix.
inline constexpr std::string_view kHeaderPrefix = "X-Hallpass-";
inline constexpr std::string_view kPassHeader = "X-Hallpass-Pass";

}  // namespace hallpass
