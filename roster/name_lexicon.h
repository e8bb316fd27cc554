// How names are used: short forms of given names, and names that are everyday words. From the lexicons
// (config/lexicons/names.*.toml), which a district extends without recompiling; asked while an index is built.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "hallpass/result.h"

namespace hallpass {

class NameLexicon {
 public:
  // Every *.toml of `folder` whose category is names.nicknames, names.common_words or names.family_first; others are left to the
  // detectors. Errors: not_found (folder); bad_config, every problem as "file:line:column: what", a line each.
  [[nodiscard]] static Result<NameLexicon> load(const std::string& folder);

  // Everything `given` (folded letters) is also called, in either direction, sorted; empty where nothing is known.
  const std::vector<std::string>& nicknames_of(std::string_view given) const;
  bool is_common_word(std::string_view folded_word) const { return common_words_.contains(std::string(folded_word)); }
  // Family names that are written before the given name without a comma: Nguyen Van An, Kim Min-jun.
  bool is_family_first(std::string_view family) const { return family_first_.contains(std::string(family)); }

 private:
  friend class NameLexiconReader;
  std::unordered_map<std::string, std::vector<std::string>> nicknames_;
  std::unordered_set<std::string> common_words_, family_first_;
};

}  // namespace hallpass
