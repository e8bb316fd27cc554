#include "quarantine/index.h"

#include "base/address.h"

namespace hallpass::quarantine {
namespace {

constexpr std::string_view kColumns = "facts, state, changed_seconds, times_seen, legal_hold, attempt, destroyed_seconds, id";

Result<Row> row_at(const Statement& at) {
  auto facts = decode_facts(at.text(0));
  if (!facts) return tl::unexpected(facts.error());
  Row row;
  row.facts = std::move(*facts);
  row.state = static_cast<ItemState>(at.number(1));
  row.changed_seconds = at.number(2);
  row.times_seen = static_cast<std::uint32_t>(at.number(3));
  row.legal_hold = at.number(4) != 0;
  row.attempt = at.text(5);
  row.destroyed_seconds = at.number(6);
  row.facts.id = at.text(7);  // the column's word counts; facts of another item then do not match the file
  return row;
}

Result<std::optional<Row>> one_row(Statement statement) {
  auto found = statement.step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<Row>{};
  return row_at(statement).map([](Row row) { return std::optional<Row>(std::move(row)); });
}

Result<void> done(Statement& statement) {
  return statement.run().map([](int) {});
}

Result<void> insert_recipients(const Database& db, const ItemFacts& facts) {
  for (std::size_t i = 0; i < facts.recipients.size(); ++i) {
    Statement insert = db.prepare("INSERT OR IGNORE INTO recipients(item, normalized, address, position) VALUES(?,?,?,?)");
    insert.bind(facts.id).bind(normalize_address(facts.recipients[i])).bind(facts.recipients[i]);
    if (auto ok = done(insert.bind(static_cast<std::int64_t>(i))); !ok) return ok;
  }
  return {};
}

}  // namespace

Result<std::optional<Row>> find_by_key(const Database& db, std::string_view key) {
  Statement find = db.prepare("SELECT " + std::string(kColumns) + " FROM items WHERE key = ?");
  find.bind_blob(key);
  return one_row(std::move(find));
}

Result<std::optional<Row>> find_by_id(const Database& db, std::string_view id) {
  Statement find = db.prepare("SELECT " + std::string(kColumns) + " FROM items WHERE id = ?");
  find.bind(id);
  return one_row(std::move(find));
}

Result<ItemId> insert_item(const Database& db, const ItemFacts& facts) {
  // Our own id may be there already: a recover() of another process adopted the file meanwhile.
  Statement insert = db.prepare(
      "INSERT INTO items(id, key, state, held_seconds, changed_seconds, sender, facts) VALUES(?1,?2,0,?3,?3,?4,?5)"
      " ON CONFLICT(key) DO UPDATE SET times_seen = times_seen + (id <> excluded.id) RETURNING id");
  insert.bind(facts.id).bind_blob(facts.key).bind(facts.held_seconds);
  insert.bind(normalize_address(facts.sender)).bind_blob(encode_facts(facts));
  auto row = insert.step();
  if (!row) return tl::unexpected(row.error());
  const ItemId id = insert.text(0);
  if (auto rest = insert.run(); !rest) return tl::unexpected(rest.error());
  if (id == facts.id) {
    if (auto ok = insert_recipients(db, facts); !ok) return tl::unexpected(ok.error());
  }
  return id;
}

Result<void> seen_again(const Database& db, std::string_view id) {
  Statement update = db.prepare("UPDATE items SET times_seen = times_seen + 1 WHERE id = ?");
  return done(update.bind(id));
}

Result<void> forget_key(const Database& db, std::string_view id) {
  Statement update = db.prepare("UPDATE items SET key = NULL WHERE id = ?");
  return done(update.bind(id));
}

Result<bool> change_state(const Database& db, std::string_view id, std::initializer_list<ItemState> from, ItemState to,
                          std::int64_t now_seconds) {
  std::string states;
  for (ItemState state : from) {
    if (!states.empty()) states += ',';
    states += std::to_string(static_cast<int>(state));
  }
  Statement update =
      db.prepare("UPDATE items SET state = ?, changed_seconds = ? WHERE id = ? AND state IN (" + states + ")");
  auto changed = update.bind(static_cast<std::int64_t>(to)).bind(now_seconds).bind(id).run();
  return changed.map([](int rows) { return rows == 1; });
}

Result<std::vector<std::string>> released_recipients(const Database& db, std::string_view id) {
  Statement find =
      db.prepare("SELECT address FROM recipients WHERE item = ? AND released_seconds IS NOT NULL ORDER BY position");
  find.bind(id);
  std::vector<std::string> addresses;
  for (;;) {
    auto row = find.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return addresses;
    addresses.push_back(find.text(0));
  }
}

Result<void> mark_released(const Database& db, std::string_view id, std::string_view normalized_address,
                           std::int64_t now_seconds) {
  Statement update = db.prepare(
      "UPDATE recipients SET released_seconds = ? WHERE item = ? AND normalized = ? AND released_seconds IS NULL");
  return done(update.bind(now_seconds).bind(id).bind(normalized_address));
}

Result<ItemSummary> summary_of(const Database& db, const Row& row) {
  const bool tried = !row.attempt.empty();
  auto released = tried ? released_recipients(db, row.facts.id) : Result<std::vector<std::string>>{};
  if (!released) return tl::unexpected(released.error());
  const ItemFacts& f = row.facts;
  ItemSummary s;
  s.id = f.id;
  s.state = row.state;
  s.held_seconds = f.held_seconds;
  s.changed_seconds = row.changed_seconds;
  s.sender = f.sender;
  s.recipients = f.recipients;
  s.released_to = std::move(*released);
  s.rules = f.rules;
  s.clauses = f.clauses;
  s.categories = f.categories;
  s.reason = f.reason;
  s.students = static_cast<std::uint32_t>(f.students);
  s.size_bytes = f.size_bytes;
  s.times_seen = row.times_seen;
  s.engine = f.engine;
  s.queue_id = f.queue_id;
  s.legal_hold = row.legal_hold;
  s.destroyed_seconds = row.destroyed_seconds;
  return s;
}

Result<std::vector<ItemSummary>> list_items(const Database& db, const ItemFilter& filter) {
  // Only what is asked for stands in the query: the planner then takes the index for it.
  std::string sql = "SELECT " + std::string(kColumns) + " FROM items WHERE held_seconds >= ?";
  if (filter.state) sql += " AND state = ?";
  if (!filter.sender.empty()) sql += " AND sender = ?";
  if (!filter.recipient.empty()) sql += " AND id IN (SELECT item FROM recipients WHERE normalized = ?)";
  Statement find = db.prepare(sql + " ORDER BY held_seconds DESC, id LIMIT ?");
  find.bind(filter.since_seconds);
  if (filter.state) find.bind(static_cast<std::int64_t>(*filter.state));
  if (!filter.sender.empty()) find.bind(normalize_address(filter.sender));
  if (!filter.recipient.empty()) find.bind(normalize_address(filter.recipient));
  find.bind(static_cast<std::int64_t>(filter.limit));
  std::vector<ItemSummary> summaries;
  for (;;) {
    auto found = find.step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return summaries;
    auto summary = row_at(find).and_then([&](const Row& row) { return summary_of(db, row); });
    if (!summary) return tl::unexpected(summary.error());
    summaries.push_back(std::move(*summary));
  }
}

Result<void> each_row(const Database& db, const std::function<Result<void>(const Row&)>& visit) {
  Statement find = db.prepare("SELECT " + std::string(kColumns) + " FROM items ORDER BY id");
  for (;;) {
    auto found = find.step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return {};
    if (auto done = row_at(find).and_then(visit); !done) return done;
  }
}

Result<std::map<ItemId, bool>> files_wanted(const Database& db) {
  Statement find = db.prepare("SELECT id, destroyed_seconds = 0 FROM items");
  std::map<ItemId, bool> wanted;
  for (;;) {
    auto row = find.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return wanted;
    wanted[find.text(0)] = find.number(1) != 0;
  }
}

Result<void> set_hold(const Database& db, std::string_view id, bool on) {
  Statement update = db.prepare("UPDATE items SET legal_hold = ? WHERE id = ?");
  return done(update.bind(std::int64_t{on}).bind(id));
}

Result<void> mark_destroyed(const Database& db, std::string_view id, std::int64_t now_seconds) {
  Statement update = db.prepare("UPDATE items SET destroyed_seconds = ? WHERE id = ?");
  return done(update.bind(now_seconds).bind(id));
}

Result<std::vector<Row>> expired_rows(const Database& db, const Expiry& expiry) {
  Statement find = db.prepare(
      "SELECT " + std::string(kColumns) +
      " FROM items WHERE destroyed_seconds = 0 AND legal_hold = 0"
      " AND ((state IN (3, 4) AND changed_seconds < ?1) OR (state IN (0, 1) AND held_seconds < ?2))"
      " ORDER BY held_seconds, id LIMIT ?3");
  static_assert(static_cast<int>(ItemState::held) == 1 && static_cast<int>(ItemState::released) == 3 &&
                static_cast<int>(ItemState::rejected) == 4);
  find.bind(expiry.decided_before_seconds).bind(expiry.held_before_seconds).bind(static_cast<std::int64_t>(expiry.limit));
  std::vector<Row> rows;
  for (;;) {
    auto found = find.step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return rows;
    auto row = row_at(find);
    if (!row) return tl::unexpected(row.error());
    rows.push_back(std::move(*row));
  }
}

}  // namespace hallpass::quarantine
