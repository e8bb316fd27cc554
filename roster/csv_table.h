// A CSV file of an export, row by row (RFC 4180): a BOM is skipped, columns are found by name in any order
// and any case, rows end in LF or CRLF, quoted fields may hold separators and line ends.
//
// What stands in a column of passwords is dropped as it is read, and nobody can ask for such a column.
//
// Never fails as a whole: what is wrong with a row is a RosterProblem and reading goes on with the next
// line. No problem quotes a value. One user at a time; the bytes outlive the table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/roster_build.h"
#include "roster/problem_list.h"

namespace hallpass {

inline constexpr std::size_t kCsvFieldBytesMax = 64u << 10;
inline constexpr std::size_t kCsvColumnsMax = 1'000;

// "password", "ext_ssoPassword": in any case.
[[nodiscard]] bool is_secret_column(std::string_view name);

class CsvTable {
 public:
  CsvTable(std::string name, std::string_view bytes, ProblemList& problems);

  // The column called `name` (upper or lower case), or -1.
  int column(std::string_view name) const;
  // The same; where it is missing: a fatal problem that names it.
  int required_column(std::string_view name);

  // Goes to the next usable row; false at the end.
  bool next();
  // Field of the current row; empty for column -1 and beyond the row's end. Valid until next().
  std::string_view field(int column) const;

  const std::string& name() const { return name_; }
  std::uint64_t line() const { return row_line_; }  // where the current row begins, from 1
  std::uint64_t rows() const { return rows_; }
  std::uint64_t bad_rows() const { return bad_rows_; }
  std::uint64_t lines_in_file() const;
  // Reports the current row's field as odd (`fatal` false) or the file as unusable.
  void report(int column, std::string what, bool fatal = false);
  // Reports and counts the current row as unusable.
  void reject(int column, std::string what);

 private:
  enum class Row { read, skipped, end };
  Row read_row();
  Row read_fields();
  bool read_quoted(std::size_t index);
  Row give_up(std::size_t index, const char* what);
  void skip_line();
  void read_header();

  std::string name_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t row_begin_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  std::uint64_t rows_ = 0;
  std::uint64_t bad_rows_ = 0;
  std::vector<std::string> header_;
  std::vector<bool> secret_;         // by column
  std::vector<std::string> fields_;  // capacity is kept from row to row
  std::size_t field_count_ = 0;
  ProblemList& problems_;
};

}  // namespace hallpass
