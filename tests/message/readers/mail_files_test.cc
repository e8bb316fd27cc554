// Mails inside files, signed mail, sealed mail.
#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/archive_samples.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

const std::string kInner = "From: a@b.c\r\nSubject: inner\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nhello\r\n"
                           "--i\r\nContent-Disposition: attachment; filename=n.txt\r\n\r\n078-05-1120\r\n--i--\r\n";

bool finds(const Message& message, std::string_view text) { return all_text(message).find(text) != std::string::npos; }

std::string der(char tag, const std::string& content) {
  const std::size_t size = content.size();
  const std::string length = size < 0x80 ? std::string(1, static_cast<char>(size))
                                         : std::string("\x82") + static_cast<char>(size >> 8) + static_cast<char>(size);
  return std::string(1, tag) + length + content;
}

using namespace std::literals;
const std::string kOid = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"s;

std::string signed_data(const std::string& octet_string) {
  const std::string inner = der(0x30, kOid + "\x01" + der('\xa0', octet_string));
  return der(0x30, kOid + "\x02" + der('\xa0', der(0x30, "\x02\x01\x01" + der(0x31, "") + inner + der(0x31, ""))));
}

}  // namespace

TEST_CASE("mail files: eml in a zip, mbox") {
  const Message zipped = read_document(zip_of({{"m.eml", kInner}}), "a.zip");
  CHECK(finds(zipped, "1!m.eml/header/Subject: inner"));
  CHECK(finds(zipped, "1!m.eml.2: 078-05-1120"));
  const std::string two = "From a@b.c Mon Jan  1 00:00:00 2024\n" + kInner + "\nFrom here on it is only text\n\nFrom x Tue\nSubject: second\n\nother 219-09-9999\n";
  const Message box = read_document(two, "mail.mbox");
  CHECK(finds(box, "1!1.eml.2: 078-05-1120"));
  CHECK(finds(box, "1!2.eml/header/Subject: second"));
  CHECK(finds(box, "219-09-9999"));
  const Message forwarded = read_mail("Subject: fw\r\n\r\nFrom: a@b.c\r\nSubject: told\r\n\r\ntext\r\n");
  CHECK(forwarded.parts.size() == 1);  // a body that quotes headers is a body
}

TEST_CASE("mail files: what is signed is read, what is sealed is noted") {
  struct Case {
    std::string_view why;
    std::string bytes;
    std::string_view name;
    bool found;
    std::string_view note;
  };
  const std::string pieces = der(0x24, der(0x04, kInner.substr(0, 50)) + der(0x04, kInner.substr(50)));
  const Case cases[] = {
      {"signed", signed_data(der(0x04, kInner)), "smime.p7m", true, ""},
      {"signed, the content in pieces", signed_data(pieces), "smime.p7m", true, ""},
      {"cut off", signed_data(der(0x04, kInner)).substr(0, 300), "smime.p7m", true, ""},
      {"sealed", der(0x30, kOid + "\x03" + der('\xa0', "x")), "smime.p7m", false, "content.encrypted"},
      {"PGP", "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "x.asc", false, "content.encrypted"},
      {"PGP in bytes", "\x85\x01\x0c\x03" + std::string(300, '\x9a'), "x.gpg", false, "content.encrypted"},
      {"openssl", "Salted__" + std::string(300, '\x9a'), "x.enc", false, "content.encrypted"},
      {"nonsense of that name", "\x30\x03\x02\x01\x01\x01\x01"s, "smime.p7m", false, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(c.bytes, c.name);
    CAPTURE(all_text(message));
    CHECK(finds(message, "078-05-1120") == c.found);
    if (!c.note.empty()) CHECK(has_note(message, c.note));
    CHECK_FALSE(has_note(message, c.note == "content.encrypted" ? "content.unreadable" : "content.encrypted"));
  }
}
