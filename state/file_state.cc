#include "state/file_state.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "state/recollection.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kReadBusyMs = 20;  // a verdict does not wait longer
constexpr std::uint32_t kWriteBusyMs = 2'000;
constexpr std::int64_t kOutboxSeconds = 86'400;
constexpr std::size_t kDomainsMax = 200'000;  // in memory, until the next start

Correspondence::Habit habit_of(sqlite3_stmt* row, int column) {
  return {static_cast<std::uint32_t>(sqlite3_column_int64(row, column)), sqlite3_column_int64(row, column + 1)};
}

// Positive, so that it can stand in keys of other stores.
std::int64_t random_number(const std::string& token) {
  Hasher hasher;
  const Digest digest = hasher.add(token).finish();
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | digest[i];
  return static_cast<std::int64_t>(number >> 2);
}

}  // namespace

Result<std::unique_ptr<FileState>> FileState::open(const StateSettings& settings) {
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
  return std::unique_ptr<FileState>(
      new FileState(*key, std::move(*reading), std::move(*writing), settings.size_max));
}

FileState::FileState(const Key& key, std::unique_ptr<Connection> reading, std::unique_ptr<Connection> writing,
                     std::size_t size_max)
    : digests_(key), district_(digests_.of("")), reading_(std::move(reading)),
      tables_(std::move(writing), district_, size_max),
      last_claim_(static_cast<std::uint64_t>(random_number(random_token(16))) << 24) {
  Connection& file = tables_.connection();
  (void)file.run("INSERT OR IGNORE INTO fact VALUES ('relay', ?)", {random_number(random_token(16))});
  relay_ = file.number("SELECT value FROM fact WHERE name = 'relay'", {});
  (void)reading_->run("SELECT recipient, messages, last_seconds FROM habit WHERE sender = ?", {district_},
                      [&](sqlite3_stmt* row) { domains_[sqlite3_column_int64(row, 0)] = habit_of(row, 1); });
}

// ---- what is known

bool FileState::known(std::string_view sender) const {
  const std::scoped_lock lock(read_mutex_);
  return reading_->number("SELECT EXISTS (SELECT 1 FROM habit WHERE sender = ?)",
                          {digests_.of(normalize_address(sender))}) != 0;
}

Correspondence::Habit FileState::habit(std::string_view sender, std::string_view recipient) const {
  if (sender.empty()) return domain_habit(recipient);
  const std::string from = normalize_address(sender);
  Habit habit;
  const std::scoped_lock lock(read_mutex_);
  (void)reading_->run("SELECT messages, last_seconds FROM habit WHERE sender = ? AND recipient = ?",
                      {digests_.of(from), digests_.of(from, normalize_address(recipient))},
                      [&](sqlite3_stmt* row) { habit = habit_of(row, 0); });
  return habit;
}

Correspondence::Habit FileState::domain_habit(std::string_view recipient) const {
  const std::scoped_lock lock(domains_mutex_);
  const auto found = domains_.find(digests_.of("", recipient));
  return found == domains_.end() ? Habit{} : found->second;
}

void FileState::add_domains(const Record& record) {
  const std::scoped_lock lock(domains_mutex_);
  for (std::int64_t domain : record.domains) {
    if (domains_.size() >= kDomainsMax && !domains_.contains(domain)) continue;
    Habit& habit = domains_[domain];
    ++habit.messages;
    habit.last_seconds = std::max(habit.last_seconds, record.at_seconds);
  }
}

// Many candidates of one sender: their habits are read once.
std::vector<Correspondence::Habit> FileState::habits(std::string_view sender,
                                                     std::span<const std::string> recipients) const {
  const std::string from = normalize_address(sender);
  std::vector<Habit> found(recipients.size());
  if (from.empty()) {
    for (std::size_t i = 0; i < recipients.size(); ++i) found[i] = domain_habit(recipients[i]);
    return found;
  }
  std::unordered_map<std::int64_t, Habit> all;
  {
    const std::scoped_lock lock(read_mutex_);
    (void)reading_->run("SELECT recipient, messages, last_seconds FROM habit WHERE sender = ?", {digests_.of(from)},
                        [&](sqlite3_stmt* row) { all[sqlite3_column_int64(row, 0)] = habit_of(row, 1); });
  }
  for (std::size_t i = 0; i < recipients.size() && !all.empty(); ++i) {
    const auto at = all.find(digests_.of(from, normalize_address(recipients[i])));
    if (at != all.end()) found[i] = at->second;
  }
  return found;
}

std::uint32_t FileState::together(std::string_view sender, std::string_view one, std::string_view other) const {
  const std::string from = normalize_address(sender);
  const std::scoped_lock lock(read_mutex_);
  return static_cast<std::uint32_t>(
      reading_->number("SELECT messages FROM pair WHERE sender = ? AND pair = ?",
                       {digests_.of(from), digests_.of_pair(from, normalize_address(one), normalize_address(other))}));
}

AudienceCounts FileState::audiences_since(std::string_view sender, std::int64_t now_seconds,
                                          std::int64_t window_seconds) const {
  const std::scoped_lock lock(read_mutex_);
  const SenderMemory memory =
      read_memory(*reading_, {.sender = digests_.of(normalize_address(sender)), .now_seconds = now_seconds});
  return sum_of(memory.buckets, now_seconds, window_seconds);
}

std::uint64_t FileState::copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                                      std::int64_t window_seconds) const {
  const std::string from = normalize_address(sender);
  const std::scoped_lock lock(read_mutex_);
  const SenderMemory memory = read_memory(*reading_, {.sender = digests_.of(from), .now_seconds = now_seconds});
  return memory.copies_of(digests_.masked(from, mark), now_seconds, window_seconds);
}

// ---- messages in work

MemoryAsked FileState::asked_for(const MessageInWork& message) const {
  MemoryAsked asked{.sender = digests_.of(message.sender), .domains = {}, .pairs = false,
                    .now_seconds = message.now_seconds};
  asked.pairs = message.recipients.size() > 1 && message.recipients.size() <= kTogetherMax;
  std::set<std::string_view> seen;
  for (const std::string& recipient : message.recipients) {
    if (seen.insert(domain_of(recipient)).second) asked.domains.push_back(digests_.of_domain(domain_of(recipient)));
  }
  return asked;
}

std::uint64_t FileState::new_claim() {
  const std::scoped_lock lock(claims_mutex_);
  return ++last_claim_;
}

SenderMemory FileState::claim(const MessageInWork& message, std::uint64_t claim) {
  const MemoryAsked asked = asked_for(message);
  const std::scoped_lock lock(claims_mutex_, read_mutex_);
  SenderMemory memory = read_memory(*reading_, asked);
  memory.claimed = claims_.of(asked.sender);
  claims_.add(claim, asked.sender, message.volume);
  return memory;
}

bool FileState::withdraw(std::uint64_t claim) {
  const std::scoped_lock lock(claims_mutex_);
  return claims_.remove(claim);
}

std::unique_ptr<Remembered> FileState::recall(const MessageInWork& message) {
  const std::uint64_t number = new_claim();
  std::vector<SenderMemory> views;
  views.push_back(claim(message, number));
  return std::make_unique<Recollection>(*this, digests_, message.sender, std::move(views), number,
                                        [this](std::uint64_t mine) { withdraw(mine); });
}

Result<void> FileState::record(const Record& record, bool for_others) {
  const std::scoped_lock lock(write_mutex_);
  if (auto begun = tables_.begin(record, for_others); !begun) return begun;
  {
    const std::scoped_lock claims_lock(claims_mutex_);
    if (auto done = tables_.commit(); !done) return done;
    claims_.remove(record.claim);
  }
  add_domains(record);
  tables_.tidy();
  return {};
}

// ---- what other relays are to hear

std::vector<FileState::Waiting> FileState::waiting(std::int64_t after_seq, std::int64_t at_most) const {
  std::vector<Waiting> found;
  const std::scoped_lock lock(read_mutex_);
  (void)reading_->run("SELECT seq, record FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", {after_seq, at_most},
                      [&](sqlite3_stmt* row) {
                        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, 1));
                        found.push_back({sqlite3_column_int64(row, 0),
                                         std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, 1)))});
                      });
  return found;
}

std::int64_t FileState::last_seq() const {
  const std::scoped_lock lock(read_mutex_);
  return reading_->number("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'", {});
}

void FileState::forget_waiting(std::int64_t up_to_seq, std::int64_t now_seconds) {
  const std::scoped_lock lock(write_mutex_);
  (void)tables_.connection().run("DELETE FROM outbox WHERE seq <= ? AND at_seconds < ?", {up_to_seq, now_seconds - kOutboxSeconds});
  (void)tables_.connection().run("DELETE FROM outbox WHERE seq <= (SELECT MAX(seq) FROM outbox) - ?", {kOutboxMax});
}

}  // namespace hallpass
