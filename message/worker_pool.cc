// The keeper thread sleeps until a worker is missing. A program that stops starting (an upgrade in
// progress) is tried again every second; until then readers wait, and say so in a note.
#include "message/worker_pool.h"

#include <signal.h>

namespace hallpass {
namespace {

constexpr auto kRetryAfter = std::chrono::seconds(1);

}  // namespace

Result<std::unique_ptr<WorkerPool>> WorkerPool::start(const ReaderOptions& options, const Limits& limits) {
  std::unique_ptr<WorkerPool> pool(new WorkerPool(options, limits));
  pool->missing_ = std::max(1u, options.workers);
  sigset_t all, before;  // signals are the program's business, not this thread's
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  pool->keeper_ = std::thread(&WorkerPool::keep_going, pool.get());
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  std::unique_lock lock(pool->mutex_);
  pool->changed_.wait(lock, [&] { return pool->first_round_done_; });
  if (!pool->first_error_.empty()) {
    const std::string error = pool->first_error_;
    lock.unlock();
    return fail(ErrorCode::unavailable, error);
  }
  return pool;
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (keeper_.joinable()) keeper_.join();
}

std::unique_ptr<WorkerProcess> WorkerPool::take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_until(lock, deadline, [this] { return !idle_.empty(); })) return nullptr;
  std::unique_ptr<WorkerProcess> worker = std::move(idle_.back());
  idle_.pop_back();
  return worker;
}

void WorkerPool::give_back(std::unique_ptr<WorkerProcess> worker, bool usable) {
  {
    const std::lock_guard lock(mutex_);
    if (usable && worker->asked() < options_.messages_each) {
      idle_.push_back(std::move(worker));
    } else {
      spent_.push_back(std::move(worker));
      ++missing_;
    }
  }
  changed_.notify_all();
}

void WorkerPool::keep_going() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    auto spent = std::exchange(spent_, {});
    const bool start_one = missing_ > 0;
    lock.unlock();
    spent.clear();
    Result<std::unique_ptr<WorkerProcess>> started = nullptr;
    if (start_one) started = WorkerProcess::start(options_, limits_);
    lock.lock();
    if (start_one && started) {
      idle_.push_back(std::move(*started));
      --missing_;
    } else if (start_one && !first_round_done_) {
      first_error_ = started.error().context;
      missing_ = 0;
    }
    first_round_done_ = first_round_done_ || missing_ == 0;
    changed_.notify_all();
    if (start_one && !started) changed_.wait_for(lock, kRetryAfter, [this] { return stopping_; });
    else if (missing_ == 0) changed_.wait(lock, [this] { return stopping_ || missing_ > 0; });
  }
}

}  // namespace hallpass
