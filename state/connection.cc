#include "state/connection.h"

#include <sys/stat.h>

namespace hallpass {
namespace {

// Version 2 of the file. Addresses are keyed digests (digests.h); `fact` holds numbers about the file itself,
// `outbox` the records that other relays are still to hear of (record.h). Version 1 had `sending` for `volume`.
constexpr const char* kSchema = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 0;
CREATE TABLE IF NOT EXISTS habit (
  sender INTEGER NOT NULL, recipient INTEGER NOT NULL, messages INTEGER NOT NULL, last_seconds INTEGER NOT NULL,
  PRIMARY KEY (sender, recipient)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pair (
  sender INTEGER NOT NULL, pair INTEGER NOT NULL, messages INTEGER NOT NULL, last_seconds INTEGER NOT NULL,
  PRIMARY KEY (sender, pair)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS volume (
  sender INTEGER NOT NULL, tier INTEGER NOT NULL, bucket INTEGER NOT NULL,
  inside INTEGER NOT NULL, families INTEGER NOT NULL, outside INTEGER NOT NULL,
  PRIMARY KEY (sender, tier, bucket)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copy (
  sender INTEGER NOT NULL, at_seconds INTEGER NOT NULL, mark INTEGER NOT NULL, recipients INTEGER NOT NULL,
  PRIMARY KEY (sender, at_seconds, mark)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at_seconds INTEGER NOT NULL, record BLOB NOT NULL);
DROP TABLE IF EXISTS sending;
)";
constexpr std::int64_t kVersion = 2;

ErrorCode code_of(int status) {
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::temporary;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return ErrorCode::permission;
    default: return ErrorCode::io;
  }
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, std::uint32_t busy_ms) {
  sqlite3* db = nullptr;
  const mode_t before = ::umask(0077);
  const int status = sqlite3_open_v2(
      path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  ::umask(before);
  std::unique_ptr<Connection> connection(new Connection(db));
  if (status != SQLITE_OK)
    return fail(code_of(status), "state: open " + path + ": " + sqlite3_errstr(status));
  sqlite3_busy_timeout(db, static_cast<int>(busy_ms));
  const int made = sqlite3_exec(db, kSchema, nullptr, nullptr, nullptr);
  if (made != SQLITE_OK) {
    const char* way_out =
        code_of(made) == ErrorCode::corrupt ? "; move the file away, habits are learnt again" : "";
    return fail(code_of(made), "state: " + path + ": " + sqlite3_errstr(made) + way_out);
  }
  const std::int64_t version = connection->number("PRAGMA user_version", {});
  if (version > kVersion)
    return fail(ErrorCode::corrupt, "state: " + path + ": written by a newer hallpass; move the file away");
  if (version < kVersion) (void)connection->run("PRAGMA user_version = 2", {});
  return connection;
}

tl::unexpected<Error> Connection::trouble() const {
  return fail(code_of(sqlite3_errcode(db_.get())), std::string("state: ") + sqlite3_errmsg(db_.get()));
}

Result<sqlite3_stmt*> Connection::statement(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
      return trouble();
    slot.reset(made);
  }
  return slot.get();
}

Result<void> Connection::run(const char* sql, std::initializer_list<std::int64_t> values, const OnRow& row) {
  return run_with(sql, values, {}, row);
}

Result<void> Connection::run_with(const char* sql, std::initializer_list<std::int64_t> values,
                                  std::string_view bytes, const OnRow& row) {
  const auto prepared = statement(sql);
  if (!prepared) return tl::unexpected(prepared.error());
  int parameter = 0;
  for (std::int64_t value : values) sqlite3_bind_int64(*prepared, ++parameter, value);
  if (bytes.data())
    sqlite3_bind_blob(*prepared, ++parameter, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  int status = sqlite3_step(*prepared);
  for (; status == SQLITE_ROW; status = sqlite3_step(*prepared)) {
    if (row) row(*prepared);
  }
  Result<void> result;
  if (status != SQLITE_DONE) result = trouble();
  sqlite3_reset(*prepared);
  return result;
}

std::int64_t Connection::number(const char* sql, std::initializer_list<std::int64_t> values) {
  std::int64_t found = 0;
  const auto done = run(sql, values, [&](sqlite3_stmt* row) { found = sqlite3_column_int64(row, 0); });
  return done ? found : 0;
}

}  // namespace hallpass
