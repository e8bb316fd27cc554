// From a file to a tree of places: the only source that knows toml++. It stops at the first error of
// syntax; everything after that is ours and collects.
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/nearest_word.h"
#include "base/toml_node.h"

namespace hallpass {
namespace {

TomlPlace place_of(const toml::source_region& region) {
  return {static_cast<std::uint32_t>(region.begin.line), static_cast<std::uint32_t>(region.begin.column)};
}

TomlNode node_of(const toml::node& node, const std::string& name);

TomlNode table_node(const toml::table& table, const std::string& name) {
  TomlNode out;
  out.kind = TomlNode::Kind::table;
  out.name = name.empty() ? "the file" : "[" + name + "]";
  for (const auto& [key, value] : table) {
    const std::string word(key.str());
    TomlNode member = node_of(value, name.empty() ? word : name + "." + word);
    member.key_place = place_of(key.source());
    out.members.emplace_back(word, std::move(member));
  }
  std::ranges::stable_sort(out.members, [](const auto& a, const auto& b) {
    return std::pair(a.second.key_place.line, a.second.key_place.column) <
           std::pair(b.second.key_place.line, b.second.key_place.column);
  });
  return out;
}

TomlNode list_node(const toml::array& array, const std::string& name) {
  TomlNode out;
  out.kind = TomlNode::Kind::list;
  std::size_t number = 0;
  for (const toml::node& item : array) {
    TomlNode node = node_of(item, name);
    if (item.is_table()) node.name = "[[" + name + "]] " + std::to_string(++number);
    out.items.push_back(std::move(node));
  }
  return out;
}

// toml++ itself bounds the nesting (TOML_MAX_NESTED_VALUES, 256).
TomlNode node_of(const toml::node& node, const std::string& name) {
  TomlNode out;
  if (const auto* table = node.as_table()) {
    out = table_node(*table, name);
  } else if (const auto* array = node.as_array()) {
    out = list_node(*array, name);
  } else if (const auto* text = node.as_string()) {
    out.kind = TomlNode::Kind::string;
    out.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    out.kind = TomlNode::Kind::integer;
    out.integer = integer->get();
  } else if (const auto* real = node.as_floating_point()) {
    out.kind = TomlNode::Kind::real;
    out.real = real->get();
  } else if (const auto* boolean = node.as_boolean()) {
    out.kind = TomlNode::Kind::boolean;
    out.boolean = boolean->get();
  } else {
    out.kind = TomlNode::Kind::date;
  }
  out.place = place_of(node.source());
  return out;
}

}  // namespace

std::string problem_lines(const std::string& path, std::vector<TomlRecord::Problem> problems) {
  std::ranges::stable_sort(problems, [](const auto& a, const auto& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  std::string text;
  std::string last;
  for (const auto& [place, what] : problems) {
    std::string line = path + ":" + std::to_string(std::max(place.line, 1u)) + ":" +
                       std::to_string(std::max(place.column, 1u)) + ": " + what;
    if (line == last) continue;
    text += (text.empty() ? "" : "\n") + line;
    last = std::move(line);
  }
  return text;
}

Result<TomlFile> TomlFile::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int why = errno;
    return fail(why == ENOENT || why == ENOTDIR ? ErrorCode::not_found : ErrorCode::io,
                path + ": " + std::strerror(why));
  }
  std::string text(kTomlBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.gcount() == 0 && !file.eof()))
    return fail(ErrorCode::io, path + ": cannot be read; is it a file?");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kTomlBytesMax) return fail(ErrorCode::too_large, path + ": is over 16 MiB; split it");
  return parse(text, path);
}

Result<TomlFile> TomlFile::parse(std::string_view text, const std::string& name) {
  auto record = std::make_unique<TomlRecord>();
  record->path = name;
  try {
    record->root = table_node(toml::parse(text), "");
  } catch (const toml::parse_error& error) {
    return fail(
        ErrorCode::bad_config,
        problem_lines(name, {{place_of(error.source()), "not TOML: " + std::string(error.description())}}));
  }
  return TomlFile(std::move(record));
}

TomlFile::TomlFile(std::unique_ptr<TomlRecord> record) : record_(std::move(record)) {}
TomlFile::TomlFile(TomlFile&&) noexcept = default;
TomlFile& TomlFile::operator=(TomlFile&&) noexcept = default;
TomlFile::~TomlFile() = default;

TomlTable TomlFile::root() {
  record_->asked.try_emplace(&record_->root);
  return TomlTable(record_.get(), &record_->root);
}

const std::string& TomlFile::path() const {
  return record_->path;
}

Result<void> TomlFile::finish() {
  for (const auto& [table, asked] : record_->asked) {
    const std::vector<std::string> known(asked.begin(), asked.end());
    for (const auto& [key, value] : table->members) {
      if (asked.contains(key)) continue;
      record_->note(value.key_place,
                    "unknown key '" + key + "' in " + table->name + suggestion_for(key, known));
    }
  }
  if (record_->problems.empty()) return {};
  return fail(ErrorCode::bad_config, problem_lines(record_->path, record_->problems));
}

}  // namespace hallpass
