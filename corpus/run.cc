// Threads take messages in order, each with its number, and put down what they came to; the calling thread
// hands the results on by number. A message of a sequence waits until the one before it is done: that one
// was taken earlier, so some thread is at work on it and nobody waits for ever.
#include "corpus/run.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "hallpass/state.h"

namespace hallpass {
namespace {

struct Sequence {
  std::unique_ptr<State> state;
  std::unique_ptr<RecentPasswords> passwords = make_recent_passwords();
  std::size_t taken = 0;
  std::size_t done = 0;
};

struct Job {
  std::size_t number = 0;
  Result<SourceItem> item;
  Sequence* sequence = nullptr;
  std::size_t turn = 0;   // in its sequence
};

class Run {
 public:
  Run(MessageSources& sources, const Engine& engine, Reader& reader, unsigned jobs)
      : sources_(sources), engine_(engine), reader_(reader), jobs_(jobs) {}

  void go(const OnMessage& on_message) {
    std::vector<std::jthread> threads;
    const Ending ending{*this};  // before the threads are waited for, also where on_message throws
    for (unsigned i = 0; i < std::max(1u, jobs_); ++i) threads.emplace_back([this] { work(); });
    hand_on(on_message);
  }

 private:
  struct Ending {
    Run& run;
    ~Ending() {
      const std::lock_guard lock(run.mutex_);
      run.ended_ = true;
      run.changed_.notify_all();
    }
  };

  void work() {
    while (auto job = take()) put(*job, judge(*job));
  }

  std::optional<Job> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || taken_ - handed_on_ < kMessagesInWork; });
    if (ended_) return std::nullopt;
    auto item = sources_.next();
    if (!item) {
      ended_ = true;
      changed_.notify_all();
      return std::nullopt;
    }
    Job job{.number = taken_++, .item = std::move(*item)};
    if (job.item && job.item->row && !job.item->row->sequence.empty()) {
      Sequence& sequence = sequences_[job.item->row->sequence];
      if (!sequence.state) sequence.state = make_state_in_memory();
      job.sequence = &sequence;
      job.turn = sequence.taken++;
    }
    return job;
  }

  Result<JudgedMessage> judge(Job& job) {
    if (!job.item) return tl::unexpected(job.item.error());
    SourceItem& item = *job.item;
    State* state = job.sequence ? job.sequence->state.get() : nullptr;
    if (state) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return job.sequence->done == job.turn; });
    }
    try {
      const ScanState view = state ? ScanState{&state->correspondence(), &state->volume(), job.sequence->passwords.get()} : ScanState{};
      Report report = scan({.bytes = item.bytes}, item.envelope, engine_, reader_, view, item.now_seconds);
      if (state) (void)state->record_sent(sent_message(item.envelope, report, item.now_seconds));  // memory does not fail
      item.bytes = std::string();
      return JudgedMessage{std::move(item), std::move(report)};
    } catch (const std::exception& error) {  // the last net: one message must not end the run
      return fail(ErrorCode::corrupt, item.file + ": internal error: " + error.what());
    }
  }

  void put(Job& job, Result<JudgedMessage> result) {
    const std::lock_guard lock(mutex_);
    if (job.sequence) ++job.sequence->done;
    results_.emplace(job.number, std::move(result));
    changed_.notify_all();
  }

  void hand_on(const OnMessage& on_message) {
    std::unique_lock lock(mutex_);
    for (bool more = true; more;) {
      changed_.wait(lock, [&] { return results_.contains(handed_on_) || (ended_ && handed_on_ == taken_); });
      const auto found = results_.find(handed_on_);
      if (found == results_.end()) break;
      const Result<JudgedMessage> result = std::move(found->second);
      results_.erase(found);
      ++handed_on_;
      lock.unlock();
      more = on_message(result);
      lock.lock();
      changed_.notify_all();
    }
  }

  MessageSources& sources_;
  const Engine& engine_;
  Reader& reader_;
  const unsigned jobs_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Sequence> sequences_;
  std::map<std::size_t, Result<JudgedMessage>> results_;
  std::size_t taken_ = 0;
  std::size_t handed_on_ = 0;
  bool ended_ = false;
};

}  // namespace

void judge_messages(MessageSources& sources, const Engine& engine, Reader& reader, unsigned jobs,
                    const OnMessage& on_message) {
  Run(sources, engine, reader, jobs).go(on_message);
}

}  // namespace hallpass
