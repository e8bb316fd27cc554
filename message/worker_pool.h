// WorkerPool: a fixed number of confined readers, kept that way. One thread of its own starts every
// process (a process ends with the thread that started it), replaces the dead and the worn out, and reaps.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "hallpass/limits.h"
#include "hallpass/reader.h"
#include "message/worker_process.h"

namespace hallpass {

class WorkerPool {
 public:
  [[nodiscard]] static Result<std::unique_ptr<WorkerPool>> start(const ReaderOptions& options, const Limits& limits);
  ~WorkerPool();

  // A worker for one message; null where none became free in time.
  std::unique_ptr<WorkerProcess> take(Deadline deadline);
  // `usable` false: it is ended and another takes its place.
  void give_back(std::unique_ptr<WorkerProcess> worker, bool usable);

 private:
  WorkerPool(ReaderOptions options, const Limits& limits) : options_(std::move(options)), limits_(limits) {}
  void keep_going();

  const ReaderOptions options_;
  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<WorkerProcess>> idle_;
  std::vector<std::unique_ptr<WorkerProcess>> spent_;
  unsigned missing_ = 0;     // to be started
  bool stopping_ = false;
  bool first_round_done_ = false;
  std::string first_error_;
  std::thread keeper_;
};

}  // namespace hallpass
