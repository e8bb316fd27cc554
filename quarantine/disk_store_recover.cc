// recover(): what a crash left behind is put in order. Files decide: a whole file without a row is a
// message that may have been answered, so it gets its row; a row without a file is only ever reported.
#include <algorithm>

#include "base/clock.h"
#include "quarantine/disk_store.h"

namespace hallpass::quarantine {
namespace {

constexpr std::string_view kActor = "recovery";

}  // namespace

Result<std::vector<std::string>> DiskStore::recover() {
  Lines lines;
  auto checked = with_index([&](const Database& db) -> Result<void> {
    Statement check = db.prepare("PRAGMA quick_check(1)");
    auto row = check.step();
    if (!row) return tl::unexpected(row.error());
    if (check.text(0) == "ok") return {};
    return fail(ErrorCode::corrupt, "quarantine: index.db is damaged; stop the daemon, move index.db* away and start "
                                    "again: all items come back as pending");
  });
  auto done = checked.and_then([&] { return clear_tmp(lines); })
                  .and_then([&] { return match_files(lines); })
                  .and_then([&] { return settle_releases(lines); });
  if (!done) return tl::unexpected(done.error());
  return lines;
}

Result<void> DiskStore::clear_tmp(Lines& lines) {
  auto names = ops_.list(settings_.dir + "/tmp");
  if (!names) return tl::unexpected(names.error());
  std::size_t removed = 0;
  for (const std::string& name : *names) {
    auto busy = ops_.in_use(tmp_path(name));
    if (!busy || *busy) continue;  // gone meanwhile, or another process is at it
    if (ops_.remove(tmp_path(name))) ++removed;
  }
  if (removed > 0) {
    lines.push_back("removed " + std::to_string(removed) + " unfinished item(s) in tmp/; their senders were told to retry");
  }
  return {};
}

Result<void> DiskStore::match_files(Lines& lines) {
  auto names = ops_.list(settings_.dir + "/items");
  if (!names) return tl::unexpected(names.error());
  auto wanted = with_index([](const Database& db) { return files_wanted(db); });
  if (!wanted) return tl::unexpected(wanted.error());
  for (const std::string& name : *names) {
    const auto row = wanted->find(name);
    if (row == wanted->end()) {
      if (auto done = adopt(name, lines); !done) return done;
    } else if (!row->second) {
      if (ops_.remove(item_path(name))) lines.push_back("item " + name + ": deleted before, file removed now");
    }
  }
  for (const auto& [id, file] : *wanted) {
    if (!file || std::ranges::binary_search(*names, id)) continue;
    auto there = ops_.exists(item_path(id));  // it may have come after the list was made
    if (there && !*there) lines.push_back("item " + id + ": its file is gone");
  }
  return ops_.sync_directory(settings_.dir + "/items");
}

Result<void> DiskStore::adopt(const ItemId& id, Lines& lines) {
  auto busy = ops_.in_use(item_path(id));
  if (!busy || *busy) return {};
  auto bytes = ops_.read(item_path(id), kItemBytesMax);
  auto facts = bytes ? read_facts(*bytes) : Result<ItemFacts>(tl::unexpected(bytes.error()));
  if (!facts || facts->id != id) {
    lines.push_back("item " + id + ": no row and not readable as an item; left in place: " +
                    (facts ? "it says it is " + facts->id : facts.error().context));
    return {};
  }
  auto kept = in_transaction([&](const Database& db) -> Result<ItemId> {
    auto row = find_by_id(db, id);
    if (!row) return tl::unexpected(row.error());
    if (*row) return id;
    auto same = find_by_key(db, facts->key);
    if (!same) return tl::unexpected(same.error());
    if (*same) return (*same)->facts.id;
    auto inserted = insert_item(db, *facts);
    if (!inserted) return inserted;
    auto told = append(db, kActor, "adopted", id, "a whole file without a row; pending");
    if (!told) return tl::unexpected(told.error());
    return inserted;
  });
  if (!kept) return tl::unexpected(kept.error());
  if (*kept == id) {
    lines.push_back("item " + id + ": adopted as pending; its sender may have been told to retry");
    return {};
  }
  // The retry came first and is held under another id; this copy would outlive a decision on that one.
  if (!ops_.exists(item_path(*kept)).value_or(false)) return {};
  if (ops_.remove(item_path(id))) lines.push_back("item " + id + ": second copy of " + *kept + ", removed");
  return {};
}

// A release whose pass ran out unused never reached the MTA: held again. One whose pass was used may have
// been delivered: only a person can tell.
Result<void> DiskStore::settle_releases(Lines& lines) {
  const std::int64_t now = unix_now_seconds();
  ItemFilter releasing;
  releasing.state = ItemState::releasing;
  auto items = list(releasing);
  if (!items) return tl::unexpected(items.error());
  for (const ItemSummary& item : *items) {
    auto settled = in_transaction([&](const Database& db) -> Result<std::string> {
      auto row = existing(db, item.id);
      if (!row) return tl::unexpected(row.error());
      auto pass = issued_pass(db, row->attempt);
      if (!pass) return tl::unexpected(pass.error());
      if (row->state != ItemState::releasing || pass->expires_seconds >= now) return std::string();
      if (pass->fate == PassFate::used) {
        return "item " + item.id + ": was let through on release, but the MTA's answer is not known; look in its log, then "
               "release it again or not";
      }
      auto changed = change_state(db, item.id, {ItemState::releasing}, ItemState::held, now);
      if (!changed) return tl::unexpected(changed.error());
      if (auto done = cancel_pass(db, row->attempt); !done) return tl::unexpected(done.error());
      auto told = append(db, kActor, "held", item.id, "its release never arrived at the filter");
      if (!told) return tl::unexpected(told.error());
      return "item " + item.id + ": its release never arrived; held again";
    });
    if (!settled) return tl::unexpected(settled.error());
    if (!settled->empty()) lines.push_back(*settled);
  }
  return {};
}

}  // namespace hallpass::quarantine
