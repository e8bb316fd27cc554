#include "quarantine/index.h"

namespace hallpass::quarantine {
namespace {

constexpr int kSchemaVersion = 1;

constexpr const char* kSchema = R"sql(
CREATE TABLE items(
  id TEXT PRIMARY KEY,
  key BLOB UNIQUE,
  state INTEGER NOT NULL,
  held_seconds INTEGER NOT NULL,
  changed_seconds INTEGER NOT NULL,
  times_seen INTEGER NOT NULL DEFAULT 1,
  legal_hold INTEGER NOT NULL DEFAULT 0,
  destroyed_seconds INTEGER NOT NULL DEFAULT 0,
  attempt TEXT NOT NULL DEFAULT '',
  sender TEXT NOT NULL,
  facts BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX items_by_time ON items(held_seconds DESC, id);
CREATE INDEX items_by_state ON items(state, held_seconds DESC, id);
CREATE TABLE recipients(
  item TEXT NOT NULL,
  normalized TEXT NOT NULL,
  address TEXT NOT NULL,
  position INTEGER NOT NULL,
  released_seconds INTEGER,
  PRIMARY KEY(item, normalized)
) WITHOUT ROWID;
CREATE INDEX recipients_by_address ON recipients(normalized);
CREATE TABLE passes(
  nonce TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  expires_seconds INTEGER NOT NULL,
  used_seconds INTEGER  -- NULL: unused, -1: cancelled
) WITHOUT ROWID;
CREATE TABLE audit(
  number INTEGER PRIMARY KEY,
  at_seconds INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  item TEXT NOT NULL,
  detail TEXT NOT NULL,
  chain BLOB NOT NULL
);
CREATE INDEX audit_by_item ON audit(item);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit records stay as they are'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit records are kept'); END;
)sql";

Result<std::int64_t> schema_version(const Database& db) {
  Statement version = db.prepare("PRAGMA user_version");
  auto row = version.step();
  if (!row) return tl::unexpected(row.error());
  return version.number(0);
}

}  // namespace

Result<void> make_schema(const Database& db) {
  auto version = schema_version(db);
  if (!version) return tl::unexpected(version.error());
  if (*version == kSchemaVersion) return {};
  return db.transaction([&]() -> Result<void> {
    auto again = schema_version(db);  // another process may have been first
    if (!again) return tl::unexpected(again.error());
    if (*again == kSchemaVersion) return {};
    if (*again != 0) {
      return fail(ErrorCode::corrupt, "quarantine: index of schema " + std::to_string(*again) +
                                          "; this program knows " + std::to_string(kSchemaVersion) +
                                          " (is it older than the store?)");
    }
    return db.execute(kSchema + ("PRAGMA user_version = " + std::to_string(kSchemaVersion)));
  });
}

}  // namespace hallpass::quarantine
