// config/policy.toml -> the rules, in order. A policy that is wrong anywhere is no policy: nothing of it
// is used, and every problem is told at once.
#include <algorithm>
#include <map>

#include "base/categories.h"
#include "policy/load_rule.h"
#include "policy/rule_policy.h"

namespace hallpass {
namespace {

constexpr std::size_t kRulesMax = 1'000;

Groups load_groups(TomlTable& root) {
  Groups groups;
  auto table = root.table("group");
  if (!table) return groups;
  for (const TomlText& name : table->keys()) {
    if (!categories_named(name.text).empty()) {
      table->problem_at(name.place,
                        "the group '" + name.text + "' has the name of a category; call it otherwise");
    }
    std::vector<TomlText> words;
    table->read(name.text, words);
    groups[name.text] = expand_categories(*table, words, groups);  // groups above may be named
  }
  return groups;
}

std::vector<Rule> load_rules(TomlTable& root, const Groups& groups) {
  std::vector<Rule> rules;
  std::map<std::string, std::uint32_t> lines;
  std::vector<TomlTable> tables = root.tables("rule", kRequired);
  if (tables.size() > kRulesMax) root.problem("rule", "more than 1000 rules; join some");
  for (TomlTable& table : tables) {
    Rule rule = load_rule(table, groups);
    const auto [first, fresh] = lines.try_emplace(rule.id, table.place().line);
    if (!fresh && !rule.id.empty()) {
      table.problem("id", "the id '" + rule.id + "' is taken by the rule of line " +
                              std::to_string(first->second) + "; give it another");
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace

Result<std::shared_ptr<const Policy>> load_policy(const std::string& path) {
  auto file = TomlFile::load(path);
  if (!file) return tl::unexpected(file.error());
  TomlTable root = file->root();
  const Groups groups = load_groups(root);
  std::vector<Rule> rules = load_rules(root, groups);
  if (auto good = file->finish(); !good) return tl::unexpected(good.error());
  return std::make_shared<const RulePolicy>(std::move(rules));
}

}  // namespace hallpass
