// Judge: the engine as one message sees it, fixed from MAIL FROM to the end of the message. JudgeSlot holds
// the current one; a reload puts another in and messages in work keep theirs.
#pragma once

#include <memory>
#include <mutex>

#include "hallpass/scan.h"
#include "hallpass/state.h"

namespace hallpass {

// Safe from any number of threads; judge() never throws on account of the bytes.
class Judge {
 public:
  virtual ~Judge() = default;
  // What is remembered as this message sees it; null where nothing is. Kept until the message is done with:
  // its recipients count for others meanwhile.
  virtual std::unique_ptr<Remembered> recall(const Envelope& envelope, std::int64_t now_seconds) const {
    return (void)envelope, (void)now_seconds, nullptr;
  }
  // `remembered` may be null.
  virtual Report judge(const MessageSource& source, const Envelope& envelope, const Remembered* remembered,
                       std::int64_t now_seconds) const = 0;
  virtual const Settings& settings() const = 0;
};

// scan() over `engine`. The others outlive it; without a state nothing is known of habits, without passwords
// nothing of what the sender wrote before.
[[nodiscard]] std::shared_ptr<const Judge> make_judge(std::shared_ptr<const Engine> engine, Reader& reader,
                                                      State* state,
                                                      RecentPasswords* passwords = nullptr);

class JudgeSlot {
 public:
  explicit JudgeSlot(std::shared_ptr<const Judge> first) : current_(std::move(first)) {}

  [[nodiscard]] std::shared_ptr<const Judge> current() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }
  void replace(std::shared_ptr<const Judge> next) {
    const std::lock_guard lock(mutex_);
    current_.swap(next);  // the old one is destroyed after the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Judge> current_;
};

}  // namespace hallpass
