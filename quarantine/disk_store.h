// DiskStore: the Store on a directory, and the Review beside it.
//
//   DIR/tmp/ID      being written; locked by its writer
//   DIR/items/ID    whole items (FORMAT.md)
//   DIR/index.db    states, recipients, passes, audit chain
//
// The order of put() is the promise of the store: file synced, renamed, directory synced, row committed.
// Whatever dies on the way leaves a file that recover() adopts or removes, never a row without a file.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/file_ops.h"
#include "hallpass/review.h"
#include "hallpass/store.h"
#include "quarantine/audit.h"
#include "quarantine/database.h"
#include "quarantine/index.h"
#include "quarantine/keys.h"

namespace hallpass::quarantine {

// How long after its end an item still answers for its message: longer than an MTA keeps trying.
inline constexpr std::int64_t kRetryHorizonSeconds = 6 * 86'400;

class DiskStore final : public Store, public Review {
 public:
  // `ops` outlives the store.
  [[nodiscard]] static Result<std::unique_ptr<DiskStore>> open_at(const QuarantineSettings& settings,
                                                                  const ReleaseSettings& release, FileOps& ops);

  Result<ItemId> put(const HeldMessage& message) override;
  Result<void> confirm(const ItemId& id) override;
  Result<std::vector<ItemSummary>> list(const ItemFilter& filter) const override;
  Result<ItemSummary> summary(const ItemId& id) const override;
  Result<Item> open(const ItemId& id) const override;
  Result<void> reject(const ItemId& id, std::string_view actor, std::string_view reason) override;
  Result<void> remove(const ItemId& id, std::string_view actor, std::string_view reason) override;
  Result<std::string> begin_release(const ItemId& id, const std::vector<std::string>& recipients,
                                    std::string_view actor, std::string_view reason, std::int64_t now_seconds) override;
  Result<void> finish_release(const ItemId& id, const std::vector<std::string>& recipients, bool accepted,
                              std::string_view mta_answer) override;
  Result<bool> redeem_pass(std::string_view pass_header, const Envelope& envelope, std::string_view bytes,
                           std::int64_t now_seconds) override;
  Result<std::vector<std::string>> recover() override;

  Result<void> record(const ItemId& id, std::string_view actor, std::string_view action,
                      std::string_view detail) override;
  Result<std::vector<AuditRecord>> audit(const ItemId& id, std::size_t limit) const override;
  Result<AuditCheck> check_audit() const override;
  Result<void> set_legal_hold(const ItemId& id, bool on, std::string_view actor, std::string_view reason) override;
  Result<StoreFigures> figures() const override;
  Result<StoreCheck> check_store(const Advance& advance) const override;
  Result<std::vector<ItemSummary>> expire(const Expiry& expiry) override;
  Result<std::size_t> backup(const std::string& directory, const Advance& advance) const override;

 private:
  DiskStore(const QuarantineSettings& settings, const ReleaseSettings& release, FileOps& ops, DaemonKeys keys);

  std::string tmp_path(const ItemId& id) const { return settings_.dir + "/tmp/" + id; }
  std::string item_path(const ItemId& id) const { return settings_.dir + "/items/" + id; }

  // One user of the connection at a time; the second form inside a transaction.
  template <typename Body>
  auto with_index(Body&& body) const {
    const std::lock_guard lock(mutex_);
    return body(*db_);
  }
  template <typename Body>
  auto in_transaction(Body&& body) const {
    const std::lock_guard lock(mutex_);
    return db_->transaction([&] { return body(*db_); });
  }
  Result<Row> existing(const Database& db, const ItemId& id) const;  // not_found
  Result<void> append(const Database& db, std::string_view actor, std::string_view action, std::string_view item,
                      std::string_view detail) const;

  // put()
  ItemFacts facts_of(const HeldMessage& message) const;
  Result<std::optional<ItemId>> already_held(const ItemFacts& facts, const HeldMessage& message);
  Result<void> enough_room(std::size_t bytes);
  Result<std::unique_ptr<OutputFile>> write_file(const ItemFacts& facts, const HeldMessage& message);
  Result<ItemId> insert_row(const ItemFacts& facts);
  void discard_file(const ItemId& id);

  Result<void> destroy_file(const ItemId& id);

  // Review
  Result<void> clock_is_plausible(const Expiry& expiry) const;
  Result<void> expire_row(const Row& row, const Expiry& expiry);
  void check_item(const Row& row, const std::optional<Key>& secret, StoreCheck& check) const;

  // recover()
  using Lines = std::vector<std::string>;
  Result<void> clear_tmp(Lines& lines);
  Result<void> match_files(Lines& lines);
  Result<void> adopt(const ItemId& id, Lines& lines);
  Result<void> settle_releases(Lines& lines);

  QuarantineSettings settings_;
  ReleaseSettings release_;
  FileOps& ops_;
  DaemonKeys keys_;
  Key chain_key_, item_key_, content_key_, pass_key_;
  mutable std::mutex mutex_;
  std::unique_ptr<Database> db_;
};

}  // namespace hallpass::quarantine
