#include "scan/load_state.h"

#include "scan/setting_values.h"

namespace hallpass {
namespace {

bool is_redis(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  if (text.empty()) return true;  // this relay alone
  if (text.starts_with(kUnix)) return text.substr(kUnix.size()).starts_with('/');
  return text.find('@') == std::string_view::npos && text.find('/') == std::string_view::npos && is_host_and_port(text);
}

bool is_prefix(std::string_view text) {
  return text.size() <= 64 && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void load_state(TomlTable table, const std::filesystem::path& base, StateSettings& state) {
  read_path(table, "file", base, state.file);
  read_path(table, "key", base, state.key);
  table.read_bytes("size_max", state.size_max, std::size_t{1} << 20, std::size_t{64} << 30);
  read_checked(table, "redis", state.redis, is_redis, "\"unix:/run/redis/redis-server.sock\" or \"127.0.0.1:6379\"");
  table.read("redis_user", state.redis_user);
  read_path(table, "redis_password_file", base, state.redis_password_file);
  read_checked(table, "redis_prefix", state.redis_prefix, is_prefix, "a word without spaces such as \"hallpass:\"");
  table.read_number("redis_timeout_ms", state.redis_timeout_ms, 5u, 5'000u);
  if (!state.redis.empty() && state.file.empty())
    table.problem("redis", "'redis' is shared beside a file of this relay's own; add file = \"/var/lib/hallpass/state.db\"");
  if (!state.redis_user.empty() && state.redis_password_file.empty())
    table.problem("redis_user", "'redis_user' logs in with a password; add redis_password_file = \"keys/redis.password\"");
}

}  // namespace hallpass
