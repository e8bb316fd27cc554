// Reading by processes of their own. When a worker dies or hangs on a part, another reads the message
// again and leaves that part to the sweep; when it dies before any part (the parser itself), or too often,
// what was read stays and the sweep reads the rest. Every such end is a note.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "hallpass/reader.h"
#include "message/beside_program.h"
#include "message/wire.h"
#include "message/worker_pool.h"

namespace hallpass {
namespace {

constexpr unsigned kAttempts = 3;

class MessageFile {  // the message as a file the worker can map
 public:
  MessageFile(const MessageSource& source, std::size_t bytes_max) : fd_(source.fd), size_(std::min(source.bytes.size(), bytes_max)) {
    if (fd_ >= 0) return;
    fd_ = own_ = ::memfd_create("hallpass-message", MFD_CLOEXEC);
    std::string_view rest = source.bytes.substr(0, size_);
    while (own_ >= 0 && !rest.empty()) {
      const ssize_t written = ::write(own_, rest.data(), rest.size());
      if (written <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!rest.empty()) size_ -= rest.size();
    cut_ = !rest.empty();
  }
  ~MessageFile() {
    if (own_ >= 0) ::close(own_);
  }
  MessageFile(const MessageFile&) = delete;
  MessageFile& operator=(const MessageFile&) = delete;
  int fd() const { return fd_; }
  std::size_t size() const { return size_; }
  bool cut() const { return cut_; }

 private:
  int fd_ = -1, own_ = -1;
  std::size_t size_ = 0;
  bool cut_ = false;
};

using Outcome = WorkerProcess::Outcome;

std::string_view category_of(Outcome outcome) {
  return outcome == Outcome::hung || outcome == Outcome::late || outcome == Outcome::full ? "content.over_limit" : "content.unreadable";
}

std::string detail_of(Outcome outcome, const Limits& limits) {
  switch (outcome) {
    case Outcome::hung: return "the reader was stopped after " + std::to_string(limits.part_ms) + " ms";
    case Outcome::full: return "limit worker_memory_bytes was reached";
    case Outcome::late: return "the time for the message was over";
    case Outcome::lied: return "the reader's answer was malformed";
    default: return "the reader crashed";
  }
}

class ConfinedReader final : public Reader {
 public:
  explicit ConfinedReader(std::unique_ptr<WorkerPool> pool) : pool_(std::move(pool)) {}

  Message read(const MessageSource& source, const Limits& limits, Deadline deadline) override {
    return run(source, ReadMode::message, {}, limits, deadline);
  }

  Message read_document(const MessageSource& source, std::string_view file_name, const Limits& limits, Deadline deadline) override {
    return run(source, ReadMode::document, file_name, limits, deadline);
  }

 private:
  Message run(const MessageSource& source, ReadMode mode, std::string_view file_name, const Limits& limits, Deadline deadline) {
    const MessageFile file(source, limits.message_bytes_max);
    RequestPacket request;
    request.message_bytes = file.size();
    request.limits = limits;
    request.mode = mode;
    request.name_bytes = static_cast<std::uint32_t>(std::min(file_name.size(), request.name.size()));
    std::memcpy(request.name.data(), file_name.data(), request.name_bytes);
    for (const std::string& word : source.passwords) {
      if (word.empty() || request.passwords_bytes + word.size() + 1 > request.passwords.size()) continue;
      std::memcpy(request.passwords.data() + request.passwords_bytes, word.c_str(), word.size() + 1);
      request.passwords_bytes += static_cast<std::uint32_t>(word.size() + 1);
    }
    std::vector<Note> notes;
    if (source.bytes.size() > limits.message_bytes_max) notes.push_back({"content.over_limit", "", "limit message_bytes_max was reached"});
    if (file.fd() < 0 || file.cut()) notes.push_back({"content.unreadable", "", "no memory to hand the message to a reader"});
    Message message = file.fd() < 0 ? Message{} : attempts(file.fd(), request, limits, deadline, notes);
    message.notes.insert(message.notes.end(), notes.begin(), notes.end());
    return message;
  }

  Message attempts(int fd, RequestPacket& request, const Limits& limits, Deadline deadline, std::vector<Note>& notes) {
    for (unsigned attempt = 0; attempt < kAttempts; ++attempt) {
      Message message;
      std::uint32_t part = kNoPart;
      const Deadline soon = earlier(deadline);
      const Outcome outcome = ask(fd, request, soon, limits, message, part);
      if (outcome == Outcome::answered) return message;
      const bool known = part < message.parts.size() && !std::ranges::count(std::span(request.poisoned).first(request.poisoned_count), part);
      notes.push_back({std::string(category_of(outcome)), known ? message.parts[part].path : "", detail_of(outcome, limits)});
      const bool again = known && attempt + 1 < kAttempts && outcome != Outcome::late && outcome != Outcome::lied;
      if (again) {
        request.poisoned[request.poisoned_count++] = part;
        continue;
      }
      sweep(fd, request, deadline, limits, message, notes);
      return message;
    }
    return {};
  }

  // Two thirds of what is left: the sweep must have its time too.
  static Deadline earlier(Deadline deadline) {
    const auto now = std::chrono::steady_clock::now();
    return deadline <= now ? deadline : now + (deadline - now) * 2 / 3;
  }

  void sweep(int fd, RequestPacket& request, Deadline deadline, const Limits& limits, Message& message, std::vector<Note>& notes) {
    request.mode = ReadMode::sweep_only;
    std::uint32_t part = kNoPart;
    Message swept;
    const Outcome outcome = ask(fd, request, deadline, limits, swept, part);
    if (outcome != Outcome::answered) notes.push_back({std::string(category_of(outcome)), "", "the raw sweep: " + detail_of(outcome, limits)});
    std::ranges::move(swept.units, std::back_inserter(message.units));
    std::ranges::move(swept.notes, std::back_inserter(message.notes));
    if (message.parts.empty()) message.parts.push_back({"1", {}, {}, {}, {}, request.message_bytes, false, false});
  }

  Outcome ask(int fd, RequestPacket& request, Deadline deadline, const Limits& limits, Message& message, std::uint32_t& part) {
    std::unique_ptr<WorkerProcess> worker = pool_->take(deadline);
    if (!worker) return Outcome::late;
    request.deadline_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(deadline.time_since_epoch()).count();
    const Outcome outcome = worker->ask(request, fd, deadline, limits, message, part);
    pool_->give_back(std::move(worker), outcome == Outcome::answered);
    return outcome;
  }

  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace

Result<std::unique_ptr<Reader>> start_confined_readers(const ReaderOptions& options, const Limits& limits) {
  ReaderOptions with = options;
  if (with.program.empty()) with.program = beside_program("hallpass-reader");
  if (with.program.empty() || ::access(with.program.c_str(), X_OK) != 0) {
    return fail(ErrorCode::not_found, "reader: no program hallpass-reader" + (with.program.empty() ? " beside this one" : " at " + with.program));
  }
  auto pool = WorkerPool::start(with, limits);
  if (!pool) return tl::unexpected(pool.error());
  return std::make_unique<ConfinedReader>(std::move(*pool));
}

}  // namespace hallpass
