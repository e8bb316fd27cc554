#include "quarantine/audit.h"

#include <algorithm>

#include "base/mask.h"
#include "quarantine/keys.h"

namespace hallpass::quarantine {
namespace {

constexpr std::size_t kDetailBytesMax = 1'000;

Digest chained(const Key& key, std::string_view before, const AuditRecord& r) {
  Hasher hasher(key);
  hasher.add_field(before).add_field(std::to_string(r.number)).add_field(std::to_string(r.at_seconds));
  return hasher.add_field(r.actor).add_field(r.action).add_field(r.item).add_field(r.detail).finish();
}

AuditRecord record_of(const Statement& row) {
  return {row.number(0), row.number(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

}  // namespace

Result<void> append_audit(const Database& db, const Key& chain_key, std::int64_t at_seconds, const AuditEvent& event) {
  Statement last = db.prepare("SELECT number, chain FROM audit ORDER BY number DESC LIMIT 1");
  auto found = last.step();
  if (!found) return tl::unexpected(found.error());
  const AuditRecord record{*found ? last.number(0) + 1 : 1,     at_seconds,
                           printable(event.actor),              std::string(event.action),
                           std::string(event.item),             printable(event.detail, kDetailBytesMax)};
  const Digest chain = chained(chain_key, *found ? last.text(1) : std::string(), record);
  return db.prepare("INSERT INTO audit(number, at_seconds, actor, action, item, detail, chain) VALUES(?,?,?,?,?,?,?)")
      .bind(record.number)
      .bind(at_seconds)
      .bind(record.actor)
      .bind(record.action)
      .bind(record.item)
      .bind(record.detail)
      .bind_blob(as_text(chain))
      .run()
      .map([](int) {});
}

Result<AuditCheck> check_audit(const Database& db, const Key& chain_key) {
  Statement rows =
      db.prepare("SELECT number, at_seconds, actor, action, item, detail, chain FROM audit ORDER BY number");
  AuditCheck check;
  std::string before;
  for (;;) {
    auto row = rows.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    const AuditRecord record = record_of(rows);
    const std::string chain = rows.text(6);
    ++check.records;
    const bool fits = record.number == check.records &&
                      equal_in_constant_time(chain, as_text(chained(chain_key, before, record)));
    if (!fits && check.broken_at == 0) check.broken_at = check.records;
    before = chain;
  }
  check.head = to_hex({reinterpret_cast<const unsigned char*>(before.data()), before.size()});
  return check;
}

Result<std::vector<AuditRecord>> read_audit(const Database& db, std::string_view item, std::size_t limit) {
  Statement rows = db.prepare(
      "SELECT number, at_seconds, actor, action, item, detail FROM audit WHERE ?1 = '' OR item = ?1"
      " ORDER BY number DESC LIMIT ?2");
  rows.bind(item).bind(static_cast<std::int64_t>(limit));
  std::vector<AuditRecord> records;
  for (;;) {
    auto row = rows.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    records.push_back(record_of(rows));
  }
  std::ranges::reverse(records);
  return records;
}

}  // namespace hallpass::quarantine
