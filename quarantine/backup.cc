// Backup and restore. The index is copied first, as of one moment (SQLite's backup); then the files its rows
// want. Files never change, so one that is in the copy already is not copied again, and a backup into the same
// directory is incremental. Restoring is the same the other way round.
#include <algorithm>

#include "base/crash_point.h"
#include "quarantine/disk_store.h"

namespace hallpass::quarantine {
namespace {

struct CloseBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<void> copy_index(const Database& from, const Database& to) {
  std::unique_ptr<sqlite3_backup, CloseBackup> backup(sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (!backup) return tl::unexpected(database_error(to.handle(), "begin the copy of the index"));
  const int status = sqlite3_backup_step(backup.get(), -1);
  backup.reset();
  if (status == SQLITE_DONE) return {};
  return tl::unexpected(database_error(to.handle(), "copy the index"));
}

// Copies a whole, right item; anything else is the error.
Result<void> copy_item(FileOps& ops, const std::string& from, const std::string& to) {
  auto there = ops.exists(to);
  if (!there) return tl::unexpected(there.error());
  if (*there && ops.read(to, kItemBytesMax).and_then([](const std::string& b) { return read_facts(b); })) return {};
  auto bytes = ops.read(from, kItemBytesMax);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto facts = read_facts(*bytes); !facts) return fail(facts.error().code, facts.error().context + " (" + from + ")");
  return replace_file(ops, to, *bytes);
}

Result<void> make_directories(FileOps& ops, const std::string& directory) {
  return ops.make_directory(directory).and_then([&] { return ops.make_directory(directory + "/items"); });
}

// No index, and no item but those a restore of these `names` may have left when it was cut short.
Result<void> no_store_in(FileOps& ops, const std::string& dir, const std::vector<std::string>& names) {
  auto index = ops.exists(dir + "/index.db");
  if (!index) return tl::unexpected(index.error());
  auto present = ops.list(dir + "/items");
  if (!present) return tl::unexpected(present.error());
  if (!*index && std::ranges::includes(names, *present)) return {};
  return fail(ErrorCode::usage, "restore: " + dir + " holds a store; stop the daemon, move it away, then restore");
}

// Written aside and renamed: an index that is there is whole.
Result<void> place_index(FileOps& ops, const std::string& from_path, const std::string& dir) {
  const std::string aside = dir + "/index.restore";
  for (const char* suffix : {"", "-wal", "-shm"}) (void)ops.remove(aside + suffix);
  {
    auto from = Database::open(from_path);
    if (!from) return tl::unexpected(from.error());
    auto to = Database::open(aside);
    if (!to) return tl::unexpected(to.error());
    if (auto copied = copy_index(**from, **to); !copied) return copied;
    if (auto synced = (*to)->execute("PRAGMA wal_checkpoint(TRUNCATE)"); !synced) return synced;
  }
  return ops.rename(aside, dir + "/index.db").and_then([&] { return ops.sync_directory(dir); });
}

}  // namespace

Result<std::size_t> DiskStore::backup(const std::string& directory, const Advance& advance) const {
  if (auto made = make_directories(ops_, directory); !made) return tl::unexpected(made.error());
  auto copy = Database::open(directory + "/index.db");
  if (!copy) return tl::unexpected(copy.error());
  auto copied = with_index([&](const Database& db) { return copy_index(db, **copy); });
  if (!copied) return tl::unexpected(copied.error());
  auto wanted = files_wanted(**copy);
  if (!wanted) return tl::unexpected(wanted.error());
  std::size_t files = 0, done = 0;
  for (const auto& [id, file] : *wanted) {
    ++done;
    if (advance) advance(done, wanted->size());
    const std::string target = directory + "/items/" + id;
    if (!file) {
      (void)ops_.remove(target);  // destroyed here is destroyed there
      continue;
    }
    auto item = copy_item(ops_, item_path(id), target);
    if (!item && item.error().code == ErrorCode::not_found) continue;  // deleted since the index was copied
    if (!item) return tl::unexpected(item.error());
    ++files;
  }
  if (auto synced = ops_.sync_directory(directory + "/items"); !synced) return tl::unexpected(synced.error());
  if (auto synced = (*copy)->execute("PRAGMA wal_checkpoint(TRUNCATE)"); !synced) return tl::unexpected(synced.error());
  if (auto synced = ops_.sync_directory(directory); !synced) return tl::unexpected(synced.error());
  return files;
}

}  // namespace hallpass::quarantine

namespace hallpass {

Result<std::size_t> restore_store(const QuarantineSettings& settings, const std::string& directory,
                                  const Advance& advance) {
  using namespace quarantine;
  FileOps& ops = real_file_ops();
  auto source = ops.exists(directory + "/index.db");
  if (!source) return tl::unexpected(source.error());
  if (!*source) return fail(ErrorCode::not_found, "restore: " + directory + " holds no backup (no index.db)");
  if (auto made = make_directories(ops, settings.dir); !made) return tl::unexpected(made.error());
  auto names = ops.list(directory + "/items");
  if (!names) return tl::unexpected(names.error());
  auto empty = no_store_in(ops, settings.dir, *names);
  if (!empty) return tl::unexpected(empty.error());
  std::size_t done = 0;
  for (const std::string& name : *names) {
    auto item = copy_item(ops, directory + "/items/" + name, settings.dir + "/items/" + name);
    if (!item) return tl::unexpected(item.error());
    ++done;
    if (advance) advance(done, names->size());
  }
  crash_point("restore.files");
  // The index comes last: until then the directory is no store, and restoring may begin again.
  if (auto placed = place_index(ops, directory + "/index.db", settings.dir); !placed) return tl::unexpected(placed.error());
  return done;
}

}  // namespace hallpass
