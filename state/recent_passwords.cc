// Pairs in the order they were last written to; the front goes first. What is forgotten is overwritten.
#include "hallpass/recent_passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <list>
#include <mutex>
#include <unordered_map>

#include "base/address.h"
#include "base/digest.h"

namespace hallpass {
namespace {

struct Word {
  std::array<char, RecentPasswords::kWordBytesMax> bytes;
  std::size_t size = 0;
  std::int64_t at_seconds = 0;

  std::string_view text() const { return {bytes.data(), size}; }
};

// Words in place, so that none is left behind where another was moved.
struct Pair {
  std::uint64_t name = 0;
  std::array<Word, RecentPasswords::kWordsEach> words;
  std::size_t count = 0;

  explicit Pair(std::uint64_t of) : name(of) {}
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(words.data(), sizeof words); }

  std::span<const Word> known() const { return std::span(words).first(count); }
};

class RecentPasswordsInMemory final : public RecentPasswords {
 public:
  RecentPasswordsInMemory() {
    init_crypto();
    randombytes_buf(key_.data(), key_.size());
  }

  std::vector<std::string> recall(std::string_view sender, std::span<const std::string> recipients, std::int64_t now_seconds) const override {
    std::vector<const Word*> found;
    const std::lock_guard lock(mutex_);
    for (const std::string& recipient : recipients.first(std::min(recipients.size(), kRecipientsMax))) {
      const auto at = by_name_.find(name_of(sender, recipient));
      if (at == by_name_.end()) continue;
      for (const Word& word : at->second->known()) {
        if (word.at_seconds <= now_seconds && now_seconds - word.at_seconds <= kSecondsKept) found.push_back(&word);
      }
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Word::at_seconds);
    std::vector<std::string> words;
    for (const Word* word : found) {
      if (!std::ranges::count(words, word->text())) words.emplace_back(word->text());
    }
    return words;
  }

  void remember(std::string_view sender, std::span<const std::string> recipients, std::span<const std::string> words,
                std::int64_t now_seconds) override {
    if (words.empty() || sender.empty()) return;
    const std::lock_guard lock(mutex_);
    for (const std::string& recipient : recipients.first(std::min(recipients.size(), kRecipientsMax))) {
      Pair& pair = pair_of(name_of(sender, recipient));
      for (const std::string& word : words.first(std::min(words.size(), kWordsEach))) add(pair, word, now_seconds);
    }
    forget_old(now_seconds);
  }

 private:
  using Order = std::list<Pair>;

  std::uint64_t name_of(std::string_view sender, std::string_view recipient) const {
    return short_digest(key_, normalize_address(sender) + "\n" + normalize_address(recipient));
  }

  Pair& pair_of(std::uint64_t name) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) {
      order_.splice(order_.end(), order_, found->second);
      return *found->second;
    }
    if (order_.size() >= kPairsMax) forget_first();
    by_name_[name] = order_.emplace(order_.end(), name);
    return order_.back();
  }

  static void add(Pair& pair, std::string_view text, std::int64_t now_seconds) {
    if (text.empty() || text.size() > kWordBytesMax) return;
    std::size_t at = 0;
    while (at < pair.count && pair.words[at].text() != text) ++at;
    if (at == kWordsEach) {
      const auto oldest = std::ranges::min_element(pair.words, {}, &Word::at_seconds);
      at = static_cast<std::size_t>(oldest - pair.words.begin());
    }
    pair.count = std::max(pair.count, at + 1);
    Word& word = pair.words[at];
    if (word.text() == text) {
      word.at_seconds = std::max(word.at_seconds, now_seconds);
      return;
    }
    sodium_memzero(word.bytes.data(), word.bytes.size());
    std::ranges::copy(text, word.bytes.begin());
    word.size = text.size();
    word.at_seconds = now_seconds;
  }

  void forget_first() {
    by_name_.erase(order_.front().name);
    order_.pop_front();
  }

  void forget_old(std::int64_t now_seconds) {
    const auto last = [](const Pair& pair) { return pair.count == 0 ? 0 : std::ranges::max(pair.known(), {}, &Word::at_seconds).at_seconds; };
    while (!order_.empty() && now_seconds - last(order_.front()) > kSecondsKept) forget_first();
  }

  Key key_{};
  mutable std::mutex mutex_;
  Order order_;
  std::unordered_map<std::uint64_t, Order::iterator> by_name_;
};

}  // namespace

std::unique_ptr<RecentPasswords> make_recent_passwords() { return std::make_unique<RecentPasswordsInMemory>(); }

}  // namespace hallpass
