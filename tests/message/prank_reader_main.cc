// hallpass-reader-test: the confined reader with planted misbehaviour. A message that holds "PRANK@P:NAME"
// makes it do NAME before part number P ("@-": before parsing). What a prank achieves it tells by living.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "message/request.h"
#include "message/wire.h"
#include "message/worker.h"

namespace {

using namespace hallpass;

struct Area {
  char* bytes;
  std::size_t size;
  AreaHead* head() const { return reinterpret_cast<AreaHead*>(bytes); }
};

struct Prank {
  std::string_view name;
  void (*play)(Area area);
};

// Dies unless the deed was denied: for calls that are refused rather than punished.
void must_fail(bool failed) {
  if (!failed) ::kill(::getpid(), SIGKILL);
}

[[noreturn]] void forever() {
  for (std::atomic<unsigned> i = 0;; ++i) {}
}

void* volatile keep;  // so that nothing is optimised away

constexpr std::array kPranks{
    Prank{"abort", [](Area) { std::abort(); }},
    Prank{"open", [](Area) { must_fail(::open("/etc/passwd", O_RDONLY) < 0); }},
    Prank{"connect", [](Area) { keep = reinterpret_cast<void*>(::socket(AF_INET, SOCK_STREAM, 0)); }},
    Prank{"fork", [](Area) { keep = reinterpret_cast<void*>(static_cast<long>(::fork())); }},
    Prank{"ptrace", [](Area) { ::ptrace(PTRACE_ATTACH, ::getppid(), 0, 0); }},
    Prank{"exec", [](Area) { ::execl("/bin/true", "true", nullptr); }},
    Prank{"kill", [](Area) { ::kill(::getppid(), 0); }},
    Prank{"memfd", [](Area) { ::memfd_create("x", 0); }},
    Prank{"runnable", [](Area) { keep = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
    Prank{"segv", [](Area) { *static_cast<volatile char*>(nullptr) = 1; }},
    Prank{"loop", [](Area) { forever(); }},
    Prank{"beating-loop", [](Area a) { for (;;) a.head()->beats.fetch_add(1); }},
    Prank{"memory", [](Area) { for (;;) { char* p = new char[1 << 20]; std::memset(p, 1, 1 << 20); keep = p;  } }},
    Prank{"ten-gigabytes", [](Area a) { for (std::size_t i = 0; i < (10ull << 30); i += 4096) a.bytes[sizeof(AreaHead) + i] = 1; }},
    Prank{"lie-committed", [](Area a) { a.head()->committed.store(~0ull - 7); ::_exit(0); }},
    Prank{"lie-length", [](Area a) {
      const std::uint32_t record[2] = {0xfffffff8, 3};
      std::memcpy(a.bytes + sizeof(AreaHead), record, sizeof record);
      a.head()->committed.store(8);
      ::_exit(0);
    }},
    Prank{"early-answer", [](Area a) {
      a.head()->committed.store(1u << 20);
      std::memset(a.bytes + sizeof(AreaHead), 0x5a, 1u << 20);
      const AnswerPacket answer{AnswerPacket::kAnswer, 1};
      ::send(kControlFd, &answer, sizeof answer, 0);
      forever();
    }},
    Prank{"nonsense-answer", [](Area) { ::send(3, "nonsense", 8, 0); forever(); }},
    Prank{"shrink", [](Area) { keep = reinterpret_cast<void*>(static_cast<long>(::ftruncate(3, 0))); }},
};

void play(std::string_view bytes, std::uint32_t part, char* area, std::size_t area_bytes) {
  const std::string mark = "PRANK@" + (part == kNoPart ? "-" : std::to_string(part)) + ":";
  const std::size_t at = bytes.find(mark);
  if (at == std::string_view::npos) return;
  const std::string_view rest = bytes.substr(at + mark.size());
  const std::string_view name = rest.substr(0, rest.find_first_of("\r\n ;"));
  for (const Prank& prank : kPranks) {
    if (prank.name == name) prank.play({area, area_bytes});
  }
}

}  // namespace

int main(int argc, char** argv) {
  hallpass::worker_prank = play;
  return hallpass::serve_as_worker(argc, argv);
}
