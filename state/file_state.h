// State in one SQLite file, shared by the threads of a relay and kept over restarts.
#pragma once

#include <mutex>
#include <unordered_map>

#include "hallpass/state.h"
#include "state/claims.h"
#include "state/file_tables.h"

namespace hallpass {

class FileState final : public State, public Correspondence, public Volume {
 public:
  // Errors: those of open_state().
  [[nodiscard]] static Result<std::unique_ptr<FileState>> open(const StateSettings& settings);

  const Correspondence& correspondence() const override { return *this; }
  const Volume& volume() const override { return *this; }
  [[nodiscard]] std::unique_ptr<Remembered> recall(const MessageInWork& message) override;
  [[nodiscard]] Result<void> record_sent(const SentMessage& sent) override {
    return record(make_record(digests_, sent), false);
  }

  bool known(std::string_view sender) const override;
  Habit habit(std::string_view sender, std::string_view recipient) const override;
  std::vector<Habit> habits(std::string_view sender, std::span<const std::string> recipients) const override;
  std::uint32_t together(std::string_view sender, std::string_view one, std::string_view other) const override;
  std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override {
    return audiences_since(sender, now_seconds, window_seconds).total();
  }
  AudienceCounts audiences_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override;
  std::uint64_t copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                             std::int64_t window_seconds) const override;

  // ---- for sharing it with other relays
  const AddressDigests& digests() const { return digests_; }
  [[nodiscard]] Result<void> record(const Record& record, bool for_others);
  [[nodiscard]] MemoryAsked asked_for(const MessageInWork& message) const;
  // The sender's memory, and from now on message.volume is claimed under `claim`.
  [[nodiscard]] SenderMemory claim(const MessageInWork& message, std::uint64_t claim);
  // false where it was recorded or withdrawn already.
  bool withdraw(std::uint64_t claim);
  [[nodiscard]] std::uint64_t new_claim();

  struct Waiting {
    std::int64_t seq = 0;
    std::string record;  // packed()
  };
  static constexpr std::int64_t kOutboxMax = 200'000;
  std::vector<Waiting> waiting(std::int64_t after_seq, std::int64_t at_most) const;
  std::int64_t last_seq() const;
  std::int64_t relay() const { return relay_; }  // this file's own name among relays
  // What others heard of goes, but what is younger than a day: they may lose it again.
  void forget_waiting(std::int64_t up_to_seq, std::int64_t now_seconds);

 private:
  FileState(const Key& key, std::unique_ptr<Connection> reading, std::unique_ptr<Connection> writing,
            std::size_t size_max);
  Habit domain_habit(std::string_view recipient) const;
  void add_domains(const Record& record);

  AddressDigests digests_;
  std::int64_t district_;
  mutable std::mutex read_mutex_;
  std::unique_ptr<Connection> reading_;
  mutable std::mutex domains_mutex_;
  std::unordered_map<std::int64_t, Habit> domains_;  // the district's, all of them: asked for by the thousand
  std::mutex write_mutex_;
  FileTables tables_;
  // Held while a claim becomes a count, so that every message sees it once: as the one or the other.
  std::mutex claims_mutex_;
  Claims claims_;
  std::uint64_t last_claim_;
  std::int64_t relay_ = 0;
};

}  // namespace hallpass
