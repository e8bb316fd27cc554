// The confined side. It has a socket, an area to write to, and the message's file for as long as it is
// read. std::bad_alloc is the memory bound at work: a note, and the process is replaced.
#include "message/worker.h"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "message/confine.h"
#include "message/ocr.h"
#include "message/read.h"
#include "message/request.h"
#include "message/wire.h"

namespace hallpass {

WorkerPrank worker_prank = nullptr;

namespace {

constexpr std::size_t kTrimOver = 1u << 20;  // after messages larger than this, give pages back
// What is mapped before the first message: code, ICU's data, the area. The bound counts from here.
std::size_t mapped_bytes() {
  std::size_t pages = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%zu", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

bool receive(RequestPacket& request, int& message_fd) {
  iovec data{&request, sizeof request};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof control;
  const ssize_t got = ::recvmsg(kControlFd, &header, 0);
  const cmsghdr* with = CMSG_FIRSTHDR(&header);
  if (got != static_cast<ssize_t>(sizeof request) || !with || with->cmsg_type != SCM_RIGHTS) return false;
  std::memcpy(&message_fd, CMSG_DATA(with), sizeof message_fd);
  return true;
}

bool answer(std::uint32_t serial) {
  const AnswerPacket packet{AnswerPacket::kAnswer, serial};
  return ::send(kControlFd, &packet, sizeof packet, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof packet);
}

class WorkerOutput final : public WireOutput {
 public:
  WorkerOutput(const RequestPacket& request, std::string_view bytes, char* area)
      : WireOutput(area, request.area_bytes), request_(request), bytes_(bytes), area_(area) {
    prank(kNoPart);
  }

  void working_on(std::uint32_t part) override {
    WireOutput::working_on(part);
    prank(part);
  }

 private:
  void prank(std::uint32_t part) const {
    const auto spared = std::span(request_.poisoned).first(request_.poisoned_count);
    if (!worker_prank || request_.mode == ReadMode::sweep_only || std::ranges::count(spared, part)) return;
    worker_prank(bytes_, part, area_, request_.area_bytes);
  }

  const RequestPacket& request_;
  std::string_view bytes_;
  char* area_;
};

std::vector<std::string> words_of(std::string_view ended_by_zeros) {
  std::vector<std::string> words;
  for (std::size_t end = ended_by_zeros.find('\0'); end != std::string_view::npos; end = ended_by_zeros.find('\0')) {
    words.emplace_back(ended_by_zeros.substr(0, end));
    ended_by_zeros.remove_prefix(end + 1);
  }
  return words;
}

void handle(const RequestPacket& request, std::string_view bytes, char* area) try {
  WorkerOutput output(request, bytes, area);
  const std::vector<std::string> passwords = words_of({request.passwords.data(), request.passwords_bytes});
  const ReadRequest read{bytes, request.mode, {request.name.data(), request.name_bytes},
                         Deadline(std::chrono::nanoseconds(request.deadline_ns)), {request.poisoned.data(), request.poisoned_count}, passwords};
  read_all(read, request.limits, output);
} catch (const std::bad_alloc&) {
  std::_Exit(kNoMemoryStatus);  // the daemon sees on which part
}

}  // namespace

int serve_as_worker(int argc, char** argv) {
  const std::size_t area_bytes = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
  const std::size_t memory_bytes = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  const std::size_t message_bytes_max = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
  if (area_bytes == 0 || !shed_inheritance()) return 70;
  warm_up_reading();
  if (argc > 5 && *argv[4] && !start_ocr(argv[4], argv[5])) return kNoOcrStatus;
  void* area = ::mmap(nullptr, area_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, kAreaFd, 0);
  if (area == MAP_FAILED) return 71;
  ::close(kAreaFd);
  ::mallopt(M_MMAP_THRESHOLD, 256 << 10);
  if (!lock_down(mapped_bytes() + message_bytes_max + memory_bytes + kWorkerStackBytes) || !answer(0)) return 72;
  RequestPacket request;
  for (int fd = -1; receive(request, fd);) {
    const std::size_t size = request.message_bytes;
    void* bytes = size > 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0) : nullptr;
    ::close(fd);
    if (bytes == MAP_FAILED) return 73;
    if (request.area_bytes != area_bytes) return 74;
    handle(request, {static_cast<const char*>(bytes), size}, static_cast<char*>(area));
    if (bytes) ::munmap(bytes, size);
    if (size > kTrimOver) ::malloc_trim(0);
    if (!answer(request.serial)) return 75;
  }
  return 0;
}

}  // namespace hallpass
