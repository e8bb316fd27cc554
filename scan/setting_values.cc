#include "scan/setting_values.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

#include "base/address.h"

namespace hallpass {
namespace {

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && rest == text.data() + text.size() && port >= 1 && port <= 65535;
}

}  // namespace

// port@host as libmilter writes it, host:port as Postfix does.
bool is_host_and_port(std::string_view text) {
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    return is_port(text.substr(0, at)) && at + 1 < text.size();
  }
  const auto colon = text.rfind(':');
  return colon != std::string_view::npos && colon > 0 && is_port(text.substr(colon + 1));
}

bool is_socket(std::string_view text) {
  for (std::string_view kind : {"unix:", "local:"}) {
    if (text.starts_with(kind)) return text.substr(kind.size()).starts_with('/');
  }
  for (std::string_view kind : {"inet:", "inet6:"}) {
    if (text.starts_with(kind)) return is_host_and_port(text.substr(kind.size()));
  }
  return false;
}

bool is_mode(std::string_view text) {
  return (text.size() == 3 || (text.size() == 4 && text[0] == '0')) &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '7'; });
}

bool is_domain(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text.find('.') != std::string_view::npos &&
         !text.starts_with('.') && text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || (c & 0x80) != 0;
         });
}

bool is_address(std::string_view text) {
  return !local_part_of(text).empty() && is_domain(domain_of(text)) &&
         text.find(' ') == std::string_view::npos;
}

bool is_format(std::string_view text) {
  const re2::RE2 compiled(re2::StringPiece(text.data(), text.size()), re2::RE2::Quiet);
  return !text.empty() && compiled.ok() && !re2::RE2::FullMatch("", compiled);
}

void read_checked(TomlTable& table, std::string_view key, std::string& out, bool (*good)(std::string_view),
                  std::string_view wanted) {
  TomlText text;
  if (!table.read(key, text)) return;
  if (good(text.text)) {
    out = std::move(text.text);
  } else {
    table.problem_at(text.place, "'" + text.text + "' will not do for '" + std::string(key) + "'; write " +
                                     std::string(wanted));
  }
}

// A path as it is; a relative one is taken from the folder of the file that names it.
void read_path(TomlTable& table, std::string_view key, const std::filesystem::path& base, std::string& out) {
  TomlText text;
  if (!table.read(key, text)) return;
  if (text.text.empty()) {
    out.clear();
    return;
  }
  out = (base / text.text).lexically_normal().string();
}

void read_domains(TomlTable& table, std::string_view key, std::vector<std::string>& out) {
  std::vector<TomlText> texts;
  if (!table.read(key, texts)) return;
  for (const TomlText& text : texts) {
    const std::string domain = normalize_address(text.text);
    if (is_domain(domain)) {
      out.push_back(domain);
    } else {
      table.problem_at(text.place, "'" + text.text + "' in '" + std::string(key) +
                                       "' is no domain; write \"district.k12.ia.us\"");
    }
  }
}

void read_addresses(TomlTable& table, std::string_view key, std::vector<std::string>& out) {
  std::vector<TomlText> texts;
  if (!table.read(key, texts)) return;
  for (const TomlText& text : texts) {
    const std::string address = normalize_address(text.text);
    if (is_address(address)) {
      out.push_back(address);
    } else {
      table.problem_at(text.place, "'" + text.text + "' in '" + std::string(key) +
                                       "' is no address; write \"name@district.k12.ia.us\"");
    }
  }
}

}  // namespace hallpass
