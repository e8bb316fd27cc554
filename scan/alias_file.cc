#include "scan/alias_file.h"

#include <algorithm>
#include <filesystem>

#include "base/address.h"
#include "base/file_ops.h"

namespace hallpass {
namespace {

constexpr std::size_t kProblemsMax = 100;
constexpr std::string_view kInclude = ":include:";

// A line with those that continue it, without line ends.
struct LogicalLine {
  std::size_t number = 0;
  std::string text;
};

// A line that begins with a blank goes on; in LDIF exactly one blank is taken off.
std::vector<LogicalLine> logical_lines(std::string_view text, bool ldif) {
  std::vector<LogicalLine> lines;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool continues = !lines.empty() && !line.empty() && (line.front() == ' ' || line.front() == '\t');
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (line.starts_with('#') || (!ldif && (blank || line.substr(line.find_first_not_of(" \t")).starts_with('#')))) continue;
    if (continues)
      lines.back().text += ldif ? line.substr(1) : line;
    else
      lines.push_back({number, std::string(line)});
  }
  return lines;
}

std::string trimmed_lower(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  const auto end = text.find_last_not_of(" \t");
  std::string out(text.substr(begin, end - begin + 1));
  if (out.size() > 1 && out.front() == '"' && out.back() == '"') out = out.substr(1, out.size() - 2);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// At commas outside quotes and brackets.
std::vector<std::string> split_members(std::string_view text) {
  std::vector<std::string> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (text[i] != ',' || quoted)) continue;
    if (std::string part = trimmed_lower(text.substr(begin, i - begin)); !part.empty()) parts.push_back(std::move(part));
    begin = i + 1;
  }
  return parts;
}

class AliasReader {
 public:
  explicit AliasReader(AliasTable& table) : table_(table) {}

  Result<void> read(const std::string& path) {
    const auto text = real_file_ops().read(path, kAliasFileBytesMax);
    if (!text) return tl::unexpected(text.error());
    path_ = path;
    const bool ldif = looks_like_ldif(*text);
    const auto lines = logical_lines(*text, ldif);
    if (ldif)
      read_ldif(lines);
    else
      for (const LogicalLine& line : lines) read_alias(line);
    return {};
  }

 private:
  static bool looks_like_ldif(std::string_view text) {
    for (const LogicalLine& line : logical_lines(text.substr(0, 4'096), true)) {
      if (line.text.empty()) continue;
      const std::string start = trimmed_lower(std::string_view(line.text).substr(0, 8));
      return start.starts_with("dn:") || start.starts_with("version:");
    }
    return false;
  }

  void problem(std::size_t line, std::string_view what) {
    if (table_.problems.size() < kProblemsMax)
      table_.problems.push_back(path_ + ":" + std::to_string(line) + ": " + std::string(what));
  }

  // false at a bound.
  bool add(const std::string& name, std::string member, std::size_t line) {
    if (table_.member_count >= kAliasMembersMax ||
        (table_.members.size() >= kAliasListsMax && !table_.members.contains(name))) {
      problem(line, "too many lists or members; what follows is not counted");
      return false;
    }
    ++table_.member_count;
    table_.members[name].push_back(std::move(member));
    return true;
  }

  void read_alias(const LogicalLine& line) {
    const std::string_view text = line.text;
    const auto colon = text.starts_with('"') ? text.find(':', text.find('"', 1)) : text.find(':');
    const auto blank = text.find_first_of(" \t");
    const bool has_colon = colon != std::string_view::npos && (blank == std::string_view::npos || colon < blank || text.starts_with('"') ||
                                                              text.find_first_not_of(" \t", blank) == colon);
    const auto end = has_colon ? colon : blank;
    const std::string name = end == std::string_view::npos ? "" : trimmed_lower(text.substr(0, end));
    if (name.empty()) {
      problem(line.number, "neither \"name: members\" nor \"address members\"");
      return;
    }
    if (table_.members.contains(name)) problem(line.number, "this name stands here twice; its members are taken together");
    for (const std::string& member : split_members(text.substr(end + 1))) {
      if (member.starts_with(kInclude))
        include(name, member.substr(kInclude.size()), line);
      else if (!is_command(member) && !add(name, member, line.number))
        return;
    }
  }

  // What is delivered to a program or a file reaches nobody.
  static bool is_command(std::string_view member) { return member.starts_with('|') || member.starts_with('/'); }

  // Such a file holds members alone, and no further include.
  void include(const std::string& name, const std::string& named, const LogicalLine& line) {
    if (++table_.include_count > kAliasIncludesMax) return problem(line.number, "too many included files; this one is not counted");
    const auto path = std::filesystem::path(path_).parent_path() / original_case(named, line.text);
    const auto text = real_file_ops().read(path.string(), kAliasFileBytesMax);
    if (!text) return problem(line.number, "the included file cannot be read: " + text.error().context);
    for (const LogicalLine& included : logical_lines(*text, false)) {
      for (const std::string& member : split_members(included.text)) {
        if (member.starts_with(kInclude)) {
          problem(line.number, "the included file includes others; those are not counted");
        } else if (!is_command(member) && !add(name, member, line.number)) {
          return;
        }
      }
    }
  }

  // File names are not folded as addresses are.
  static std::string original_case(const std::string& lower, const std::string& line) {
    for (std::size_t at = 0; at + lower.size() <= line.size(); ++at) {
      if (trimmed_lower(line.substr(at, lower.size())) == lower) return line.substr(at, lower.size());
    }
    return lower;
  }

  void read_ldif(const std::vector<LogicalLine>& lines) {
    constexpr std::string_view kMembers[] = {"member", "uniquemember", "memberuid", "rfc822mailmember", "mgrprfc822mailmember"};
    std::string name;
    for (const LogicalLine& line : lines) {
      const auto colon = line.text.find(':');
      if (colon == std::string::npos) {
        if (line.text.empty())
          name.clear();
        else
          problem(line.number, "neither \"attribute: value\" nor an empty line");
        continue;
      }
      const std::string attribute = trimmed_lower(std::string_view(line.text).substr(0, colon));
      const std::string_view value = std::string_view(line.text).substr(colon + 1);
      if (value.starts_with(':')) {  // base64: somebody, whoever it is
        if (!name.empty() && is_one_of(kMembers, attribute) && !add(name, trimmed_lower(value), line.number)) return;
      } else if (attribute == "dn") {
        name = trimmed_lower(value);
      } else if (name.empty() && attribute != "version") {
        problem(line.number, "an attribute before the record's dn");
      } else if (attribute == "mail") {
        table_.mail_of.emplace(name, trimmed_lower(value));
      } else if (is_one_of(kMembers, attribute)) {
        if (!add(name, trimmed_lower(value), line.number)) return;
      }
    }
  }

  static bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  }

  AliasTable& table_;
  std::string path_;
};

}  // namespace

Result<void> read_alias_file(const std::string& path, AliasTable& table) { return AliasReader(table).read(path); }

}  // namespace hallpass
