// posix_spawn, because the daemon has threads. The area is a sealed memfd: its size cannot change, so a
// worker cannot pull it from under our feet; we map it read-only and believe nothing in it.
#include "message/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "message/ocr.h"
#include "message/wire.h"
#include "message/worker.h"

namespace hallpass {
namespace {

constexpr std::size_t kIdleAreaBytes = 64u << 10;  // what an idle area may keep in memory
constexpr int kStartMs = 10'000;
constexpr int kFdsFrom = 10;  // ours stand above the two numbers the worker expects

int moved_up(int fd) {
  const int above = ::fcntl(fd, F_DUPFD_CLOEXEC, kFdsFrom);
  ::close(fd);
  return above;
}

int milliseconds_until(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

bool send_request(int socket, const RequestPacket& request, int fd) {
  iovec data{const_cast<RequestPacket*>(&request), sizeof request};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof control;
  cmsghdr* with = CMSG_FIRSTHDR(&header);
  with->cmsg_level = SOL_SOCKET;
  with->cmsg_type = SCM_RIGHTS;
  with->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(with), &fd, sizeof fd);
  return ::sendmsg(socket, &header, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof request);
}

// 1: an answer; 0: nothing within `timeout_ms`; -1: the other side is gone or talks nonsense.
int take_answer(int socket, std::uint32_t serial, int timeout_ms) {
  pollfd wait{socket, POLLIN, 0};
  const int ready = ::poll(&wait, 1, timeout_ms);
  if (ready == 0 || (ready < 0 && errno == EINTR)) return 0;
  AnswerPacket packet;
  const ssize_t got = ::recv(socket, &packet, sizeof packet, MSG_DONTWAIT);
  return got == static_cast<ssize_t>(sizeof packet) && packet.word == AnswerPacket::kAnswer && packet.serial == serial ? 1 : -1;
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const ReaderOptions& options, const Limits& limits) {
  const std::string& program = options.program;
  std::unique_ptr<WorkerProcess> worker(new WorkerProcess);
  worker->area_bytes_ = area_bytes_for(limits);
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) return fail(ErrorCode::unavailable, "reader: socketpair");
  worker->socket_ = moved_up(sockets[0]);
  const int theirs = moved_up(sockets[1]);
  worker->area_fd_ = moved_up(::memfd_create("hallpass-area", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  bool done = theirs >= 0 && worker->area_fd_ >= 0 && ::ftruncate(worker->area_fd_, static_cast<off_t>(worker->area_bytes_)) == 0 &&
              ::fcntl(worker->area_fd_, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
  if (done) {
    void* area = ::mmap(nullptr, worker->area_bytes_, PROT_READ, MAP_SHARED, worker->area_fd_, 0);
    done = area != MAP_FAILED;
    if (done) worker->area_ = static_cast<char*>(area);
  }
  if (done) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, theirs, kControlFd);
    posix_spawn_file_actions_adddup2(&files, worker->area_fd_, kAreaFd);
    std::array<std::string, 6> words{program, std::to_string(worker->area_bytes_), std::to_string(limits.worker_memory_bytes),
                                     std::to_string(limits.message_bytes_max), joined_languages(options.ocr_languages), options.ocr_models};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), words[4].data(), words[5].data(), nullptr};
    char* environment[] = {nullptr};
    const int error = ::posix_spawn(&worker->pid_, program.c_str(), &files, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) worker->pid_ = -1;
    done = error == 0;
  }
  if (theirs >= 0) ::close(theirs);
  if (!done) return fail(ErrorCode::unavailable, "reader: starting " + program + ": " + std::strerror(errno));
  if (take_answer(worker->socket_, 0, kStartMs) != 1) return fail(ErrorCode::unavailable, "reader: " + program + worker->why_not_up());
  return worker;
}

// Its exit status says what it could not do (worker.h).
std::string WorkerProcess::why_not_up() {
  int status = 0;
  bool ended = false;  // its socket closes a moment before it ends
  for (int tries = 0; pid_ > 0 && !ended && tries < 50; ++tries) {
    ended = ::waitpid(pid_, &status, WNOHANG) == pid_;
    if (!ended) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (ended) pid_ = -1;
  if (ended && WIFEXITED(status) && WEXITSTATUS(status) == kNoOcrStatus) return " could not load hallpass-ocr.so or its models; see [ocr] languages and models";
  return " did not come up confined";
}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
  }
  if (area_) ::munmap(area_, area_bytes_);
  if (area_fd_ >= 0) ::close(area_fd_);
  if (socket_ >= 0) ::close(socket_);
}

WorkerProcess::Outcome WorkerProcess::wait_for_answer(Deadline deadline, std::uint32_t part_ms) {
  const auto* head = reinterpret_cast<const AreaHead*>(area_);
  std::uint32_t beats = head->beats.load(std::memory_order_acquire);
  auto part_deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(part_ms);
  for (;;) {
    const int got = take_answer(socket_, asked_, milliseconds_until(std::min(deadline, part_deadline)));
    if (got > 0) return Outcome::answered;
    if (got < 0) return Outcome::died;
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) return Outcome::late;
    if (now < part_deadline) continue;
    const std::uint32_t beats_now = head->beats.load(std::memory_order_acquire);
    if (beats_now == beats) return Outcome::hung;
    beats = beats_now;
    part_deadline = now + std::chrono::milliseconds(part_ms);
  }
}

WorkerProcess::Outcome WorkerProcess::ask(RequestPacket request, int message_fd, Deadline deadline, const Limits& limits,
                                          Message& message, std::uint32_t& working_on) {
  ++asked_;
  request.serial = asked_;
  request.area_bytes = area_bytes_;
  Outcome outcome = send_request(socket_, request, message_fd) ? wait_for_answer(deadline, limits.part_ms) : Outcome::died;
  if (outcome != Outcome::answered) ::kill(pid_, SIGKILL);
  if (outcome == Outcome::died && ran_out_of_memory()) outcome = Outcome::full;
  const auto* head = reinterpret_cast<const AreaHead*>(area_);
  working_on = head->working_on.load(std::memory_order_acquire);
  if (!decode_area(area_, area_bytes_, limits, message)) outcome = Outcome::lied;
  if (outcome == Outcome::answered) give_back_pages();
  return outcome;
}

// Its socket closes once its exit status stands: killing it since has changed nothing.
bool WorkerProcess::ran_out_of_memory() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  pid_ = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == kNoMemoryStatus;
}

void WorkerProcess::give_back_pages() {
  const std::uint64_t used = reinterpret_cast<const AreaHead*>(area_)->committed.load(std::memory_order_acquire);
  if (used <= kIdleAreaBytes) return;
  (void)::fallocate(area_fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, kIdleAreaBytes,
                    static_cast<off_t>(area_bytes_ - kIdleAreaBytes));
}

}  // namespace hallpass
