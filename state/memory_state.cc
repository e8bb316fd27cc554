// State in maps, under one lock: a sequence is a handful of messages.
#include <bit>
#include <map>
#include <mutex>
#include <set>

#include "base/address.h"
#include "hallpass/state.h"
#include "state/record.h"

namespace hallpass {
namespace {

class MemoryState final : public State, public Correspondence, public Volume {
 public:
  const Correspondence& correspondence() const override { return *this; }
  const Volume& volume() const override { return *this; }

  bool known(std::string_view sender) const override {
    const std::scoped_lock lock(mutex_);
    return senders_.contains(normalize_address(sender));
  }

  Habit habit(std::string_view sender, std::string_view recipient) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = habits_.find({normalize_address(sender), normalize_address(recipient)});
    return found == habits_.end() ? Habit{} : found->second;
  }

  std::uint32_t together(std::string_view sender, std::string_view one,
                         std::string_view other) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = together_.find(
        {normalize_address(sender), pair_of(normalize_address(one), normalize_address(other))});
    return found == together_.end() ? 0 : found->second;
  }

  std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override {
    return audiences_since(sender, now_seconds, window_seconds).total();
  }

  AudienceCounts audiences_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override {
    AudienceCounts total;
    each_sending(sender, now_seconds, window_seconds, [&](const Sending& sending) { total += sending.recipients; });
    return total;
  }

  std::uint64_t copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                             std::int64_t window_seconds) const override {
    std::uint64_t total = 0;
    each_sending(sender, now_seconds, window_seconds, [&](const Sending& sending) {
      if (sending.mark != 0 && std::popcount(sending.mark ^ mark) <= kCopyBitsMax) total += sending.recipients.total();
    });
    return total;
  }

  Result<void> record_sent(const SentMessage& sent) override {
    const std::scoped_lock lock(mutex_);
    AudienceCounts recipients = sent.volume;
    if (recipients.total() == 0) recipients[Audience::outside] = sent.addressed.size();
    sendings_[sent.sender].emplace(sent.at_seconds, Sending{recipients, sent.copy_mark});
    senders_.insert(sent.sender);
    for (const std::string& recipient : sent.delivered) {
      add(sent.sender, recipient, sent.at_seconds);
      add("", "@" + std::string(domain_of(recipient)), sent.at_seconds);
    }
    for (const std::string& beginning : beginnings(sent.delivered)) add(sent.sender, beginning, sent.at_seconds);
    if (sent.delivered.size() <= kTogetherMax) add_pairs(sent);
    return {};
  }

 private:
  struct Sending {
    AudienceCounts recipients;
    CopyMark mark = 0;
  };
  template <typename Use>
  void each_sending(std::string_view sender, std::int64_t now_seconds, std::int64_t window_seconds, Use use) const {
    const std::scoped_lock lock(mutex_);
    const auto found = sendings_.find(normalize_address(sender));
    if (found == sendings_.end()) return;
    for (auto at = found->second.upper_bound(now_seconds - window_seconds);
         at != found->second.end() && at->first <= now_seconds; ++at) {
      use(at->second);
    }
  }

  using Pair = std::pair<std::string, std::string>;
  static Pair pair_of(std::string one, std::string other) {
    return one < other ? Pair{std::move(one), std::move(other)} : Pair{std::move(other), std::move(one)};
  }

  void add(const std::string& sender, const std::string& recipient, std::int64_t at_seconds) {
    Habit& habit = habits_[{sender, recipient}];
    ++habit.messages;
    habit.last_seconds = std::max(habit.last_seconds, at_seconds);
  }

  void add_pairs(const SentMessage& sent) {
    for (std::size_t a = 0; a < sent.delivered.size(); ++a) {
      for (std::size_t b = a + 1; b < sent.delivered.size(); ++b)
        ++together_[{sent.sender, pair_of(sent.delivered[a], sent.delivered[b])}];
    }
  }

  mutable std::mutex mutex_;
  std::set<std::string> senders_;
  std::map<Pair, Habit> habits_;
  std::map<std::pair<std::string, Pair>, std::uint32_t> together_;
  std::map<std::string, std::multimap<std::int64_t, Sending>> sendings_;
};

}  // namespace

std::unique_ptr<State> make_state_in_memory() {
  return std::make_unique<MemoryState>();
}

}  // namespace hallpass
