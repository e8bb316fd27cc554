// Header fields as DKIM's "relaxed" form sees them, the body line by line.
#include "quarantine/content_digest.h"

#include <algorithm>
#include <array>
#include <vector>

#include "hallpass/store.h"

namespace hallpass::quarantine {
namespace {

// Put on top by any MTA or signer on the way; they say nothing about the message.
constexpr std::array<std::string_view, 7> kTraceFields{
    "arc-authentication-results", "arc-message-signature", "arc-seal", "authentication-results",
    "dkim-signature", "received", "return-path"};
// The MTA rewrites addresses in these (a local host name made complete, canonical maps).
constexpr std::array<std::string_view, 6> kAddressFields{"cc", "errors-to", "from", "reply-to", "sender", "to"};
constexpr std::array<std::string_view, 4> kAddableFields{"date", "message-id", "from", "to"};
constexpr std::string_view kOurPrefix = "x-hallpass-";

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Field {
  std::string name;         // lower case
  std::string_view value;   // with its folding
};

std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  while (!result.empty() && blank(result.back())) result.pop_back();
  return result;
}

// Splits off the header; `rest` is left at the body. A line that is no field ends the header, as it does
// for the MTA.
std::vector<Field> take_header(std::string_view& rest) {
  std::vector<Field> fields;
  while (!rest.empty()) {
    std::string_view after = rest;
    const std::string_view line = take_line(after);
    const bool folded = !line.empty() && (line.front() == ' ' || line.front() == '\t') && !fields.empty();
    const auto colon = line.find(':');
    if (line.empty()) {
      rest = after;
      return fields;
    }
    if (!folded && (colon == std::string_view::npos || colon == 0)) return fields;
    if (folded) {
      std::string_view& value = fields.back().value;
      value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
    } else {
      fields.push_back({lower(line.substr(0, colon)), line.substr(colon + 1)});
    }
    rest = after;
  }
  return fields;
}

std::string relaxed(std::string_view value) {
  std::string result;
  for (char c : value) {
    if (!blank(c)) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool listed(std::string_view list, std::string_view name) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (list.substr(at, end - at) == name) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::string fields_it_may_add(std::string_view message) {
  const std::vector<Field> fields = take_header(message);
  std::string missing;
  for (std::string_view name : kAddableFields) {
    if (std::ranges::find(fields, name, &Field::name) != fields.end()) continue;
    if (!missing.empty()) missing += ',';
    missing += name;
  }
  return missing;
}

Digest content_digest(std::string_view message, std::string_view may_add, const Key& key) {
  Hasher hasher(key);
  for (const Field& field : take_header(message)) {
    if (one_of(kTraceFields, field.name) || field.name.starts_with(kOurPrefix) || listed(may_add, field.name)) continue;
    hasher.add_field(field.name);
    hasher.add_field(one_of(kAddressFields, field.name) ? std::string() : relaxed(field.value));
  }
  hasher.add_field("body");
  std::size_t empty_lines = 0;
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.empty()) {
      ++empty_lines;
      continue;
    }
    for (; empty_lines > 0; --empty_lines) hasher.add_field("");
    hasher.add_field(line);
  }
  return hasher.finish();
}

std::string with_crlf(std::string_view message) {
  std::string result;
  result.reserve(message.size() + message.size() / 32 + 2);
  while (!message.empty()) {
    result += take_line(message);
    result += "\r\n";
  }
  return result;
}

}  // namespace hallpass::quarantine
