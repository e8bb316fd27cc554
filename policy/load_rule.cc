// The words a privacy officer writes in a rule, checked one by one (config/policy.toml explains them).
#include "policy/load_rule.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/nearest_word.h"
#include "base/categories.h"

namespace hallpass {
namespace {

constexpr std::size_t kTitleBytesMax = 200;
constexpr std::uint32_t kPeopleMax = 1'000'000;
constexpr unsigned kClauseMax = 999;

constexpr std::string_view kCertainties[] = {"certain", "possible", "any"};
constexpr std::string_view kSenderLists[] = {"mass_mail_senders", "bulk_release_senders", "encrypt_senders"};
constexpr std::string_view kActionWords[] = {"allow", "tag", "encrypt", "quarantine", "reject"};

std::optional<Action> read_action(TomlTable& table, std::string_view key, Presence presence) {
  std::string word;
  if (!table.read_word(key, word, kActionWords, presence)) return std::nullopt;
  return action_from(word);
}

SenderList read_sender_list(TomlTable& table, std::string_view key) {
  std::string word;
  if (!table.read_word(key, word, kSenderLists)) return SenderList::none;
  return static_cast<SenderList>(std::ranges::find(kSenderLists, word) - std::begin(kSenderLists) + 1);
}

// { own_children = "encrypt", else = "quarantine" } and { below = 10, verdict = "encrypt", else =
// "quarantine" }.
Cell read_condition(TomlTable& table, RecipientClass for_class) {
  Cell cell;
  const std::string_view own = for_class == RecipientClass::student ? "own_record" : "own_children";
  const bool may_own = for_class == RecipientClass::student || for_class == RecipientClass::guardian;
  const bool has_own = may_own && table.has(own);
  const bool has_below = table.has("below");
  if (has_own == has_below) {
    table.problem("a condition wants " + (may_own ? "either '" + std::string(own) + "' or " : std::string()) +
                  "'below'; write { below = 10, verdict = \"…\", else = \"…\" }");
  }
  if (has_own) {
    cell.when = Cell::When::own;
    cell.verdict = read_action(table, own, kRequired).value_or(Action::quarantine);
  } else {
    cell.when = Cell::When::below;
    table.read_number("below", cell.number, 1u, kPeopleMax);
    cell.verdict = read_action(table, "verdict", kRequired).value_or(Action::quarantine);
    cell.unless_sender = read_sender_list(table, "free_senders");
  }
  cell.otherwise = read_action(table, "else", kRequired).value_or(Action::quarantine);
  return cell;
}

Cell read_cell(TomlTable& table, std::string_view key, RecipientClass for_class) {
  Cell cell;
  if (table.is_table(key)) {
    if (auto condition = table.table(key)) cell = read_condition(*condition, for_class);
  } else {
    cell.verdict = read_action(table, key, kRequired).value_or(Action::quarantine);
  }
  return cell;
}

void read_cells(TomlTable& table, Rule& rule) {
  const bool everyone = table.has("everyone");
  for (RecipientClass each : kRecipientClasses) {
    const std::string_view key = to_string(each);
    Cell& cell = rule.cells[static_cast<std::size_t>(each)];
    if (everyone && table.has(key))
      table.problem(key, "'" + std::string(key) + "' beside 'everyone'; keep one of them");
    cell = everyone ? read_cell(table, "everyone", RecipientClass::external) : read_cell(table, key, each);
  }
}

unsigned clause_number(std::string_view clause) {
  constexpr std::string_view kStart = "clause-";
  unsigned number = 0;
  if (!clause.starts_with(kStart)) return 0;
  const char* end = clause.data() + clause.size();
  const auto [rest, error] = std::from_chars(clause.data() + kStart.size(), end, number);
  return error == std::errc{} && rest == end && number <= kClauseMax ? number : 0;
}

void read_clauses(TomlTable& table, Rule& rule) {
  std::vector<TomlText> clauses;
  table.read("clauses", clauses, kRequired);
  for (const TomlText& clause : clauses) {
    if (clause_number(clause.text) == 0) {
      table.problem_at(clause.place, "'" + clause.text + "' is no clause; write \"clause-13\"");
    } else {
      rule.clauses.push_back(clause.text);
    }
  }
  std::ranges::sort(rule.clauses, {}, [](const std::string& clause) { return clause_number(clause); });
}

bool good_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::vector<std::string> expand_categories(TomlTable& table, const std::vector<TomlText>& words,
                                           const Groups& groups) {
  std::set<std::string> all;
  for (const TomlText& word : words) {
    std::vector<std::string> named = categories_named(word.text);
    if (const auto group = groups.find(word.text); group != groups.end()) named = group->second;
    if (named.empty()) {
      std::vector<std::string> known = {"bulk.*",     "content.*",    "credential.*", "custom.*",
                                        "identity.*", "operations.*", "personnel.*",
                                        "pii.*",      "recipient.*",  "record.*"};
      known.insert(known.end(), known_categories().begin(), known_categories().end());
      for (const auto& [name, categories] : groups) known.push_back(name);
      const std::string near = nearest_word(word.text, known);
      table.problem_at(word.place,
                       "'" + word.text + "' is no category, family or group; " +
                           (near.empty() ? "families are written record.*" : "did you mean '" + near + "'?"));
    }
    all.insert(named.begin(), named.end());
  }
  return {all.begin(), all.end()};
}

Rule load_rule(TomlTable& table, const Groups& groups) {
  Rule rule;
  TomlText id;
  if (table.read("id", id, kRequired) && !good_id(id.text)) {
    table.problem_at(id.place,
                     "'id' wants small letters, digits and '-', at most 64; write \"records-to-outsiders\"");
  }
  rule.id = id.text;
  TomlText title;
  if (table.read("title", title, kRequired) && (title.text.empty() || title.text.size() > kTitleBytesMax)) {
    table.problem_at(title.place, "'title' wants 1 to 200 characters that say what the rule holds back");
  }
  rule.title = title.text;
  read_clauses(table, rule);

  std::vector<TomlText> words;
  if (table.read("findings", words, kRequired) && words.empty())
    table.problem("findings", "'findings' names nothing; add a category");
  rule.categories = expand_categories(table, words, groups);
  words.clear();
  table.read("beside", words);
  rule.beside = expand_categories(table, words, groups);

  std::string certainty = "certain";
  table.read_word("certainty", certainty, kCertainties);
  rule.certainty =
      static_cast<Certainty>(std::ranges::find(kCertainties, certainty) - std::begin(kCertainties));
  table.read("identified", rule.identified);
  rule.free_senders = read_sender_list(table, "free_senders");
  rule.about_sender = read_action(table, "about_sender", kOptional);
  read_cells(table, rule);
  return rule;
}

}  // namespace hallpass
