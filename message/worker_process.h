// WorkerProcess: one reader process as the daemon sees it: start it, ask it, end it. Not thread-safe;
// one user at a time. start() must be called on a thread that outlives the process (its death ends it).
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "hallpass/limits.h"
#include "hallpass/reader.h"
#include "hallpass/result.h"
#include "message/request.h"

namespace hallpass {

class WorkerProcess {
 public:
  // Returns once the process is confined and waits. Errors: not_found, unavailable.
  [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(const ReaderOptions& options, const Limits& limits);

  ~WorkerProcess();  // kills and reaps
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  enum class Outcome {
    answered,
    died,       // crashed, or broke a rule
    full,       // limits.worker_memory_bytes were not enough
    hung,       // one part took longer than limits.part_ms
    late,       // `deadline` passed
    lied,       // what it wrote is not what it may write
  };

  // Has the worker read `message_fd`, and appends what it wrote, in every outcome, to `message`. After
  // anything but `answered` the process must not be asked again. `working_on`: the part it stopped at.
  Outcome ask(RequestPacket request, int message_fd, Deadline deadline, const Limits& limits, Message& message,
              std::uint32_t& working_on);

  unsigned asked() const { return asked_; }

 private:
  WorkerProcess() = default;
  Outcome wait_for_answer(Deadline deadline, std::uint32_t part_ms);
  void give_back_pages();
  bool ran_out_of_memory();  // after its end
  std::string why_not_up();

  pid_t pid_ = -1;
  int socket_ = -1;
  int area_fd_ = -1;
  char* area_ = nullptr;
  std::size_t area_bytes_ = 0;
  unsigned asked_ = 0;
};

}  // namespace hallpass
