// put(): the order of RFC 1047's gap. The key says which message this is, whoever brings it and however
// often; the file is durable before the row, the row before the answer.
#include <algorithm>

#include "base/address.h"
#include "base/clock.h"
#include "base/crash_point.h"
#include "quarantine/content_digest.h"
#include "quarantine/disk_store.h"

namespace hallpass::quarantine {
namespace {

constexpr std::size_t kIdCharacters = 12;
constexpr std::string_view kDaemon = "hallpassd";

std::string digest_text(const Digest& digest) { return std::string(as_text(digest)); }

std::string item_key_of(const HeldMessage& message, const Key& key) {
  std::vector<std::string> recipients = message.recipients;
  for (std::string& address : recipients) address = normalize_address(address);
  std::ranges::sort(recipients);
  Hasher hasher(key);
  hasher.add_field(normalize_address(message.envelope.sender)).add_field(std::to_string(recipients.size()));
  for (const std::string& address : recipients) hasher.add_field(address);
  return digest_text(hasher.add_field(message.bytes).finish());
}

void add_new(std::vector<std::string>& out, const std::vector<std::string>& more) {
  for (const std::string& word : more) {
    if (std::ranges::find(out, word) == out.end()) out.push_back(word);
  }
}

// What the verdicts say about the recipients it is held for, not about those who got it.
void add_verdicts(const HeldMessage& message, ItemFacts& facts) {
  const Report& report = message.report;
  for (std::size_t i = 0; i < report.recipients.size() && i < report.verdicts.size(); ++i) {
    if (std::ranges::find(message.recipients, report.recipients[i].address) == message.recipients.end()) continue;
    add_new(facts.rules, report.verdicts[i].rules);
    add_new(facts.clauses, report.verdicts[i].clauses);
    if (facts.reason.empty()) facts.reason = report.verdicts[i].reason;
  }
  for (const Finding& finding : report.findings) add_new(facts.categories, {finding.category});
  facts.students = report.students.size();
}

bool is_final(ItemState state) { return state >= ItemState::released; }

}  // namespace

ItemFacts DiskStore::facts_of(const HeldMessage& message) const {
  ItemFacts facts;
  facts.id = random_token(kIdCharacters);
  facts.key = item_key_of(message, item_key_);
  facts.may_add = fields_it_may_add(message.bytes);
  facts.content = digest_text(content_digest(message.bytes, facts.may_add, content_key_));
  facts.held_seconds = message.now_seconds;
  facts.sender = message.envelope.sender;
  facts.recipients = message.recipients;
  facts.size_bytes = message.bytes.size();
  facts.engine = message.report.engine;
  facts.queue_id = message.envelope.queue_id;
  add_verdicts(message, facts);
  return facts;
}

Result<ItemId> DiskStore::put(const HeldMessage& message) {
  const ItemFacts facts = facts_of(message);
  auto known = already_held(facts, message);
  if (!known) return tl::unexpected(known.error());
  if (*known) return **known;
  if (auto room = enough_room(message.bytes.size() + message.report_json.size()); !room) {
    return tl::unexpected(room.error());
  }
  auto file = write_file(facts, message);  // stays locked until the row is in: recover() keeps off it
  if (!file) return tl::unexpected(file.error());
  auto id = insert_row(facts);
  if (!id || *id != facts.id) discard_file(facts.id);
  crash_point("put.done");
  return id;
}

// The same message once more: counted, and its file written anew where it went missing. One that was
// decided on so long ago that this cannot be the same delivery is held as a new item.
Result<std::optional<ItemId>> DiskStore::already_held(const ItemFacts& facts, const HeldMessage& message) {
  auto row = with_index([&](const Database& db) { return find_by_key(db, facts.key); });
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<ItemId>{};
  const Row& before = **row;
  const ItemId id = before.facts.id;
  if (is_final(before.state) && before.changed_seconds + kRetryHorizonSeconds < facts.held_seconds) {
    auto forgotten = in_transaction([&](const Database& db) { return forget_key(db, id); });
    if (!forgotten) return tl::unexpected(forgotten.error());
    return std::optional<ItemId>{};
  }
  if (!is_final(before.state)) {
    auto there = ops_.exists(item_path(id));
    if (!there) return tl::unexpected(there.error());
    if (!*there) {
      if (auto file = write_file(before.facts, message); !file) return tl::unexpected(file.error());
    }
  }
  auto counted = in_transaction([&](const Database& db) { return seen_again(db, id); });
  if (!counted) return tl::unexpected(counted.error());
  return std::optional<ItemId>(id);
}

Result<void> DiskStore::enough_room(std::size_t bytes) {
  auto free = ops_.free_bytes(settings_.dir);
  if (!free) return tl::unexpected(free.error());
  if (*free >= settings_.free_bytes_min + bytes) return {};
  return fail(ErrorCode::io, "quarantine: " + settings_.dir + ": " + std::to_string(*free >> 20) +
                                 " MiB left, below free_bytes_min; nothing more is held until there is room");
}

Result<std::unique_ptr<OutputFile>> DiskStore::write_file(const ItemFacts& facts, const HeldMessage& message) {
  const std::string tmp = tmp_path(facts.id);
  auto file = ops_.create(tmp);
  if (!file) return file;
  crash_point("put.created");
  auto written = write_item(**file, facts, keys_.store_public, message.envelope, message.report_json, message.bytes);
  crash_point("put.written");
  if (written) written = (*file)->sync();
  crash_point("put.synced");
  if (written) written = ops_.rename(tmp, item_path(facts.id));
  if (!written) {
    (void)ops_.remove(tmp);
    return tl::unexpected(written.error());
  }
  crash_point("put.renamed");
  if (auto synced = ops_.sync_directory(settings_.dir + "/items"); !synced) {
    discard_file(facts.id);
    return tl::unexpected(synced.error());
  }
  crash_point("put.directory_synced");
  return file;
}

Result<ItemId> DiskStore::insert_row(const ItemFacts& facts) {
  return in_transaction([&](const Database& db) -> Result<ItemId> {
    auto id = insert_item(db, facts);
    if (!id || *id != facts.id) return id;
    auto told = append(db, kDaemon, "stored", *id, "pending, " + std::to_string(facts.recipients.size()) + " recipients");
    if (!told) return tl::unexpected(told.error());
    crash_point("put.inserted");
    return id;
  });
}

void DiskStore::discard_file(const ItemId& id) {
  (void)ops_.remove(item_path(id));
  (void)ops_.sync_directory(settings_.dir + "/items");
}

Result<void> DiskStore::confirm(const ItemId& id) {
  return in_transaction([&](const Database& db) -> Result<void> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    auto changed = change_state(db, id, {ItemState::pending}, ItemState::held, unix_now_seconds());
    if (!changed) return tl::unexpected(changed.error());
    if (!*changed) return {};
    crash_point("confirm.changed");
    return append(db, kDaemon, "held", id, "the MTA has the answer");
  });
}

}  // namespace hallpass::quarantine
