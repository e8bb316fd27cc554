// One [[rule]] of policy.toml -> a Rule; every problem is noted in the file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/toml_reader.h"
#include "policy/rule.h"

namespace hallpass {

using Groups = std::map<std::string, std::vector<std::string>>;  // name -> categories, sorted

// The categories `words` name: group names, families "record.*", categories. Sorted, distinct.
[[nodiscard]] std::vector<std::string> expand_categories(TomlTable& table, const std::vector<TomlText>& words,
                                                         const Groups& groups);
[[nodiscard]] Rule load_rule(TomlTable& table, const Groups& groups);

}  // namespace hallpass
