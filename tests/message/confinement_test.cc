// A reader that misbehaves: denied or killed, one note, the rest of the message still read, and the next
// message unaffected.
#include <doctest/doctest.h>

#include <sys/wait.h>

#include <cerrno>
#include <string>

#include "hallpass/reader.h"
#include "tests/message/read_support.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

std::string mail_with(std::string_view prank) {
  return "Subject: " + std::string(prank) +
         "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/plain\r\n\r\nfirst 111-11-1111\r\n"
         "--b\r\nContent-Type: text/plain\r\n\r\nsecond 222-22-2222\r\n"
         "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
         "dGhpcmQgMzMzLTMzLTMzMzMgd2l0aCBtb3JlIHdvcmRzIGFmdGVyIGl0\r\n--b--\r\n";
}

std::unique_ptr<Reader> start(const Limits& limits) {
  auto reader = start_confined_readers({std::string(HALLPASS_BUILD_DIR) + "/tests/hallpass-reader-test", 2, 1000}, limits);
  REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().context));
  return std::move(*reader);
}

}  // namespace

TEST_CASE("confinement: pranks are denied or killed, and cost one note") {
  struct Case {
    std::string_view why;
    std::string_view prank;
    std::string_view category;  // of the one note; empty: denied, the reading goes on
  };
  const Case cases[] = {
      {"no prank: the test program reads as the other does", "nothing", ""},
      {"opening a file is refused", "open", ""},
      {"a socket", "connect", "content.unreadable"},
      {"another process", "fork", "content.unreadable"},
      {"looking into the daemon", "ptrace", "content.unreadable"},
      {"another program", "exec", "content.unreadable"},
      {"a signal to the daemon", "kill", "content.unreadable"},
      {"a file of its own", "memfd", "content.unreadable"},
      {"memory that can be run", "runnable", "content.unreadable"},
      {"changing the area's size", "shrink", "content.unreadable"},
      {"a crash", "segv", "content.unreadable"},
      {"an assertion in a library", "abort", "content.unreadable"},
      {"no end", "loop", "content.over_limit"},
      {"memory without end", "memory", "content.over_limit"},
      {"writing past the area", "ten-gigabytes", "content.unreadable"},
      {"records beyond the area", "lie-committed", "content.unreadable"},
      {"a record longer than what is there", "lie-length", "content.unreadable"},
      {"an answer over garbage", "early-answer", "content.unreadable"},
      {"an answer that is none", "nonsense-answer", "content.unreadable"},
  };
  Limits limits;
  limits.part_ms = 4000;
  const auto reader = start(limits);
  for (const std::string place : {"PRANK@-:", "PRANK@2:"}) {
    for (const Case& c : cases) {
      CAPTURE(c.why);
      CAPTURE(place);
      const Message message = reader->read({mail_with(place + std::string(c.prank))}, limits, in_ms(15'000));
      const std::string text = all_text(message);
      CHECK(text.find("111-11-1111") != std::string::npos);
      CHECK(text.find("222-22-2222") != std::string::npos);
      CHECK(text.find("333-33-3333") != std::string::npos);
      REQUIRE(message.notes.size() == (c.category.empty() ? 0 : 1));
      if (!c.category.empty()) CHECK(message.notes[0].category == c.category);
      const Message next = reader->read({mail_with("fine")}, limits, in_ms(8000));
      CHECK(next.notes.empty());
      CHECK(next.parts.size() == 4);
    }
  }
}

TEST_CASE("confinement: a loop that shows signs of life ends with the message's time") {
  const Limits limits;
  const auto reader = start(limits);
  const auto begin = std::chrono::steady_clock::now();
  const Message message = reader->read({mail_with("PRANK@2:beating-loop")}, limits, in_ms(900));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1000));
  CHECK(has_note(message, "content.over_limit"));
  CHECK(all_text(message).find("333-33-3333") != std::string::npos);
}

TEST_CASE("confinement: no zombie stays, and a worker is replaced after its messages") {
  {
    auto reader = start_confined_readers({std::string(HALLPASS_BUILD_DIR) + "/tests/hallpass-reader-test", 1, 2}, {});
    REQUIRE(reader);
    for (int i = 0; i < 7; ++i) CHECK((*reader)->read({mail_with(i % 2 ? "fine" : "PRANK@-:segv")}, {}, in_ms(8000)).units.size() >= 2);
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("confinement: a program that is not there, or is none") {
  CHECK(start_confined_readers({"/nowhere/hallpass-reader", 1, 1}, {}).error().code == ErrorCode::not_found);
  CHECK(start_confined_readers({"/bin/true", 1, 1}, {}).error().code == ErrorCode::unavailable);
}
