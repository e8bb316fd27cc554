// SharedState: a relay's own file, and the Redis that several relays share beside it. Whatever is remembered is
// written to the file first; a thread of ours hands it on, in order and once, and hands on again what Redis lost.
// Messages ask Redis for one thing, over links that are open already; while it is gone they go by the file.
//
// Ignores SIGPIPE in the whole process where nothing else was asked for.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <thread>

#include "state/file_state.h"
#include "state/redis_store.h"

namespace hallpass {

class SharedState final : public State {
 public:
  SharedState(std::unique_ptr<FileState> own, StateSettings settings, StateNotice notice);
  ~SharedState() override;

  const Correspondence& correspondence() const override { return own_->correspondence(); }
  const Volume& volume() const override { return own_->volume(); }
  [[nodiscard]] std::unique_ptr<Remembered> recall(const MessageInWork& message) override;
  [[nodiscard]] Result<void> record_sent(const SentMessage& sent) override;
  bool settle(std::chrono::milliseconds at_most) override;

 private:
  using Link = std::unique_ptr<RedisStore>;
  struct Withdrawal {
    std::int64_t sender;
    std::uint64_t claim;
  };

  // ---- on the threads of messages
  Link take_link();  // null: none in time
  void give_back(Link link);
  void lost(const Error& error);
  Result<SenderMemory> ask_others(const MessageInWork& message, std::uint64_t claim);
  void withdraw(std::int64_t sender, std::uint64_t claim);

  // ---- on the thread that hands on
  void run();
  Result<Link> connect();
  Result<void> hand_on(RedisStore& link);
  Result<void> hand_on_withdrawals(RedisStore& link);
  void back(std::int64_t handed_on);
  void forget_now_and_then();

  const std::unique_ptr<FileState> own_;
  const StateSettings settings_;
  const StateNotice notice_;

  mutable std::mutex mutex_;           // of what follows
  std::condition_variable links_changed_, work_, progress_;
  std::vector<Link> links_;            // idle
  bool up_ = false;                    // messages ask Redis
  bool said_lost_ = false;
  bool stopping_ = false;
  bool to_hand_on_ = false;
  std::deque<Withdrawal> withdrawals_;
  std::int64_t handed_on_ = 0;         // the last record that Redis has
  std::chrono::steady_clock::time_point forget_at_;
  std::thread thread_;                 // last: uses all of it
};

}  // namespace hallpass
