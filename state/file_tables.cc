// What is old fades, and every sender has a cap: an even share of the file, so that no sender's habits cost
// those of the others.
#include "state/file_tables.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kFadeSeconds = 120 * kDaySeconds;    // a habit not kept so long counts half
constexpr std::int64_t kForgetSeconds = 400 * kDaySeconds;  // over the summer, and a year round
constexpr std::int64_t kMessagesMax = 60'000;               // of one habit
constexpr std::int64_t kRowBytes = 50;                      // of a habit or pair, with the tree's air
constexpr std::int64_t kRowsEachMin = 100, kRowsEachMax = 2'000;
constexpr std::int64_t kDomainsMax = 50'000;      // of the whole district
constexpr std::uint64_t kTrimEvery = 64;          // records between two trims of their sender
constexpr std::uint64_t kSweepEvery = 8'192;      // between two sweeps through what all senders sent
constexpr std::uint64_t kFoldEvery = 512;         // between two foldings of the log

Correspondence::Habit habit_of(sqlite3_stmt* row, int column) {
  return {static_cast<std::uint32_t>(sqlite3_column_int64(row, column)), sqlite3_column_int64(row, column + 1)};
}

AudienceCounts counts_of(sqlite3_stmt* row, int column) {
  AudienceCounts counts;
  for (std::size_t i = 0; i < kAudiences; ++i)
    counts.of[i] = static_cast<std::uint64_t>(sqlite3_column_int64(row, column + static_cast<int>(i)));
  return counts;
}

}  // namespace

SenderMemory read_memory(Connection& from, const MemoryAsked& asked) {
  SenderMemory memory;
  (void)from.run("SELECT recipient, messages, last_seconds FROM habit WHERE sender = ?", {asked.sender},
                 [&](sqlite3_stmt* row) { memory.habits.emplace(sqlite3_column_int64(row, 0), habit_of(row, 1)); });
  if (asked.pairs) {
    (void)from.run("SELECT pair, messages FROM pair WHERE sender = ?", {asked.sender}, [&](sqlite3_stmt* row) {
      memory.pairs.emplace(sqlite3_column_int64(row, 0), static_cast<std::uint32_t>(sqlite3_column_int64(row, 1)));
    });
  }
  (void)from.run("SELECT tier, bucket, inside, families, outside FROM volume WHERE sender = ?", {asked.sender},
                 [&](sqlite3_stmt* row) {
                   memory.buckets.push_back({sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), counts_of(row, 2)});
                 });
  (void)from.run("SELECT at_seconds, mark, recipients FROM copy WHERE sender = ? AND at_seconds > ? "
                 "ORDER BY at_seconds DESC LIMIT ?",
                 {asked.sender, asked.now_seconds - kVolumeSecondsMax, static_cast<std::int64_t>(Volume::kCopiesMax)},
                 [&](sqlite3_stmt* row) {
                   memory.copies.push_back({sqlite3_column_int64(row, 0),
                                            static_cast<CopyMark>(sqlite3_column_int64(row, 1)),
                                            static_cast<std::uint64_t>(sqlite3_column_int64(row, 2))});
                 });
  return memory;
}

FileTables::FileTables(std::unique_ptr<Connection> writing, std::int64_t district, std::size_t size_max)
    : writing_(std::move(writing)), district_(district), rows_max_(static_cast<std::int64_t>(size_max) / kRowBytes) {
  share_out();
}

// Senders are counted by hopping from one to the next through the index.
void FileTables::share_out() {
  const std::int64_t senders = writing_->number(
      "WITH RECURSIVE hop(sender) AS (SELECT MIN(sender) FROM habit UNION ALL "
      "SELECT (SELECT MIN(sender) FROM habit WHERE sender > hop.sender) FROM hop WHERE hop.sender IS NOT NULL) "
      "SELECT COUNT(sender) FROM hop",
      {});
  rows_each_ = std::clamp((rows_max_ - kDomainsMax) / (2 * std::max<std::int64_t>(senders, 1)), kRowsEachMin, kRowsEachMax);
}

Result<void> FileTables::begin(const Record& record, bool for_others) {
  if (auto begun = writing_->run("BEGIN IMMEDIATE", {}); !begun) return begun;
  auto done = write(record);
  if (done && for_others)
    done = writing_->run_with("INSERT INTO outbox (at_seconds, record) VALUES (?, ?)", {record.at_seconds}, packed(record));
  if (!done) (void)writing_->run("ROLLBACK", {});
  return done;
}

Result<void> FileTables::commit() {
  auto done = writing_->run("COMMIT", {});
  if (!done) (void)writing_->run("ROLLBACK", {});
  return done;
}

void FileTables::tidy() {
  if (recorded_ % kFoldEvery == 0) (void)writing_->run("PRAGMA wal_checkpoint(PASSIVE)", {});
}

Result<void> FileTables::add(const char* sql, std::int64_t sender, std::int64_t other, std::int64_t at_seconds) {
  return writing_->run(sql, {sender, other, at_seconds, at_seconds - kFadeSeconds, kMessagesMax});
}

Result<void> FileTables::write(const Record& record) {
  constexpr const char* kHabit =
      "INSERT INTO habit VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET "
      "messages = MIN(?5, CASE WHEN last_seconds < ?4 THEN messages / 2 ELSE messages END + 1), "
      "last_seconds = MAX(last_seconds, ?3)";
  constexpr const char* kPair =
      "INSERT INTO pair VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET "
      "messages = MIN(?5, CASE WHEN last_seconds < ?4 THEN messages / 2 ELSE messages END + 1), "
      "last_seconds = MAX(last_seconds, ?3)";
  auto done = write_volume(record);
  if (done) done = write_copy(record);
  for (std::size_t i = 0; done && i < record.habits.size(); ++i)
    done = add(kHabit, record.sender, record.habits[i], record.at_seconds);
  for (std::size_t i = 0; done && i < record.domains.size(); ++i)
    done = add(kHabit, district_, record.domains[i], record.at_seconds);
  for (std::size_t i = 0; done && i < record.pairs.size(); ++i)
    done = add(kPair, record.sender, record.pairs[i], record.at_seconds);
  ++recorded_;
  if (done && recorded_ % kTrimEvery == 0) done = trim(record.sender, record.at_seconds);
  if (done && recorded_ % kSweepEvery == 0) done = sweep(record.at_seconds);
  return done;
}

Result<void> FileTables::write_volume(const Record& record) {
  Result<void> done;
  if (record.volume.total() == 0) return done;
  const auto count = [&](Audience audience) { return static_cast<std::int64_t>(record.volume[audience]); };
  for (std::size_t tier = 0; done && tier < kBucketSeconds.size(); ++tier) {
    const auto tier_number = static_cast<std::int64_t>(tier);
    const std::int64_t bucket = record.at_seconds / kBucketSeconds[tier];
    done = writing_->run(
        "INSERT INTO volume VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET "
        "inside = inside + ?4, families = families + ?5, outside = outside + ?6",
        {record.sender, tier_number, bucket, count(Audience::inside), count(Audience::families), count(Audience::outside)});
    if (done) {
      done = writing_->run("DELETE FROM volume WHERE sender = ? AND tier = ? AND bucket < ?",
                           {record.sender, tier_number, bucket - kBucketsEach});
    }
  }
  return done;
}

Result<void> FileTables::write_copy(const Record& record) {
  if (record.copy_mark == 0 || record.volume.total() == 0) return {};
  return writing_->run("INSERT INTO copy VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET recipients = recipients + ?4",
                       {record.sender, record.at_seconds, static_cast<std::int64_t>(record.copy_mark),
                        static_cast<std::int64_t>(record.volume.total())});
}

// What is too old, then the least recent over the cap.
Result<void> FileTables::trim(std::int64_t sender, std::int64_t now_seconds) {
  constexpr const char* kHabits =
      "DELETE FROM habit WHERE sender = ?1 AND (last_seconds < ?2 OR recipient IN (SELECT recipient FROM habit "
      "WHERE sender = ?1 ORDER BY last_seconds DESC LIMIT -1 OFFSET ?3))";
  constexpr const char* kPairs =
      "DELETE FROM pair WHERE sender = ?1 AND (last_seconds < ?2 OR pair IN (SELECT pair FROM pair "
      "WHERE sender = ?1 ORDER BY last_seconds DESC LIMIT -1 OFFSET ?3))";
  const std::int64_t oldest = now_seconds - kForgetSeconds;
  auto done = writing_->run(kHabits, {sender, oldest, rows_each_});
  if (done) done = writing_->run(kPairs, {sender, oldest, rows_each_});
  if (done) {
    done = writing_->run("DELETE FROM copy WHERE sender = ? AND at_seconds < ?", {sender, now_seconds - kVolumeSecondsMax});
  }
  return done;
}

// Of everybody: also of those who send no more.
Result<void> FileTables::sweep(std::int64_t now_seconds) {
  share_out();
  auto done = writing_->run("DELETE FROM copy WHERE at_seconds < ?", {now_seconds - kVolumeSecondsMax});
  for (std::size_t tier = 0; done && tier < kBucketSeconds.size(); ++tier) {
    done = writing_->run("DELETE FROM volume WHERE tier = ? AND bucket < ?",
                         {static_cast<std::int64_t>(tier), now_seconds / kBucketSeconds[tier] - kBucketsEach});
  }
  if (done) {
    done = writing_->run(
        "DELETE FROM habit WHERE sender = ?1 AND (last_seconds < ?2 OR recipient IN (SELECT recipient FROM habit "
        "WHERE sender = ?1 ORDER BY last_seconds DESC LIMIT -1 OFFSET ?3))",
        {district_, now_seconds - kForgetSeconds, kDomainsMax});
  }
  return done;
}

}  // namespace hallpass
