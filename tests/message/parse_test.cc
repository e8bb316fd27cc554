// MIME: parts and their paths, headers, odd and broken mail.
#include <doctest/doctest.h>

#include "tests/message/read_support.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

std::string shape(const Message& message) {
  std::string out;
  for (const Part& part : message.parts) {
    out += part.path + " " + part.content_type + (part.file_name.empty() ? "" : " \"" + part.file_name + "\"") + (part.attachment ? " attached" : "") + "\n";
  }
  return out;
}

std::string mixed(const std::string& inside) {
  return "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + inside;
}

}  // namespace

TEST_CASE("parse: parts and paths") {
  struct Case {
    std::string_view why;
    std::string mail;
    std::string_view shape;
  };
  const Case cases[] = {
      {"no headers of MIME", "Subject: x\r\n\r\nbody\r\n", "1 text/plain\n"},
      {"nothing at all", "", "1 text/plain\n"},
      {"a body alone", "\r\njust text\r\n", "1 text/plain\n"},
      {"bare line feeds", "Subject: x\nContent-Type: text/html\n\n<p>a\n", "1 text/html\n"},
      {"two parts", mixed("--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=g.csv\r\n\r\nA\r\n--b--\r\n"),
       "0 multipart/mixed\n1 text/plain\n2 text/csv \"g.csv\" attached\n"},
      {"alternatives inside", mixed("--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\na\r\n--c\r\nContent-Type: text/html\r\n\r\nb\r\n--c--\r\n--b\r\n\r\nz\r\n--b--\r\n"),
       "0 multipart/mixed\n1 multipart/alternative\n1.1 text/plain\n1.2 text/html\n2 text/plain\n"},
      {"a mail inside", mixed("--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n--b--\r\n"),
       "0 multipart/mixed\n1 message/rfc822\n1.1 text/plain\n"},
      {"no closing boundary", mixed("--b\r\n\r\na\r\n--b\r\nContent-Type: text/csv\r\n\r\nA,B\r\n"), "0 multipart/mixed\n1 text/plain\n2 text/csv\n"},
      {"a content type that is none", "Content-Type: garbage\r\n\r\nx\r\n", "1 text/plain\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(shape(read_mail(c.mail)) == c.shape);
  }
}

TEST_CASE("parse: text is found wherever it hides") {
  struct Case {
    std::string_view why;
    std::string mail;
    std::string_view want;   // somewhere in the units
    std::string_view note;   // category, or empty
  };
  const Case cases[] = {
      {"quoted-printable with soft breaks", "Content-Transfer-Encoding: quoted-printable\r\n\r\n078-05=\r\n-1120\r\n", "078-05-1120", ""},
      {"base64", "Content-Transfer-Encoding: base64\r\n\r\nMDc4LTA1LTExMjA=\r\n", "078-05-1120", ""},
      {"base64 without padding", "Content-Transfer-Encoding: BASE64\r\n\r\nMDc4LTA1LTExMjA\r\n", "078-05-1120", ""},
      {"base64 with a note in it", "Content-Transfer-Encoding: base64\r\n\r\nMDc4!LTA1LTExMjA=\r\n", "078-05-1120", "note.mime"},
      {"a subject", "Subject: 078-05-1120\r\n\r\n", "header/Subject: 078-05-1120", ""},
      {"an unknown header", "X-Odd: 078-05-1120\r\n\r\n", "header/X-Odd: 078-05-1120", ""},
      {"a file name", "Content-Disposition: attachment; filename*=utf-8''078-05-1120\r\n\r\nx", "078-05-1120", ""},
      {"the preamble", mixed("078-05-1120 before\r\n--b\r\n\r\na\r\n--b--\r\n"), "#outside: 078-05-1120", ""},
      {"the epilogue", mixed("--b\r\n\r\na\r\n--b--\r\n078-05-1120 after\r\n"), "#outside: 078-05-1120", ""},
      {"a multipart without its boundary", mixed("078-05-1120 lost\r\n"), "078-05-1120", "note.mime"},
      {"a field of a part", mixed("--b\r\nContent-Description: 078-05-1120\r\n\r\nx\r\n--b--\r\n"), "1/header/Content-Description: 078-05-1120", ""},
      {"an inner subject", mixed("--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: 078-05-1120\r\n\r\nx\r\n--b--\r\n"), "1/header/Subject: 078-05-1120", ""},
      {"an unknown charset", "Content-Type: text/plain; charset=x-nope\r\n\r\n078-05-1120 \xe9\r\n", "078-05-1120", "note.charset"},
      {"an opaque type", mixed("--b\r\nContent-Type: application/x-odd\r\n\r\n\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04" "078-05-1120\x01\r\n--b--\r\n"), "078-05-1120", "note.format"},
      {"text in a part that says base64", "Content-Transfer-Encoding: base64\r\n\r\nnumber 078-05-1120\r\n", "number 078-05-1120", "note.mime"},
      {"two boundaries", "Content-Type: multipart/mixed; boundary=a; boundary=b\r\n\r\n--b\r\n\r\n078-05=\r\n-1120\r\n--b--\r\n", "078-05-1120", "note.mime"},
      {"an encoded multipart", "Content-Type: multipart/mixed; boundary=a\r\nContent-Transfer-Encoding: base64\r\n\r\nLS1hDQoNCm51bWJlciAwNzgtMDUtMTEyMA0KLS1hLS0NCg==\r\n", "078-05-1120", "note.mime"},
      {"base64 that does not say so", mixed("--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" + std::string("eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\neHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\r\nIDA3OC0wNS0xMTIwCg==\r\n--b--\r\n")), "078-05-1120", "note.mime"},
      {"a transfer encoding nobody knows", "Content-Transfer-Encoding: x-quoted\r\n\r\n078-05=\r\n-1120 and a longer line\r\n", "078-05-1120", "note.mime"},
      {"two content types", "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n078-05-1120\r\n", "078-05-1120", "note.mime"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_mail(c.mail);
    CAPTURE(all_text(message));
    CHECK(all_text(message).find(c.want) != std::string::npos);
    CHECK(message.notes.empty() == c.note.empty());
    if (!c.note.empty()) CHECK(has_note(message, c.note));
  }
}

TEST_CASE("parse: what is known of the outermost message") {
  const Message message = read_mail(
      "From: Ada <a@b.c>\r\nTo: d@e.f, G <g@h.i>\r\nCc: j@k.l\r\nDate: Tue, 3 Mar 2026 09:00:00 -0600\r\nMessage-ID: <id@b.c>\r\n"
      "Content-Type: message/rfc822\r\n\r\nFrom: other@x.y\r\nMessage-ID: <inner@b.c>\r\n\r\nx\r\n");
  CHECK(message.message_id == "id@b.c");
  CHECK(message.date_seconds == 1772550000);
  REQUIRE(message.mailboxes.size() == 4);
  CHECK(message.mailboxes[2].display == "G");
}

TEST_CASE("parse: cut at every length") {
  const std::string mail = mixed(
      "pre\r\n--b\r\nContent-Type: multipart/alternative; boundary=\"c\"\r\n\r\n--c\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--c--\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: =?utf-8?Q?x?=\r\n\r\nx\r\n--b\r\nContent-Type: text/html; name*0*=utf-8''a; name*1=b\r\n\r\n<p>x\r\n--b--\r\npost\r\n");
  for (std::size_t length = 0; length <= mail.size(); ++length) CHECK(read_mail(mail.substr(0, length)).parts.size() >= 1);
}
