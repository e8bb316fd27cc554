// Files and disguises inside plain text.
#include <doctest/doctest.h>

#include "message/views/views.h"
#include "tests/message/read_support.h"
#include "tests/support/paths.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("encoded text: uuencode, yEnc and PGP in a body") {
  struct Case {
    std::string_view why;
    std::string mail;
    std::string_view want;
    std::size_t parts;
    std::string_view note;
  };
  const Case cases[] = {
      {"uuencode", "Subject: x\r\n\r\nhi\r\nbegin 644 a.txt\r\n,,#<X+3`U+3$Q,C`*\r\n`\r\nend\r\nbye\r\n", "1!a.txt: 078-05-1120", 2, ""},
      {"two of them, the first without end", "Subject: x\n\nbegin 644 a.txt\n,,#<X+3`U+3$Q,C`*\nbegin 600 b.txt\n,,#<X+3`U+3$Q,C`*\n`\nend\n", "1!b.txt: 078-05-1120", 3, ""},
      {"yEnc", "Subject: x\r\n\r\n=ybegin line=128 size=12 name=a.txt\r\nZabWZ_W[[\\Z4\r\n=yend size=12\r\n", "1!a.txt: 078-05-1120", 2, ""},
      {"a sentence that begins so", "Subject: x\r\n\r\nbegin 2024 with joy\r\nbegin at once\r\n", "joy", 1, ""},
      {"sealed text", "Subject: x\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n", "header/Subject: x", 1, "content.encrypted"},
      {"sealed text among other", "Subject: x\r\n\r\nhello\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n", "hello", 1, "content.encrypted"},
      {"signed text is read", "Subject: x\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\n078-05-1120\r\n", "078-05-1120", 1, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_mail(c.mail);
    CAPTURE(all_text(message));
    CHECK(all_text(message).find(c.want) != std::string::npos);
    CHECK(message.parts.size() == c.parts);
    CHECK(has_note(message, "content.encrypted") == (c.note == "content.encrypted"));
  }
}

TEST_CASE("encoded text: pasted base64 and hexadecimal") {
  struct Case {
    std::string_view why, text, want;
  };
  const Case cases[] = {
      {"base64", "see TXkgU1NOIGlzIDA3OC0wNS0xMTIw ok", "see My SSN is 078-05-1120 ok\n"},
      {"over lines", "TXkgU1NOIGlzIDA3OC0wNS0xMTIwLCBhbmQgdGhh\ndCBpcyBhbGwgdGhlcmUgaXM=\n", "My SSN is 078-05-1120, and that is all there is\n\n"},
      {"hexadecimal", "303738 3037382d30352d31313230", "303738 078-05-1120\n"},
      {"a link", "https://example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbb", ""},
      {"a long word", "Donaudampfschifffahrtsgesellschaftskapitaen", ""},
      {"a long number", "12345678901234567890123456789012", ""},
      {"a digest", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ""},
      {"a picture's beginning", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", ""},
      {"too short to say anything", "TXkgU1NO", ""},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    std::string all;
    for (const std::string& text : second_reading(c.text).texts) all += text;
    CHECK(all == c.want);
  }
}

TEST_CASE("encoded text: a real newsreader's yEnc") {
  const std::string root = shared_path("realdata/mime/yenc-uu");
  if (root.empty()) return;
  const Message message = read_mail(read_file(root + "/00000005.ntx"));
  bool found = false;
  for (const Part& part : message.parts) found = found || part.file_name == "testfile.txt";
  CHECK(found);
}
