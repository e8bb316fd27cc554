// The confined reader with real processes: the same answers as in process, and one bad message harms no other.
#include <doctest/doctest.h>

#include <string>

#include "hallpass/reader.h"
#include "tests/message/read_support.h"

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

TEST_CASE("confined: a header that kills the parser is a note, and the rest is swept") {
  auto reader = start_confined_readers({}, {});
  REQUIRE(reader);
  std::string groups;
  for (int i = 0; i < 700'000; ++i) groups += "a:";
  const Message bad = (*reader)->read({"To: " + groups + "\r\nSubject: x\r\n\r\nnumber 078-05-1120 here\r\n"}, {}, in_ms(8000));
  CHECK(all_text(bad).find("078-05-1120") != std::string::npos);
  CHECK(bad.notes.size() == 1);
  CHECK(has_note(bad, "content.unreadable"));
  const Message good = (*reader)->read({kMail}, {}, in_ms(5000));
  CHECK(good.notes.empty());
}
