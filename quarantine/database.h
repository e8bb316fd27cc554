// SQLite, as little of it as the index needs: one connection, statements, transactions. A Database is used
// by one thread at a time.
//
// Errors: temporary (locked longer than the busy timeout), io (disk full, unreadable), corrupt, permission.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "hallpass/result.h"

namespace hallpass::quarantine {

class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql);

  // Binds the next parameter, first to last. Bytes are copied.
  Statement& bind(std::string_view text);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind(std::int64_t number);

  // true: a row stands ready; false: done.
  [[nodiscard]] Result<bool> step();
  // Runs to the end; how many rows it changed.
  [[nodiscard]] Result<int> run();

  [[nodiscard]] std::string text(int column) const;  // or blob
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  int parameter_ = 0;
  int status_ = SQLITE_OK;
};

class Database {
 public:
  // WAL, synchronous=FULL, busy timeout; the file is made (mode 0600) where it is missing.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path);

  [[nodiscard]] Statement prepare(std::string_view sql) const { return Statement(handle_.get(), sql); }
  [[nodiscard]] Result<void> execute(const std::string& sql) const;  // any number of statements

  // Runs `body` (-> Result<T>) between BEGIN IMMEDIATE and COMMIT; its error, or that of the commit, rolls
  // everything back.
  template <typename Body>
  [[nodiscard]] auto transaction(Body&& body) const -> std::invoke_result_t<Body> {
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
    auto result = body();
    if (result) {
      auto committed = execute("COMMIT");
      if (committed) return result;
      result = tl::unexpected(committed.error());
    }
    (void)execute("ROLLBACK");
    return result;
  }

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}
  std::unique_ptr<sqlite3, Close> handle_;
};

// What went wrong last on `db`. SQLite's own texts name tables and files, never values.
[[nodiscard]] Error database_error(sqlite3* db, std::string_view attempt);

}  // namespace hallpass::quarantine
