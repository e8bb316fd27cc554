#include "quarantine/pass.h"

#include <algorithm>
#include <charconv>

#include "base/address.h"

namespace hallpass::quarantine {
namespace {

constexpr std::string_view kVersion = "v1";

// Two envelopes that reach the same people through the same sender are the same scope.
std::vector<std::string> comparable(const std::vector<std::string>& recipients) {
  std::vector<std::string> result;
  for (const std::string& address : recipients) result.push_back(normalize_address(address));
  std::ranges::sort(result);
  result.erase(std::ranges::unique(result).begin(), result.end());
  return result;
}

std::string mac_of(const Pass& pass, const PassScope& scope, const Key& key) {
  Hasher hasher(key);
  hasher.add_field(kVersion).add_field(pass.id).add_field(std::to_string(pass.expires_seconds));
  hasher.add_field(pass.may_add).add_field(pass.nonce);
  hasher.add({reinterpret_cast<const char*>(scope.content.data()), scope.content.size()});
  hasher.add_field(normalize_address(scope.sender));
  for (const std::string& recipient : comparable(scope.recipients)) hasher.add_field(recipient);
  return to_hex(hasher.finish());
}

// Cuts "name=VALUE " off the front; VALUE is made of `allowed` characters.
std::optional<std::string_view> take(std::string_view& rest, std::string_view name, std::string_view allowed) {
  if (!rest.starts_with(name)) return std::nullopt;
  rest.remove_prefix(name.size());
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view value = rest.substr(0, end);
  if (value.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return value;
}

// The MTA may have folded the header: runs of blanks are one space.
std::string unfolded(std::string_view value) {
  std::string result;
  for (char c : value) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

}  // namespace

std::string write_pass(const Pass& pass, const PassScope& scope, const Key& key) {
  return std::string(kVersion) + " id=" + pass.id + " exp=" + std::to_string(pass.expires_seconds) +
         " add=" + pass.may_add + " nonce=" + pass.nonce + " mac=" + mac_of(pass, scope, key);
}

std::optional<Pass> read_pass(std::string_view header_value) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kToken = "0123456789abcdefghijklmnopqrstuvwxyz";
  if (header_value.size() > kPassBytesMax) return std::nullopt;
  const std::string line = unfolded(header_value);
  std::string_view rest = line;
  if (!rest.starts_with("v1 ")) return std::nullopt;
  rest.remove_prefix(3);
  const auto id = take(rest, "id=", kToken);
  const auto expires = id ? take(rest, "exp=", kDigits) : std::nullopt;
  const auto may_add = expires ? take(rest, "add=", "abcdefghijklmnopqrstuvwxyz-,") : std::nullopt;
  const auto nonce = may_add ? take(rest, "nonce=", kToken) : std::nullopt;
  const auto mac = nonce ? take(rest, "mac=", "0123456789abcdef") : std::nullopt;
  if (!mac || !rest.empty() || id->size() != 12 || nonce->size() != 32 || mac->size() != 2 * sizeof(Digest)) {
    return std::nullopt;
  }
  Pass pass{.id = std::string(*id), .expires_seconds = 0, .may_add = std::string(*may_add),
            .nonce = std::string(*nonce), .mac = std::string(*mac)};
  const auto [end, error] = std::from_chars(expires->data(), expires->data() + expires->size(), pass.expires_seconds);
  if (error != std::errc{} || end != expires->data() + expires->size()) return std::nullopt;
  return pass;
}

bool mac_is_right(const Pass& pass, const PassScope& scope, const Key& key) {
  return equal_in_constant_time(pass.mac, mac_of(pass, scope, key));
}

}  // namespace hallpass::quarantine
