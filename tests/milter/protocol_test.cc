// The filter as MTAs see it: a process of its own with libmilter, our callbacks and the fakes, driven over
// the wire by miltertest scripts (protocol/*.lua) and by raw bytes.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <libmilter/mfapi.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>

#include "milter/callbacks.h"
#include "milter/listen.h"
#include "milter/message_log.h"
#include "tests/milter/fakes.h"
#include "tests/support/paths.h"

using namespace hallpass;

namespace {

const bool quiet = (start_logging("off", false), true);

// Everything judged is appended to `seen`: queue id, login, client, then the bytes, then a line "--".
[[noreturn]] void run_filter(int fd, const std::string& seen) {
  const rlimit few{256, 256};  // a connection that leaves something behind is soon one too many
  ::setrlimit(RLIMIT_NOFILE, &few);
  test::MemoryStore store;
  Admission admission(100);
  auto judge = std::make_shared<test::AddressJudge>(Settings{});
  judge->seen = [&seen](std::string_view bytes, const Envelope& envelope) {
    std::ofstream out(seen, std::ios::app);
    out << envelope.queue_id << ' ' << envelope.login << ' ' << envelope.client_name << ' ' << envelope.client_address
        << '\n' << bytes << "--\n";
  };
  JudgeSlot judges(judge);
  SessionServices services{judges, store, admission, false};
  if (!register_filter(services, fd)) ::_exit(70);
  ::_exit(smfi_main() == MI_SUCCESS ? 0 : 1);
}

class Filter {
 public:
  Filter() {
    auto listening = listen_on(*parse_socket("unix:" + path()), MilterSettings{});
    REQUIRE(listening);
    pid_ = ::fork();
    if (pid_ == 0) run_filter(listening->fd(), dir_.file("seen"));
  }
  ~Filter() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  std::string path() const { return dir_.file("milter.sock"); }
  bool alive() const { return ::waitpid(pid_, nullptr, WNOHANG) == 0; }
  std::string seen() const { return test::read_file(dir_.file("seen")); }

  int run(const std::string& script) const {
    const std::string command = "miltertest -D socket=unix:" + path() + " -s " HALLPASS_SOURCE_DIR "/tests/milter/protocol/" +
                                script + " >" + dir_.file("out") + " 2>&1";
    const int status = std::system(command.c_str());
    if (status != 0) MESSAGE(test::read_file(dir_.file("out")));
    return status;
  }
  // Connects, writes `bytes`, takes what comes until the filter hangs up.
  void poke(const std::string& bytes) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path().c_str());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    (void)!::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::shutdown(fd, SHUT_WR);
    char answer[4096];
    while (::recv(fd, answer, sizeof answer, 0) > 0) {
    }
    ::close(fd);
  }

 private:
  test::TempDir dir_;
  pid_t pid_ = -1;
};

bool have_miltertest() {
  static const bool have = std::system("command -v miltertest >/dev/null") == 0;
  if (!have) MESSAGE("skipped: miltertest is not installed (scripts/setup)");
  return have;
}

int times(const std::string& text, const std::string& word) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++count;
  return count;
}

}  // namespace

TEST_CASE("protocol: every verdict, as Postfix asks") {
  if (!have_miltertest()) return;
  Filter filter;
  CHECK(filter.run("verdicts.lua") == 0);
  CHECK(filter.alive());
  CHECK(filter.seen().starts_with("4XyZ alice client.school.example 192.0.2.7\nSubject: Marks\r\n\r\nGood morning.\r\n--\n"));
}

TEST_CASE("protocol: as Sendmail asks") {
  if (!have_miltertest()) return;
  Filter filter;
  CHECK(filter.run("sendmail.lua") == 0);
  CHECK(filter.alive());
  CHECK(filter.seen() ==
        "0AB12cd34567 alice client.school.example 192.0.2.7\nSubject: sendmail-canary\r\n\r\nx\r\n--\n");
}

TEST_CASE("protocol: aborts and ends anywhere leave nothing behind") {
  if (!have_miltertest()) return;
  Filter filter;
  CHECK(filter.run("order.lua") == 0);
  CHECK(filter.alive());
  const std::string seen = filter.seen();
  CHECK(times(seen, "canary") == 0);
  CHECK(times(seen, "--\n") == 200);
  CHECK(times(seen, "Subject: whole-77\r\n\r\nwhole-77\r\n--") == 1);
}

TEST_CASE("protocol: connections that say nothing, or nonsense") {
  Filter filter;
  const std::string negotiate("\0\0\0\x0dO\0\0\0\6\0\0\1\xff\0\x1f\xff\xff", 17);
  const std::string old_version("\0\0\0\x0dO\0\0\0\2\0\0\0\x3f\0\0\0\x3f", 17);
  const auto command = [](const std::string& body) {
    const auto size = static_cast<unsigned char>(body.size());
    return std::string("\0\0\0", 3) + static_cast<char>(size) + body;
  };
  const std::string cases[] = {
      "",
      "GET / HTTP/1.0\r\n\r\n",
      std::string("\xff\xff\xff\xff", 4),
      std::string("\0\0\0\0", 4),
      std::string("\0\0\0\1Q", 5),
      negotiate,
      negotiate + negotiate,
      old_version,
      negotiate + command("E"),                               // end of message without a message
      negotiate + command("A") + command("A"),
      negotiate + command(std::string("L\0", 2)),             // a header out of place
      negotiate + command("Mno-terminator"),
      negotiate + command(std::string("M<a@x>\0", 7)) + command(std::string("R<b@x>\0", 7)) + command("E"),
      negotiate + command(std::string("M<a@x>\0", 7)) + command("E") + command("E"),
      negotiate + std::string("\0\0\0\x40M<a", 8),            // shorter than it says
  };
  for (int round = 0; round < 70; ++round) {
    for (const auto& bytes : cases) filter.poke(bytes);
  }
  CHECK(filter.alive());
  if (have_miltertest()) CHECK(filter.run("verdicts.lua") == 0);
  CHECK(filter.alive());
}
