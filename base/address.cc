#include "base/address.h"

#include <algorithm>

namespace hallpass {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool needs_no_quotes(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || std::string_view("()<>[]:;@\\,\"").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string normalize_address(std::string_view address) {
  address = trimmed(address);
  if (address.size() >= 2 && address.front() == '<' && address.back() == '>') {
    address = trimmed(address.substr(1, address.size() - 2));
  }
  if (address.ends_with('.')) address.remove_suffix(1);
  std::string result(address);
  std::ranges::transform(result, result.begin(), lower);
  const auto at = result.rfind('@');
  if (at != std::string::npos && at >= 2 && result[0] == '"' && result[at - 1] == '"') {
    const std::string inner = result.substr(1, at - 2);
    if (needs_no_quotes(inner)) result.replace(0, at, inner);
  }
  return result;
}

std::string_view domain_of(std::string_view normalized_address) {
  const auto at = normalized_address.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : normalized_address.substr(at + 1);
}

std::string_view local_part_of(std::string_view normalized_address) {
  const auto at = normalized_address.rfind('@');
  return at == std::string_view::npos ? normalized_address : normalized_address.substr(0, at);
}

bool domain_matches(std::string_view domain, std::span<const std::string> domains) {
  return std::ranges::any_of(domains, [&](const std::string& known) {
    if (known.empty() || !domain.ends_with(known)) return false;
    return domain.size() == known.size() || domain[domain.size() - known.size() - 1] == '.';
  });
}

}  // namespace hallpass
