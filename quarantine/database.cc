#include "quarantine/database.h"

#include <fcntl.h>
#include <unistd.h>

namespace hallpass::quarantine {
namespace {

constexpr int kBusyTimeoutMs = 5'000;

ErrorCode code_of(int status) {
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::temporary;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY: return ErrorCode::permission;
    default: return ErrorCode::io;
  }
}

}  // namespace

Error database_error(sqlite3* db, std::string_view attempt) {
  return Error{code_of(sqlite3_errcode(db)), "quarantine: " + std::string(attempt) + ": " + sqlite3_errmsg(db)};
}

Statement::Statement(sqlite3* db, std::string_view sql) : db_(db) {
  sqlite3_stmt* statement = nullptr;
  status_ = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  handle_.reset(statement);
}

Statement& Statement::bind(std::string_view text) {
  if (status_ != SQLITE_OK) return *this;
  // An empty view may have no address, and SQLite would take that for NULL.
  status_ = sqlite3_bind_text64(handle_.get(), ++parameter_, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                                SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  if (status_ != SQLITE_OK) return *this;
  status_ = sqlite3_bind_blob64(handle_.get(), ++parameter_, bytes.data() ? bytes.data() : "", bytes.size(),
                                SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  if (status_ == SQLITE_OK) status_ = sqlite3_bind_int64(handle_.get(), ++parameter_, number);
  return *this;
}

Result<bool> Statement::step() {
  if (status_ == SQLITE_OK) {
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    status_ = status;
  }
  return tl::unexpected(database_error(db_, "index"));
}

Result<int> Statement::run() {
  for (;;) {
    auto row = step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return sqlite3_changes(db_);
  }
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  // Made here and not by SQLite, so that it never is readable by others; -wal and -shm take its mode.
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Database> db(new Database(handle));
  if (status != SQLITE_OK) return tl::unexpected(database_error(handle, "open " + path));
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  if (auto done = db->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF"); !done) {
    return tl::unexpected(done.error());
  }
  return db;
}

Result<void> Database::execute(const std::string& sql) const {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return tl::unexpected(database_error(handle_.get(), "index"));
}

}  // namespace hallpass::quarantine
