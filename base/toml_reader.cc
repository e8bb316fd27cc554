// The walk: each reader asks for a key, checks type and range, and notes what is wrong where it stands.
#include "base/toml_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/nearest_word.h"
#include "base/toml_node.h"

namespace hallpass {
namespace {

using Kind = TomlNode::Kind;

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::string: return "a text in quotes";
    case Kind::integer: return "a whole number";
    case Kind::real: return "a number with a fraction";
    case Kind::boolean: return "true or false";
    case Kind::date: return "a date or time";
    case Kind::list: return "a list";
    case Kind::table: return "a table";
  }
  return "something else";
}

std::string quoted(std::string_view key) {
  std::string text(1, '\'');
  text += key;
  text += '\'';
  return text;
}

std::string wrong_kind(std::string_view key, std::string_view wanted, Kind found) {
  return quoted(key) + " wants " + std::string(wanted) + ", not " + std::string(kind_words(found));
}

std::string decimal(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

struct SizeUnit {
  std::string_view name;
  std::uint64_t bytes;
};
constexpr SizeUnit kSizeUnits[] = {
    {"", 1},           {"B", 1},      {"KiB", 1u << 10}, {"MiB", 1u << 20},
    {"GiB", 1u << 30}, {"kB", 1'000}, {"MB", 1'000'000}, {"GB", 1'000'000'000}};

// "50 MiB" -> bytes.
std::optional<std::uint64_t> size_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const SizeUnit& row : kSizeUnits) {
    if (row.name == unit && number <= UINT64_MAX / row.bytes) return number * row.bytes;
  }
  return std::nullopt;
}

}  // namespace

const TomlNode* TomlNode::member(std::string_view key) const {
  for (const auto& [name_of_member, value] : members) {
    if (name_of_member == key) return &value;
  }
  return nullptr;
}

const TomlNode* TomlTable::ask(std::string_view key, Presence presence) {
  record_->asked[node_].emplace(key);
  const TomlNode* value = node_->member(key);
  if (!value && presence == kRequired) problem(node_->name + " lacks " + quoted(key) + "; add it");
  return value;
}

bool TomlTable::has(std::string_view key) const {
  record_->asked[node_].emplace(key);
  return node_->member(key) != nullptr;
}

bool TomlTable::is_table(std::string_view key) const {
  return has(key) && node_->member(key)->kind == Kind::table;
}

bool TomlTable::read(std::string_view key, TomlText& out, Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::string) {
    problem_at(value->place, wrong_kind(key, kind_words(Kind::string), value->kind));
    return false;
  }
  out = {value->text, value->place};
  return true;
}

bool TomlTable::read(std::string_view key, std::string& out, Presence presence) {
  TomlText text;
  if (!read(key, text, presence)) return false;
  out = std::move(text.text);
  return true;
}

bool TomlTable::read(std::string_view key, bool& out, Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::boolean) {
    problem_at(value->place,
               wrong_kind(key, kind_words(Kind::boolean), value->kind) + "; no quotes round it");
    return false;
  }
  out = value->boolean;
  return true;
}

bool TomlTable::read(std::string_view key, double& out, double min, double max, Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::real && value->kind != Kind::integer) {
    problem_at(value->place, wrong_kind(key, "a number", value->kind));
    return false;
  }
  const double number = value->kind == Kind::real ? value->real : static_cast<double>(value->integer);
  if (!(number >= min && number <= max)) {
    problem_at(value->place, quoted(key) + " is " + decimal(number) + "; it may be " + decimal(min) + " to " +
                                 decimal(max));
    return false;
  }
  out = number;
  return true;
}

bool TomlTable::read(std::string_view key, std::vector<TomlText>& out, Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::list) {
    problem_at(value->place, wrong_kind(key, "a list of texts", value->kind) + "; write " + std::string(key) +
                                 " = [\"…\"]");
    return false;
  }
  std::vector<TomlText> texts;
  for (const TomlNode& item : value->items) {
    if (item.kind == Kind::string) {
      texts.push_back({item.text, item.place});
    } else {
      problem_at(item.place, "an element of " + wrong_kind(key, kind_words(Kind::string), item.kind));
    }
  }
  out = std::move(texts);
  return true;
}

bool TomlTable::read(std::string_view key, std::vector<std::string>& out, Presence presence) {
  std::vector<TomlText> texts;
  if (!read(key, texts, presence)) return false;
  out.clear();
  for (TomlText& text : texts) out.push_back(std::move(text.text));
  return true;
}

bool TomlTable::read_word(std::string_view key, std::string& out, std::span<const std::string_view> words,
                          Presence presence) {
  TomlText text;
  if (!read(key, text, presence)) return false;
  if (std::ranges::find(words, text.text) == words.end()) {
    const std::vector<std::string> known(words.begin(), words.end());
    problem_at(text.place,
               quoted(key) + " does not know '" + text.text + "'" + suggestion_for(text.text, known));
    return false;
  }
  out = std::move(text.text);
  return true;
}

bool TomlTable::read_integer(std::string_view key, std::int64_t& out, std::int64_t min, std::int64_t max,
                             Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::integer) {
    problem_at(value->place, wrong_kind(key, kind_words(Kind::integer), value->kind));
    return false;
  }
  if (value->integer < min || value->integer > max) {
    problem_at(value->place, quoted(key) + " is " + std::to_string(value->integer) + "; it may be " +
                                 std::to_string(min) + " to " + std::to_string(max));
    return false;
  }
  out = value->integer;
  return true;
}

bool TomlTable::read_bytes(std::string_view key, std::size_t& out, std::size_t min, std::size_t max,
                           Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return false;
  if (value->kind != Kind::string && value->kind != Kind::integer) {
    problem_at(value->place, wrong_kind(key, "a size such as \"50 MiB\"", value->kind));
    return false;
  }
  std::optional<std::uint64_t> bytes;
  if (value->kind == Kind::string) bytes = size_from(value->text);
  if (value->kind == Kind::integer && value->integer >= 0) bytes = static_cast<std::uint64_t>(value->integer);
  if (!bytes) {
    problem_at(value->place, quoted(key) + " is no size; write bytes or \"50 MiB\" (KiB, MiB, GiB)");
    return false;
  }
  if (*bytes < min || *bytes > max) {
    problem_at(value->place, quoted(key) + " is " + std::to_string(*bytes) + " bytes; it may be " +
                                 std::to_string(min) + " to " + std::to_string(max));
    return false;
  }
  out = static_cast<std::size_t>(*bytes);
  return true;
}

std::optional<TomlTable> TomlTable::table(std::string_view key, Presence presence) {
  const TomlNode* value = ask(key, presence);
  if (!value) return std::nullopt;
  if (value->kind != Kind::table) {
    problem_at(value->place, wrong_kind(key, kind_words(Kind::table), value->kind));
    return std::nullopt;
  }
  record_->asked.try_emplace(value);
  return TomlTable(record_, value);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key, Presence presence) {
  std::vector<TomlTable> out;
  const TomlNode* value = ask(key, presence);
  if (!value) return out;
  if (value->kind != Kind::list) {
    problem_at(value->place,
               wrong_kind(key, "a list of tables", value->kind) + "; write [[" + std::string(key) + "]]");
    return out;
  }
  for (const TomlNode& item : value->items) {
    if (item.kind != Kind::table) {
      problem_at(item.place, "an element of " + wrong_kind(key, kind_words(Kind::table), item.kind));
      continue;
    }
    record_->asked.try_emplace(&item);
    out.push_back(TomlTable(record_, &item));
  }
  return out;
}

std::vector<TomlText> TomlTable::keys() const {
  std::vector<TomlText> out;
  for (const auto& [key, value] : node_->members) out.push_back({key, value.key_place});
  return out;
}

void TomlTable::problem(std::string_view key, std::string_view what) {
  const TomlNode* value = node_->member(key);
  problem_at(value ? value->place : node_->place, what);
}

void TomlTable::problem(std::string_view what) {
  problem_at(node_->place, what);
}

void TomlTable::problem_at(TomlPlace place, std::string_view what) {
  record_->note(place, std::string(what));
}

TomlPlace TomlTable::place() const {
  return node_->place;
}
const std::string& TomlTable::name() const {
  return node_->name;
}

}  // namespace hallpass
