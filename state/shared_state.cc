#include "state/shared_state.h"

#include <signal.h>

#include <algorithm>

#include "base/clock.h"
#include "state/recollection.h"

namespace hallpass {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLinks = 8;                // messages that ask at once; more wait in turn
constexpr std::int64_t kBatch = 64;              // records handed on at one go
constexpr std::size_t kWithdrawalsMax = 10'000;  // those over it run out by themselves
constexpr milliseconds kPauseFirst{100}, kPauseMax{5'000};  // between two attempts to connect
constexpr milliseconds kIdle{1'000};
constexpr std::chrono::seconds kForgetEvery{60};

void ignore_broken_pipes() {
  struct sigaction now {};
  if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

SharedState::SharedState(std::unique_ptr<FileState> own, StateSettings settings, StateNotice notice)
    : own_(std::move(own)), settings_(std::move(settings)), notice_(std::move(notice)) {
  ignore_broken_pipes();
  thread_ = std::thread([this] { run(); });
}

SharedState::~SharedState() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  thread_.join();
}

// ---- on the threads of messages

std::unique_ptr<Remembered> SharedState::recall(const MessageInWork& message) {
  const std::uint64_t claim = own_->new_claim();
  const std::int64_t sender = own_->digests().of(message.sender);
  std::vector<SenderMemory> views;
  views.push_back(own_->claim(message, claim));
  auto others = ask_others(message, claim);
  const bool claimed_there = others.has_value();
  if (others) views.push_back(std::move(*others));
  return std::make_unique<Recollection>(*own_, own_->digests(), message.sender, std::move(views), claim,
                                        [this, sender, claimed_there](std::uint64_t mine) {
                                          if (own_->withdraw(mine) && claimed_there) withdraw(sender, mine);
                                        });
}

Result<SenderMemory> SharedState::ask_others(const MessageInWork& message, std::uint64_t claim) {
  Link link = take_link();
  if (!link) return fail(ErrorCode::temporary, "state: no link to Redis");
  auto memory = link->recall(own_->asked_for(message), claim, message.volume);
  if (memory)
    give_back(std::move(link));
  else
    lost(memory.error());
  return memory;
}

SharedState::Link SharedState::take_link() {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return !up_ || !links_.empty(); };
  if (!links_changed_.wait_for(lock, milliseconds(settings_.redis_timeout_ms), ready) || !up_) return nullptr;
  Link link = std::move(links_.back());
  links_.pop_back();
  return link;
}

void SharedState::give_back(Link link) {
  {
    const std::scoped_lock lock(mutex_);
    if (up_) links_.push_back(std::move(link));
  }
  links_changed_.notify_one();
}

// From whatever thread: no message asks Redis until it has been reached again.
void SharedState::lost(const Error& error) {
  bool say = false;
  {
    const std::scoped_lock lock(mutex_);
    up_ = false;
    links_.clear();
    say = !std::exchange(said_lost_, true);
  }
  links_changed_.notify_all();
  work_.notify_all();
  if (say && notice_) notice_(error.context + ": going on with this relay's own counts");
}

void SharedState::withdraw(std::int64_t sender, std::uint64_t claim) {
  {
    const std::scoped_lock lock(mutex_);
    if (withdrawals_.size() < kWithdrawalsMax) withdrawals_.push_back({sender, claim});
    to_hand_on_ = true;
  }
  work_.notify_all();
}

Result<void> SharedState::record_sent(const SentMessage& sent) {
  if (auto done = own_->record(make_record(own_->digests(), sent), true); !done) return done;
  {
    const std::scoped_lock lock(mutex_);
    to_hand_on_ = true;
  }
  work_.notify_all();
  return {};
}

bool SharedState::settle(milliseconds at_most) {
  const std::int64_t last = own_->last_seq();
  std::unique_lock lock(mutex_);
  return progress_.wait_for(lock, at_most, [&] { return up_ && handed_on_ >= last && withdrawals_.empty(); });
}

// ---- on the thread that hands on

void SharedState::run() {
  milliseconds pause = kPauseFirst;
  Link link;
  for (;;) {
    Result<void> done;
    if (!link) {
      auto made = connect();
      if (made)
        link = std::move(*made);
      else
        done = tl::unexpected(made.error());
    }
    if (link) done = hand_on(*link);
    if (!done) {
      link.reset();
      lost(done.error());
    }
    forget_now_and_then();
    std::unique_lock lock(mutex_);
    if (link) {
      pause = kPauseFirst;
      work_.wait_for(lock, kIdle, [&] { return stopping_ || to_hand_on_ || !up_; });
      if (!up_) link.reset();  // a message found it gone: begin anew, after a pause
    }
    if (!link) {
      work_.wait_for(lock, pause, [&] { return stopping_; });
      pause = std::min(pause * 2, kPauseMax);
    }
    if (stopping_) return;
  }
}

// A link to hand on by; then what Redis lacks is handed on, and messages get theirs.
Result<SharedState::Link> SharedState::connect() {
  auto link = RedisStore::open(settings_, own_->digests().key_mark());
  if (!link) return link;
  const auto counted = (*link)->last_counted(own_->relay());
  if (!counted) return tl::unexpected(counted.error());
  {
    const std::scoped_lock lock(mutex_);
    handed_on_ = *counted;
  }
  if (auto done = hand_on(**link); !done) return tl::unexpected(done.error());
  std::vector<Link> links;
  for (std::size_t i = 0; i < kLinks; ++i) {
    auto more = RedisStore::open(settings_, own_->digests().key_mark());
    if (!more) return tl::unexpected(more.error());
    links.push_back(std::move(*more));
  }
  {
    const std::scoped_lock lock(mutex_);
    links_ = std::move(links);
    up_ = true;
  }
  links_changed_.notify_all();
  progress_.notify_all();
  back(*counted);
  return link;
}

void SharedState::back(std::int64_t counted) {
  bool say = false;
  std::int64_t handed_on = 0;
  {
    const std::scoped_lock lock(mutex_);
    say = std::exchange(said_lost_, false);
    handed_on = handed_on_ - counted;
  }
  if (say && notice_) notice_("state: Redis is back; it has caught up " + std::to_string(handed_on) + " messages of this relay");
}

Result<void> SharedState::hand_on(RedisStore& link) {
  std::int64_t after = 0;
  {
    const std::scoped_lock lock(mutex_);
    to_hand_on_ = false;
    after = handed_on_;
  }
  for (;;) {
    const auto batch = own_->waiting(after, kBatch);
    if (batch.empty()) break;
    std::size_t asked = 0;
    for (const FileState::Waiting& waiting : batch) {
      const auto record = unpacked(waiting.record);
      if (!record) continue;  // damaged: nothing there to count
      link.append_count(own_->relay(), waiting.seq, *record);
      ++asked;
    }
    for (; asked > 0; --asked) {
      if (const auto counted = link.next_number(); !counted) return tl::unexpected(counted.error());
    }
    after = batch.back().seq;
    {
      const std::scoped_lock lock(mutex_);
      handed_on_ = after;
      if (stopping_) break;
    }
    progress_.notify_all();
  }
  return hand_on_withdrawals(link);
}

Result<void> SharedState::hand_on_withdrawals(RedisStore& link) {
  std::deque<Withdrawal> withdrawals;
  {
    const std::scoped_lock lock(mutex_);
    withdrawals.swap(withdrawals_);
  }
  for (const Withdrawal& withdrawal : withdrawals) link.append_withdrawal(withdrawal.sender, withdrawal.claim);
  for (std::size_t i = 0; i < withdrawals.size(); ++i) {
    if (const auto done = link.next_number(); !done) return tl::unexpected(done.error());
  }
  if (!withdrawals.empty()) progress_.notify_all();
  return {};
}

void SharedState::forget_now_and_then() {
  const auto now = std::chrono::steady_clock::now();
  if (now < forget_at_) return;
  forget_at_ = now + kForgetEvery;
  std::int64_t handed_on = 0;
  {
    const std::scoped_lock lock(mutex_);
    handed_on = handed_on_;
  }
  own_->forget_waiting(handed_on, unix_now_seconds());
}

}  // namespace hallpass
