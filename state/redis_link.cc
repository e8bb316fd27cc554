#include "state/redis_link.h"

#include <sys/stat.h>

#include <charconv>
#include <fstream>

namespace hallpass {
namespace {

constexpr std::size_t kPasswordBytesMax = 4'096;

timeval as_timeval(std::uint32_t ms) {
  return {.tv_sec = static_cast<time_t>(ms / 1'000), .tv_usec = static_cast<suseconds_t>(ms % 1'000) * 1'000};
}

// "unix:/path" or "host:port"
redisContext* connect(const std::string& where, timeval timeout) {
  constexpr std::string_view kUnix = "unix:";
  if (where.starts_with(kUnix)) return redisConnectUnixWithTimeout(where.c_str() + kUnix.size(), timeout);
  const auto colon = where.rfind(':');
  int port = 0;
  if (colon == std::string::npos ||
      std::from_chars(where.data() + colon + 1, where.data() + where.size(), port).ec != std::errc())
    return nullptr;
  std::string host = where.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);  // [::1]:6379
  return redisConnectWithTimeout(host.c_str(), port, timeout);
}

Result<std::string> password_in(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return fail(ErrorCode::not_found, "state: no password file " + path);
  if ((info.st_mode & 0077) != 0)
    return fail(ErrorCode::permission, "state: " + path + " can be read by others; chmod 600 it");
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line.empty() || line.size() > kPasswordBytesMax)
    return fail(ErrorCode::permission, "state: no password can be read from " + path);
  return line;
}

}  // namespace

RedisWords& RedisWords::add_digest(std::int64_t digest) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(static_cast<std::uint64_t>(digest) >> (8 * i) & 0xff);
  return add(bytes);
}

std::int64_t digest_in(std::string_view bytes) {
  if (bytes.size() != 8) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(value);
}

std::int64_t number_of(const redisReply& reply) {
  if (reply.type == REDIS_REPLY_INTEGER) return reply.integer;
  std::int64_t number = 0;
  const std::string_view text = text_of(reply);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

const redisReply* element_of(const redisReply& reply, std::size_t at) {
  return reply.type == REDIS_REPLY_ARRAY && at < reply.elements ? reply.element[at] : nullptr;
}

Result<std::unique_ptr<RedisLink>> RedisLink::open(const StateSettings& settings) {
  const timeval timeout = as_timeval(settings.redis_timeout_ms);
  std::unique_ptr<RedisLink> link(new RedisLink(connect(settings.redis, timeout)));
  if (!link->context_) return fail(ErrorCode::bad_config, "state: redis is \"unix:/path\" or \"host:port\"");
  if (link->context_->err) return link->dead();
  if (redisSetTimeout(link->context_.get(), timeout) != REDIS_OK) return link->dead();
  if (!settings.redis_password_file.empty()) {
    const auto password = password_in(settings.redis_password_file);
    if (!password) return tl::unexpected(password.error());
    RedisWords words;
    words.add("AUTH");
    if (!settings.redis_user.empty()) words.add(settings.redis_user);
    const auto done = link->ask(words.add(*password));
    if (!done && done.error().code == ErrorCode::io) return fail(ErrorCode::permission, "state: Redis refused the password");
    if (!done) return tl::unexpected(done.error());
  }
  return link;
}

tl::unexpected<Error> RedisLink::dead() const {
  return fail(ErrorCode::temporary, std::string("state: Redis: ") + context_->errstr);
}

Result<RedisReply> RedisLink::checked(void* reply) {
  if (!reply) return dead();
  RedisReply owned(static_cast<redisReply*>(reply));
  if (owned->type == REDIS_REPLY_ERROR)
    return fail(ErrorCode::io, "state: Redis says: " + std::string(text_of(*owned).substr(0, 100)));
  return owned;
}

Result<RedisReply> RedisLink::ask(const RedisWords& words) {
  append(words);
  return next_reply();
}

void RedisLink::append(const RedisWords& words) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const std::string& word : words.list()) {
    texts.push_back(word.data());
    sizes.push_back(word.size());
  }
  redisAppendCommandArgv(context_.get(), static_cast<int>(texts.size()), texts.data(), sizes.data());
}

Result<RedisReply> RedisLink::next_reply() {
  void* reply = nullptr;
  if (redisGetReply(context_.get(), &reply) != REDIS_OK) return dead();
  return checked(reply);
}

}  // namespace hallpass
