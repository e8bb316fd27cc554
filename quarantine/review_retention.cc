// Keeping and destroying: legal hold and expiry. The decision is durable before the file goes; a file that
// outlives it goes at the next recover().
#include "base/clock.h"
#include "base/crash_point.h"
#include "quarantine/disk_store.h"

namespace hallpass::quarantine {
namespace {

constexpr std::int64_t kQuietSecondsMax = 31 * 86'400;
constexpr std::int64_t kSlackSeconds = 3'600;  // a clock that is set right now and then

}  // namespace

Result<void> DiskStore::set_legal_hold(const ItemId& id, bool on, std::string_view actor, std::string_view reason) {
  return in_transaction([&](const Database& db) -> Result<void> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    if (row->legal_hold == on) return {};
    if (on && row->destroyed_seconds != 0) {
      return fail(ErrorCode::usage, "quarantine: item " + id + " was destroyed already; there is nothing left to hold");
    }
    if (auto done = set_hold(db, id, on); !done) return done;
    return append(db, actor, on ? "legal-hold" : "legal-hold-lifted", id, reason);
  });
}

// The newest record is the latest time this store knows for certain.
Result<void> DiskStore::clock_is_plausible(const Expiry& expiry) const {
  if (expiry.clock_is_right) return {};
  auto newest = with_index([](const Database& db) { return read_audit(db, {}, 1); });
  if (!newest) return tl::unexpected(newest.error());
  if (newest->empty()) return {};
  const std::int64_t since = expiry.now_seconds - newest->front().at_seconds;
  if (since >= -kSlackSeconds && since <= kQuietSecondsMax) return {};
  const std::string how = since < 0 ? "stands before" : "is more than a month past";
  return fail(ErrorCode::usage, "quarantine: the clock " + how + " the newest audit record; nothing was destroyed: check the date, "
                                "then say --clock-is-right");
}

Result<std::vector<ItemSummary>> DiskStore::expire(const Expiry& expiry) {
  if (auto plausible = clock_is_plausible(expiry); !plausible) return tl::unexpected(plausible.error());
  auto rows = with_index([&](const Database& db) { return expired_rows(db, expiry); });
  if (!rows) return tl::unexpected(rows.error());
  std::vector<ItemSummary> destroyed;
  for (const Row& row : *rows) {
    if (!expiry.dry_run) {
      if (auto done = expire_row(row, expiry); !done) return tl::unexpected(done.error());
    }
    auto summary = with_index([&](const Database& db) { return summary_of(db, row); });
    if (!summary) return tl::unexpected(summary.error());
    destroyed.push_back(std::move(*summary));
  }
  return destroyed;
}

// Looked at again inside the transaction: a reviewer may have decided, or put it under hold, meanwhile.
Result<void> DiskStore::expire_row(const Row& before, const Expiry& expiry) {
  const ItemId& id = before.facts.id;
  auto decided = in_transaction([&](const Database& db) -> Result<bool> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    if (row->legal_hold || row->state != before.state || row->destroyed_seconds != 0) return false;
    if (row->state < ItemState::releasing) {
      auto done = change_state(db, id, {row->state}, ItemState::deleted, expiry.now_seconds);
      if (!done) return tl::unexpected(done.error());
    }
    auto done = mark_destroyed(db, id, expiry.now_seconds).and_then([&] {
      return append(db, expiry.actor, "expired", id, "retention; it was " + std::string(to_string(row->state)));
    });
    if (!done) return tl::unexpected(done.error());
    return true;
  });
  if (!decided) return tl::unexpected(decided.error());
  crash_point("expire.decided");
  return *decided ? destroy_file(id) : Result<void>{};
}

}  // namespace hallpass::quarantine
