// One connection to Redis (hiredis). Every call ends within the timeout it was opened with; after any failure
// but a refusal by Redis itself the link is dead and thrown away. One user at a time.
#pragma once

#include <hiredis/hiredis.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "hallpass/state_settings.h"

namespace hallpass {

// Words of a command; numbers and digests are appended in their own form.
class RedisWords {
 public:
  RedisWords& add(std::string_view word) {
    words_.emplace_back(word);
    return *this;
  }
  RedisWords& add_number(std::int64_t number) { return add(std::to_string(number)); }
  RedisWords& add_number(std::uint64_t number) { return add(std::to_string(number)); }
  RedisWords& add_digest(std::int64_t digest);  // eight bytes
  const std::vector<std::string>& list() const { return words_; }

 private:
  std::vector<std::string> words_;
};

// The eight bytes of a digest as a number again; 0 for anything else.
[[nodiscard]] std::int64_t digest_in(std::string_view bytes);

struct RedisReplyFree {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using RedisReply = std::unique_ptr<redisReply, RedisReplyFree>;

[[nodiscard]] inline std::string_view text_of(const redisReply& reply) {
  return reply.str ? std::string_view(reply.str, reply.len) : std::string_view{};
}
// A whole number, given as one or in digits; 0 for anything else.
[[nodiscard]] std::int64_t number_of(const redisReply& reply);
// The element of an array reply; null where there is none.
[[nodiscard]] const redisReply* element_of(const redisReply& reply, std::size_t at);

class RedisLink {
 public:
  // Connected and authenticated. Errors: temporary (not reachable), permission (refused; password file),
  // bad_config (address).
  [[nodiscard]] static Result<std::unique_ptr<RedisLink>> open(const StateSettings& settings);

  // Errors: temporary (the link is dead), io (Redis says no).
  [[nodiscard]] Result<RedisReply> ask(const RedisWords& words);

  // Many at one go; replies in order.
  void append(const RedisWords& words);
  [[nodiscard]] Result<RedisReply> next_reply();

 private:
  struct Free {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  explicit RedisLink(redisContext* context) : context_(context) {}
  [[nodiscard]] tl::unexpected<Error> dead() const;
  [[nodiscard]] Result<RedisReply> checked(void* reply);

  std::unique_ptr<redisContext, Free> context_;
};

}  // namespace hallpass
