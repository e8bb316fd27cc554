// The confined reader with real processes: the same answers as in process, and one bad message harms no other.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>

#include "hallpass/reader.h"
#include "tests/message/read_support.h"
#include "tests/support/paths.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

const std::string kMail =
    "From: Ada Byron <ada@district.example>\r\nTo: pat@example.com\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n"
    "Message-ID: <1@district.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>Hello <b>there</b></p><table><tr><td>Name</td><td>GPA</td></tr></table>\r\n"
    "--b\r\nContent-Type: text/csv; name=g.csv\r\nContent-Disposition: attachment\r\n\r\nStudent,GPA\r\n\"Doe, Jo\",3.1\r\n--b--\r\n";

}  // namespace

TEST_CASE("confined: reads what the inline reader reads") {
  auto reader = start_confined_readers({}, {});
  REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().context));
  const Message there = (*reader)->read({kMail}, {}, in_ms(5000));
  const Message here = make_inline_reader()->read({kMail}, {}, in_ms(5000));
  CHECK(all_text(there) == all_text(here));
  CHECK(there.units.size() == here.units.size());
  CHECK(there.notes.empty());
  CHECK(there.message_id == "1@district.example");
  CHECK(there.mailboxes.size() == 2);
}

TEST_CASE("confined: groups in groups, which kill GMime, cost nothing but a note") {
  auto reader = start_confined_readers({}, {});
  REQUIRE(reader);
  std::string groups;
  for (int i = 0; i < 400'000; ++i) groups += i % 20 == 19 ? "a:\r\n " : "a:";
  const std::string field = "To: " + groups + "x@example.com\r\n";
  for (const std::string& mail : {field + kMail, "Content-Type: message/rfc822\r\n\r\n" + field + kMail}) {
    const Message message = (*reader)->read({mail}, {}, in_ms(8000));
    CHECK_FALSE(has_note(message, "content.unreadable"));
    CHECK(has_note(message, "note.mime"));
    CHECK(all_text(message).find("Doe, Jo\t3.1") != std::string::npos);
  }
  CHECK((*reader)->read({kMail}, {}, in_ms(5000)).notes.empty());
}

TEST_CASE("confined: the message by file, and past its bound") {
  auto reader = start_confined_readers({}, {});
  REQUIRE(reader);
  TempDir dir;
  const int fd = ::open(dir.write("m.eml", kMail).c_str(), O_RDONLY | O_CLOEXEC);
  CHECK(all_text((*reader)->read({kMail, fd}, {}, in_ms(5000))) == all_text((*reader)->read({kMail}, {}, in_ms(5000))));
  ::close(fd);
  Limits limits;
  limits.message_bytes_max = kMail.size();
  CHECK((*reader)->read({kMail}, limits, in_ms(5000)).notes.empty());
  limits.message_bytes_max = kMail.size() - 1;
  CHECK(has_note((*reader)->read({kMail}, limits, in_ms(5000)), "content.over_limit"));
}

TEST_CASE("confined: eight threads share two workers, and no message sees another") {
  auto reader = start_confined_readers({}, {});
  REQUIRE(reader);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string canary = "canary-" + std::to_string(t * 1000 + i);
        const std::string text = all_text((*reader)->read({"Subject: " + canary + "\r\n\r\n" + canary + "\r\n"}, {}, in_ms(20'000)));
        wrong += text != "header/Subject: " + canary + "\n1: " + canary + "\n\n";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("confined: no worker in time, no time at all") {
  auto reader = start_confined_readers({}, {});
  REQUIRE(reader);
  const auto begin = std::chrono::steady_clock::now();
  const Message message = (*reader)->read({kMail}, {}, begin - std::chrono::seconds(1));
  CHECK(has_note(message, "content.over_limit"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(100));
}
