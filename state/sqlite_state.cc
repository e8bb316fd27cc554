// State in one SQLite file, shared by the threads of a relay and kept over restarts. Addresses stand in it
// as keyed digests, a recipient's mixed with its sender's, so that the file tells neither who writes to whom
// nor that two people write to the same address. What is old fades, and every sender has a cap.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "base/address.h"
#include "base/digest.h"
#include "hallpass/state.h"
#include "state/connection.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kReadBusyMs = 20;  // a verdict does not wait longer
constexpr std::uint32_t kWriteBusyMs = 2'000;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kFadeSeconds = 120 * kDaySeconds;    // a habit not kept so long counts half
constexpr std::int64_t kForgetSeconds = 400 * kDaySeconds;  // over the summer, and a year round
constexpr std::int64_t kSendingSeconds = 2 * kDaySeconds;   // volume windows are at most that long
constexpr std::int64_t kMessagesMax = 60'000;               // of one habit
constexpr std::int64_t kHabitsMax = 2'000;                  // of one sender; as many pairs
constexpr std::int64_t kDomainsMax = 50'000;                // of the whole district
constexpr std::uint64_t kTrimEvery = 64;                    // messages recorded between two trims

using Habit = Correspondence::Habit;

class SqliteState final : public State, public Correspondence, public Volume {
 public:
  SqliteState(const Key& key, std::unique_ptr<Connection> reading, std::unique_ptr<Connection> writing)
      : key_(key), reading_(std::move(reading)), writing_(std::move(writing)) {}

  const Correspondence& correspondence() const override { return *this; }
  const Volume& volume() const override { return *this; }

  bool known(std::string_view sender) const override {
    const std::scoped_lock lock(read_mutex_);
    return reading_->number("SELECT EXISTS (SELECT 1 FROM habit WHERE sender = ?)",
                            {of(normalize_address(sender))}) != 0;
  }

  Habit habit(std::string_view sender, std::string_view recipient) const override {
    const std::string from = normalize_address(sender);
    Habit habit;
    const std::scoped_lock lock(read_mutex_);
    (void)reading_->run("SELECT messages, last_seconds FROM habit WHERE sender = ? AND recipient = ?",
                        {of(from), of(from, normalize_address(recipient))},
                        [&](sqlite3_stmt* row) { habit = habit_of(row, 0); });
    return habit;
  }

  // Many candidates of one sender: their habits are read once.
  std::vector<Habit> habits(std::string_view sender, std::span<const std::string> recipients) const override {
    const std::string from = normalize_address(sender);
    std::unordered_map<std::int64_t, Habit> all;
    {
      const std::scoped_lock lock(read_mutex_);
      (void)reading_->run(
          "SELECT recipient, messages, last_seconds FROM habit WHERE sender = ?", {of(from)},
          [&](sqlite3_stmt* row) { all.emplace(sqlite3_column_int64(row, 0), habit_of(row, 1)); });
    }
    std::vector<Habit> found(recipients.size());
    for (std::size_t i = 0; i < recipients.size() && !all.empty(); ++i) {
      const auto at = all.find(of(from, normalize_address(recipients[i])));
      if (at != all.end()) found[i] = at->second;
    }
    return found;
  }

  std::uint32_t together(std::string_view sender, std::string_view one,
                         std::string_view other) const override {
    const std::string from = normalize_address(sender);
    const std::scoped_lock lock(read_mutex_);
    return static_cast<std::uint32_t>(
        reading_->number("SELECT messages FROM pair WHERE sender = ? AND pair = ?",
                         {of(from), pair_of(from, normalize_address(one), normalize_address(other))}));
  }

  std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override {
    const std::scoped_lock lock(read_mutex_);
    return static_cast<std::uint64_t>(
        reading_->number("SELECT COALESCE(SUM(recipients), 0) FROM sending WHERE sender = ? AND at_seconds > "
                         "? AND at_seconds <= ?",
                         {of(normalize_address(sender)), now_seconds - window_seconds, now_seconds}));
  }

  Result<void> record_sent(const SentMessage& sent) override {
    const std::scoped_lock lock(write_mutex_);
    if (auto begun = writing_->run("BEGIN IMMEDIATE", {}); !begun) return begun;
    auto done = write(sent);
    if (done) done = writing_->run("COMMIT", {});
    if (!done) (void)writing_->run("ROLLBACK", {});
    return done;
  }

 private:
  static Habit habit_of(sqlite3_stmt* row, int column) {
    return {static_cast<std::uint32_t>(sqlite3_column_int64(row, column)),
            sqlite3_column_int64(row, column + 1)};
  }

  std::int64_t of(std::string_view sender) const {
    return static_cast<std::int64_t>(short_digest(key_, sender));
  }
  std::int64_t of(std::string_view sender, std::string_view recipient) const {
    return of(std::string(sender) + '\n' + std::string(recipient));
  }
  std::int64_t pair_of(std::string_view sender, std::string_view one, std::string_view other) const {
    if (other < one) std::swap(one, other);
    return of(std::string(sender) + '\n' + std::string(one) + '\n' + std::string(other));
  }

  Result<void> add(const char* sql, std::int64_t sender, std::int64_t other, std::int64_t at_seconds) {
    return writing_->run(sql, {sender, other, at_seconds, at_seconds - kFadeSeconds, kMessagesMax});
  }

  Result<void> add_habit(std::int64_t sender, std::int64_t recipient, std::int64_t at_seconds) {
    return add(
        "INSERT INTO habit VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET "
        "messages = MIN(?5, CASE WHEN last_seconds < ?4 THEN messages / 2 ELSE messages END + 1), "
        "last_seconds = MAX(last_seconds, ?3)",
        sender, recipient, at_seconds);
  }

  Result<void> add_pair(std::int64_t sender, std::int64_t pair, std::int64_t at_seconds) {
    return add(
        "INSERT INTO pair VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET "
        "messages = MIN(?5, CASE WHEN last_seconds < ?4 THEN messages / 2 ELSE messages END + 1), "
        "last_seconds = MAX(last_seconds, ?3)",
        sender, pair, at_seconds);
  }

  Result<void> write(const SentMessage& sent) {
    const std::int64_t sender = of(sent.sender);
    Result<void> done;
    if (!sent.addressed.empty()) {
      done = writing_->run(
          "INSERT INTO sending VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET recipients = recipients + ?3",
          {sender, sent.at_seconds, static_cast<std::int64_t>(sent.addressed.size())});
    }
    for (std::size_t i = 0; done && i < sent.delivered.size(); ++i) {
      const std::string& recipient = sent.delivered[i];
      done = add_habit(sender, of(sent.sender, recipient), sent.at_seconds);
      if (done) done = add_habit(of(""), of("", "@" + std::string(domain_of(recipient))), sent.at_seconds);
    }
    if (sent.delivered.size() <= kTogetherMax) {
      for (std::size_t a = 0; done && a < sent.delivered.size(); ++a) {
        for (std::size_t b = a + 1; done && b < sent.delivered.size(); ++b) {
          done =
              add_pair(sender, pair_of(sent.sender, sent.delivered[a], sent.delivered[b]), sent.at_seconds);
        }
      }
    }
    if (done && ++recorded_ % kTrimEvery == 0) done = trim(sender, sent.at_seconds);
    return done;
  }

  // What is too old, then the least recent over the cap.
  Result<void> trim(std::int64_t sender, std::int64_t now_seconds) {
    auto done = writing_->run("DELETE FROM sending WHERE at_seconds < ?", {now_seconds - kSendingSeconds});
    for (const auto& [who, most] : {std::pair{sender, kHabitsMax}, std::pair{of(""), kDomainsMax}}) {
      if (done) {
        done = writing_->run(
            "DELETE FROM habit WHERE sender = ?1 AND (last_seconds < ?2 OR recipient IN (SELECT recipient "
            "FROM habit "
            "WHERE sender = ?1 ORDER BY last_seconds DESC LIMIT -1 OFFSET ?3))",
            {who, now_seconds - kForgetSeconds, most});
      }
    }
    if (done) {
      done = writing_->run(
          "DELETE FROM pair WHERE sender = ?1 AND (last_seconds < ?2 OR pair IN (SELECT pair FROM pair "
          "WHERE sender = ?1 ORDER BY last_seconds DESC LIMIT -1 OFFSET ?3))",
          {sender, now_seconds - kForgetSeconds, kHabitsMax});
    }
    return done;
  }

  Key key_;
  mutable std::mutex read_mutex_;
  std::unique_ptr<Connection> reading_;
  std::mutex write_mutex_;
  std::unique_ptr<Connection> writing_;
  std::uint64_t recorded_ = 0;
};

}  // namespace

Result<std::unique_ptr<State>> open_state(const StateSettings& settings) {
  if (settings.file.empty())
    return fail(ErrorCode::usage, "state: no file is set; add file = \"…\" to [state]");
  init_crypto();
  std::error_code ignored;
  auto key = std::filesystem::exists(settings.key, ignored) ? load_key(settings.key) : make_key(settings.key);
  if (!key) return tl::unexpected(key.error());
  auto writing = Connection::open(settings.file, kWriteBusyMs);
  if (!writing) return tl::unexpected(writing.error());
  auto reading = Connection::open(settings.file, kReadBusyMs);
  if (!reading) return tl::unexpected(reading.error());
  return std::make_unique<SqliteState>(*key, std::move(*reading), std::move(*writing));
}

}  // namespace hallpass
