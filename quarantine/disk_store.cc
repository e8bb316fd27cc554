// Opening, reading, and the audit records that change nothing.
#include "quarantine/disk_store.h"

#include <algorithm>

#include "base/clock.h"

namespace hallpass::quarantine {

DiskStore::DiskStore(const QuarantineSettings& settings, const ReleaseSettings& release, FileOps& ops, DaemonKeys keys)
    : settings_(settings),
      release_(release),
      ops_(ops),
      keys_(keys),
      chain_key_(key_for("audit chain", keys.pass)),
      item_key_(key_for("item key", keys.pass)),
      content_key_(key_for("content", keys.pass)),
      pass_key_(key_for("release pass", keys.pass)) {}

Result<std::unique_ptr<DiskStore>> DiskStore::open_at(const QuarantineSettings& settings,
                                                      const ReleaseSettings& release, FileOps& ops) {
  auto keys = load_daemon_keys(settings.key_dir);
  if (!keys) return tl::unexpected(keys.error());
  for (const std::string& dir : {settings.dir, settings.dir + "/tmp", settings.dir + "/items"}) {
    if (auto made = ops.make_directory(dir); !made) return tl::unexpected(made.error());
  }
  auto db = Database::open(settings.dir + "/index.db");
  if (!db) return tl::unexpected(db.error());
  if (auto made = make_schema(**db); !made) return tl::unexpected(made.error());
  std::unique_ptr<DiskStore> store(new DiskStore(settings, release, ops, *keys));
  store->db_ = std::move(*db);
  return store;
}

Result<Row> DiskStore::existing(const Database& db, const ItemId& id) const {
  auto row = find_by_id(db, id);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(ErrorCode::not_found, "quarantine: no item has this id; see: hallpass quarantine list");
  return std::move(**row);
}

Result<void> DiskStore::append(const Database& db, std::string_view actor, std::string_view action,
                               std::string_view item, std::string_view detail) const {
  return append_audit(db, chain_key_, unix_now_seconds(), {actor, action, item, detail});
}

Result<std::vector<ItemSummary>> DiskStore::list(const ItemFilter& filter) const {
  return with_index([&](const Database& db) { return list_items(db, filter); });
}

Result<ItemSummary> DiskStore::summary(const ItemId& id) const {
  return with_index([&](const Database& db) {
    return existing(db, id).and_then([&](const Row& row) { return summary_of(db, row); });
  });
}

Result<Item> DiskStore::open(const ItemId& id) const {
  auto row = with_index([&](const Database& db) { return existing(db, id); });
  if (!row) return tl::unexpected(row.error());
  auto described = summary(id);
  if (!described) return tl::unexpected(described.error());
  auto secret = load_store_secret(settings_.key_dir);
  if (!secret) return tl::unexpected(secret.error());
  auto file = ops_.read(item_path(id), kItemBytesMax);
  if (!file) return tl::unexpected(file.error());
  auto facts = read_facts(*file);
  if (!facts) return fail(facts.error().code, facts.error().context + " (" + id + ")");
  if (encode_facts(*facts) != encode_facts(row->facts)) {
    return fail(ErrorCode::corrupt, "quarantine: item " + id + ": file and index do not tell the same");
  }
  auto secrets = unseal_item(*file, *secret);
  if (!secrets) return fail(secrets.error().code, secrets.error().context + " (" + id + ")");
  return Item{std::move(*described), std::move(secrets->envelope), std::move(secrets->bytes),
              std::move(secrets->report_json)};
}

Result<void> DiskStore::record(const ItemId& id, std::string_view actor, std::string_view action,
                               std::string_view detail) {
  return in_transaction([&](const Database& db) -> Result<void> {
    if (auto row = existing(db, id); !row) return tl::unexpected(row.error());
    return append(db, actor, action, id, detail);
  });
}

Result<std::vector<AuditRecord>> DiskStore::audit(const ItemId& id, std::size_t limit) const {
  return with_index([&](const Database& db) { return read_audit(db, id, limit); });
}

Result<AuditCheck> DiskStore::check_audit() const {
  return with_index([&](const Database& db) { return quarantine::check_audit(db, chain_key_); });
}

}  // namespace hallpass::quarantine

namespace hallpass {

std::string_view to_string(ItemState state) {
  constexpr std::string_view kNames[] = {"pending", "held", "releasing", "released", "rejected", "deleted"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<std::unique_ptr<Store>> open_store(const QuarantineSettings& settings, const ReleaseSettings& release) {
  return quarantine::DiskStore::open_at(settings, release, real_file_ops())
      .map([](std::unique_ptr<quarantine::DiskStore> store) { return std::unique_ptr<Store>(std::move(store)); });
}

Result<std::unique_ptr<Review>> open_review(const QuarantineSettings& settings, const ReleaseSettings& release) {
  return quarantine::DiskStore::open_at(settings, release, real_file_ops())
      .map([](std::unique_ptr<quarantine::DiskStore> store) { return std::unique_ptr<Review>(std::move(store)); });
}

}  // namespace hallpass
