#include "state/redis_store.h"

#include <charconv>

#include "state/redis_scripts.h"

namespace hallpass {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kRowsEach = 2'000;  // habits of one sender; as many pairs

// "3:7:12" -> its numbers; missing ones are 0.
template <std::size_t N>
std::array<std::uint64_t, N> numbers_in(std::string_view text) {
  std::array<std::uint64_t, N> numbers{};
  for (std::size_t i = 0; i < N && !text.empty(); ++i) {
    const auto colon = std::min(text.find(':'), text.size());
    std::from_chars(text.data(), text.data() + colon, numbers[i]);
    text.remove_prefix(std::min(colon + 1, text.size()));
  }
  return numbers;
}

// day * 65536 + messages
Correspondence::Habit habit_in(std::int64_t packed) {
  return {static_cast<std::uint32_t>(packed % 65'536), packed / 65'536 * kDaySeconds};
}

// The fields and values of a hash, as HGETALL gives them.
template <typename Use>
void each_pair(const redisReply* list, Use use) {
  for (std::size_t i = 0; list && i + 1 < list->elements; i += 2) use(text_of(*list->element[i]), *list->element[i + 1]);
}

void read_volume(const redisReply* list, SenderMemory& memory) {
  each_pair(list, [&](std::string_view field, const redisReply& value) {
    const auto [tier, audience, number] = numbers_in<3>(field);
    if (audience >= kAudiences) return;
    Bucket bucket{.tier = static_cast<std::int64_t>(tier), .number = static_cast<std::int64_t>(number), .recipients = {}};
    bucket.recipients.of[audience] = static_cast<std::uint64_t>(number_of(value));
    memory.buckets.push_back(bucket);
  });
}

void read_claims(const redisReply* list, SenderMemory& memory) {
  for (std::size_t i = 0; list && i < list->elements; ++i) {
    const auto numbers = numbers_in<1 + kAudiences>(text_of(*list->element[i]));
    for (std::size_t a = 0; a < kAudiences; ++a) memory.claimed.of[a] += numbers[1 + a];
  }
}

void read_copies(const redisReply* list, SenderMemory& memory) {
  for (std::size_t i = 0; list && i < list->elements; ++i) {
    const auto [at, mark, recipients] = numbers_in<3>(text_of(*list->element[i]));
    memory.copies.push_back({static_cast<std::int64_t>(at), mark, recipients});
  }
}

void add_list(RedisWords& words, const std::vector<std::int64_t>& digests) {
  words.add_number(static_cast<std::uint64_t>(digests.size()));
  for (std::int64_t digest : digests) words.add_digest(digest);
}

}  // namespace

Result<std::unique_ptr<RedisStore>> RedisStore::open(const StateSettings& settings, const std::string& key_mark) {
  auto link = RedisLink::open(settings);
  if (!link) return tl::unexpected(link.error());
  std::unique_ptr<RedisStore> store(new RedisStore(std::move(*link), settings.redis_prefix));
  if (auto done = store->prepare(key_mark); !done) return tl::unexpected(done.error());
  return store;
}

Result<void> RedisStore::prepare(const std::string& key_mark) {
  for (const auto& [script, name] : {std::pair{kCountScript, &count_script_}, {kRecallScript, &recall_script_}}) {
    const auto loaded = link_->ask(RedisWords().add("SCRIPT").add("LOAD").add(script));
    if (!loaded) return tl::unexpected(loaded.error());
    *name = std::string(text_of(**loaded));
  }
  if (auto set = link_->ask(RedisWords().add("SETNX").add(prefix_ + "key").add(key_mark)); !set)
    return tl::unexpected(set.error());
  const auto there = link_->ask(RedisWords().add("GET").add(prefix_ + "key"));
  if (!there) return tl::unexpected(there.error());
  if (text_of(**there) != key_mark)
    return fail(ErrorCode::bad_config, "state: the relays at this Redis use another state key; give all of them the same file");
  return {};
}

Result<SenderMemory> RedisStore::recall(const MemoryAsked& asked, std::uint64_t claim, const AudienceCounts& volume) {
  RedisWords words;
  words.add("EVALSHA").add(recall_script_).add("1").add(prefix_).add_digest(asked.sender).add_number(claim);
  words.add_number(asked.now_seconds).add_number(asked.now_seconds + kClaimSeconds);
  for (std::uint64_t count : volume.of) words.add_number(count);
  words.add(asked.pairs ? "1" : "0");
  for (std::int64_t domain : asked.domains) words.add_digest(domain);
  const auto reply = link_->ask(words);
  if (!reply) return tl::unexpected(reply.error());

  SenderMemory memory;
  read_volume(element_of(**reply, 0), memory);
  read_claims(element_of(**reply, 1), memory);
  read_copies(element_of(**reply, 2), memory);
  each_pair(element_of(**reply, 3), [&](std::string_view field, const redisReply& value) {
    memory.habits.emplace(digest_in(field), habit_in(number_of(value)));
  });
  each_pair(element_of(**reply, 4), [&](std::string_view field, const redisReply& value) {
    memory.pairs.emplace(digest_in(field), habit_in(number_of(value)).messages);
  });
  const redisReply* domains = element_of(**reply, 5);
  for (std::size_t i = 0; domains && i < domains->elements && i < asked.domains.size(); ++i)
    memory.domains.emplace(asked.domains[i], habit_in(number_of(*domains->element[i])));
  return memory;
}

Result<std::int64_t> RedisStore::last_counted(std::int64_t relay) {
  const auto reply = link_->ask(RedisWords().add("HGET").add(prefix_ + "relays").add_number(relay));
  if (!reply) return tl::unexpected(reply.error());
  return number_of(**reply);
}

void RedisStore::append_count(std::int64_t relay, std::int64_t seq, const Record& record) {
  RedisWords words;
  words.add("EVALSHA").add(count_script_).add("1").add(prefix_).add_number(relay).add_number(seq);
  words.add_digest(record.sender).add_number(record.claim).add_number(record.at_seconds);
  for (std::uint64_t count : record.volume.of) words.add_number(count);
  words.add_number(record.copy_mark).add_number(kRowsEach).add_number(static_cast<std::uint64_t>(Volume::kCopiesMax));
  for (const auto* list : {&record.habits, &record.domains, &record.pairs}) add_list(words, *list);
  link_->append(words);
}

void RedisStore::append_withdrawal(std::int64_t sender, std::uint64_t claim) {
  RedisWords key;
  key.add_digest(sender);
  link_->append(RedisWords().add("HDEL").add(prefix_ + "c:" + key.list().front()).add_number(claim));
}

Result<std::int64_t> RedisStore::next_number() {
  const auto reply = link_->next_reply();
  if (!reply) return tl::unexpected(reply.error());
  return number_of(**reply);
}

}  // namespace hallpass
