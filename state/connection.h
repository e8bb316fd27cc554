// One SQLite connection of the state file with its statements, each prepared once. Used under the lock of
// its owner. Numbers in, numbers out: nothing else stands in the file (the outbox packs them).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "hallpass/result.h"

namespace hallpass {

class Connection {
 public:
  // WAL, synchronous=NORMAL: after a crash of the process nothing is lost, after one of the machine the last
  // moments may be. The log is folded in when the owner says so (wal_checkpoint). Makes file (0600) and tables. Errors: io, permission, corrupt, temporary.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path,
                                                                std::uint32_t busy_ms);

  // Runs `sql`, which is kept prepared and must live as long (a literal), with `values` for its parameters;
  // `row` sees the columns of each row.
  using OnRow = std::function<void(sqlite3_stmt*)>;
  [[nodiscard]] Result<void> run(const char* sql, std::initializer_list<std::int64_t> values,
                                 const OnRow& row = {});

  // The same with `bytes` for the last parameter.
  [[nodiscard]] Result<void> run_with(const char* sql, std::initializer_list<std::int64_t> values,
                                      std::string_view bytes, const OnRow& row = {});

  // The one number the query gives; 0 where there is no row or it fails.
  [[nodiscard]] std::int64_t number(const char* sql, std::initializer_list<std::int64_t> values);

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  explicit Connection(sqlite3* db) : db_(db) {}
  [[nodiscard]] Result<sqlite3_stmt*> statement(const char* sql);
  [[nodiscard]] tl::unexpected<Error> trouble() const;

  std::unique_ptr<sqlite3, Close> db_;
  std::map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;  // gone before db_
};

}  // namespace hallpass
