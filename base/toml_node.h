// The tree behind base/toml_reader.h: what toml++ parsed, as plain values with places. Seen by
// base/toml_*.cc alone.
#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/toml_reader.h"

namespace hallpass {

struct TomlNode {
  enum class Kind : std::uint8_t { string, integer, real, boolean, date, list, table };
  Kind kind = Kind::table;
  TomlPlace place;      // of the value
  TomlPlace key_place;  // of its key, for members of tables
  std::string name;     // tables: "[limits]"
  std::string text;     // string
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<TomlNode> items;                            // list
  std::vector<std::pair<std::string, TomlNode>> members;  // table, in the order of the file

  const TomlNode* member(std::string_view key) const;
};

struct TomlRecord {
  struct Problem {
    TomlPlace place;
    std::string what;
  };
  std::string path;
  TomlNode root;
  std::vector<Problem> problems;
  std::map<const TomlNode*, std::set<std::string>> asked;  // visited tables -> keys asked for

  void note(TomlPlace place, std::string what) { problems.push_back({place, std::move(what)}); }
};

// "file:line:column: what", sorted by place, a line each, without repetition.
[[nodiscard]] std::string problem_lines(const std::string& path, std::vector<TomlRecord::Problem> problems);

}  // namespace hallpass
