// Archives: every kind, nested, encrypted, damaged, and bombs.
#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/archive_samples.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

const std::string kSecret = "number 078-05-1120 in a file of some length, so that it is worth packing\n";

bool finds(const Message& message, std::string_view text) { return all_text(message).find(text) != std::string::npos; }

std::string mail_with(std::string_view words, const std::string& file, const std::string& name) {
  return "Subject: files\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + std::string(words) +
         "\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
         "Content-Disposition: attachment; filename=" + name + "\r\n\r\n" + file + "\r\n--b--\r\n";
}

}  // namespace

TEST_CASE("archive: every kind gives its members, with paths") {
  struct Case {
    std::string_view why;
    const char* format;
    const char* filter;
    std::string_view name;
    std::string_view path;  // of the unit
  };
  const Case cases[] = {
      {"zip", "zip", "", "a.zip", "1!d/one.txt: "},
      {"7z", "7zip", "", "a.7z", "1!d/one.txt: "},
      {"tar", "ustar", "", "a.tar", "1!d/one.txt: "},
      {"tar.gz", "ustar", "gzip", "a.tgz", "1!d/one.txt: "},
      {"tar.bz2", "ustar", "bzip2", "a.tbz2", "1!d/one.txt: "},
      {"tar.xz", "pax", "xz", "a.txz", "1!d/one.txt: "},
      {"tar.zst", "pax", "zstd", "a.tar.zst", "1!d/one.txt: "},
      {"cpio", "newc", "", "a.cpio", "1!d/one.txt: "},
      {"iso", "iso9660", "", "a.iso", "1!d/one.txt: "},
      {"gz of one file", "raw", "gzip", "one.txt.gz", "1!one.txt: "},
      {"xz of one file", "raw", "xz", "one.txt.xz", "1!one.txt: "},
      {"Z of one file", "raw", "compress", "one.txt.Z", "1!one.txt: "},
      {"the wrong name", "zip", "", "a.txt", "1!d/one.txt: "},
      {"no name", "7zip", "", "", "1!d/one.txt: "},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(archive_of({{"d/one.txt", kSecret}}, c.format, c.filter), c.name);
    CAPTURE(all_text(message));
    CHECK(finds(message, std::string(c.path) + kSecret));
    CHECK_FALSE(has_note(message, "content.unreadable"));
  }
}

TEST_CASE("archive: kinds that libarchive does not write") {
  for (const std::string_view file : {"stored.rar", "stored5.rar", "stored.lzh", "stored.cab", "solid.7z"}) {
    CAPTURE(file);
    const std::string bytes = sample_file("archives/" + std::string(file));
    const Message seen = read_document(bytes, "attachment");  // known by the bytes alone
    CHECK(finds(seen, "1!one.txt: number 078-05-1120"));
    CHECK(finds(seen, "1!two.txt: second file, Quincy Testcase"));
    CHECK(seen.notes.empty());
    CHECK(seen.parts.size() == 3);
    const Message head = read_document(bytes.substr(0, 34), "attachment");
    CHECK_FALSE(finds(head, "078-05-1120"));
    CHECK(has_note(head, "content.unreadable"));
    for (std::size_t length = 0; length < bytes.size(); length += 3) (void)read_document(bytes.substr(0, length), "attachment");
  }
}

TEST_CASE("archive: RAR 5 cut off, or going on in another file, is never taken for whole") {
  const std::string whole = sample_file("archives/stored5.rar");
  for (std::size_t length = 9; length + 2 < whole.size(); ++length) {  // the last two bytes are flags
    CAPTURE(length);
    CHECK(has_note(read_document(whole.substr(0, length), "a.rar"), "content.unreadable"));
  }
  std::string first = whole;
  first.back() = '\1';  // of the end's flags: more files follow
  CHECK(has_note(read_document(first, "a.rar"), "content.unreadable"));
  CHECK(read_document(whole + "signed elsewhere", "a.rar").notes.empty());
}

TEST_CASE("archive: nested, names and empties") {
  const std::string inner = zip_of({{"b/c.csv", "Student,GPA\nJo,3.1\n"}});
  const Message message = read_document(zip_of({{"a.zip", inner}, {"empty.txt", ""}, {"../../etc/x.txt", kSecret}}), "o.zip");
  CHECK(finds(message, "1!a.zip!b/c.csv: Student\tGPA\n"));
  CHECK(finds(message, "1!../../etc/x.txt: number 078"));
  CHECK(message.parts.size() == 5);
  CHECK(message.notes.empty());
  CHECK(read_document(zip_of({}), "o.zip").parts.size() == 1);
}

TEST_CASE("archive: encrypted ones are noted, and opened where the password stands in the message") {
  struct Case {
    std::string_view why;
    std::string_view words;
    const char* encryption;
    bool opened;
  };
  const Case cases[] = {
      {"no password about", "see attached", "zip:encryption=aes256", false},
      {"AES, password in the text", "The password is: Tiger42!", "zip:encryption=aes256", true},
      {"old encryption", "password for the zip: Tiger42!", "zip:encryption=traditional", true},
      {"in quotes", "Use the passcode \"Tiger42!\" please", "zip:encryption=aes256", true},
      {"with the sentence's full stop", "La clave es Tiger42!.", "zip:encryption=aes256", true},
      {"another password", "The password is Lion7", "zip:encryption=aes256", false},
      {"no word for it, but nobody writes so by chance", "use Tiger42! on it", "zip:encryption=aes256", true},
      {"before the word for it", "Tiger42! is the password", "zip:encryption=aes256", true},
      {"alone on a line", "here it is:\r\n\r\nTiger42!\r\n", "zip:encryption=aes256", true},
      {"a part of a longer word", "The password is Tiger42!x", "zip:encryption=aes256", false},
      {"the word alone", "I will send the password later", "zip:encryption=aes256", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string zip = archive_of({{"one.txt", kSecret}}, "zip", "", "Tiger42!", c.encryption);
    const Message message = read_mail(mail_with(c.words, zip, "a.zip"));
    CHECK(finds(message, "078-05-1120") == c.opened);
    CHECK(has_note(message, "content.encrypted") == !c.opened);
    CHECK(has_note(message, "note.format") == c.opened);
  }
}

TEST_CASE("archive: damage is noted and what is whole is read") {
  const std::string tar = archive_of({{"one.txt", kSecret}, {"two.txt", std::string(20'000, 'x')}}, "ustar");
  const Message cut = read_document(tar.substr(0, 4000), "a.tar");
  CHECK(finds(cut, "078-05-1120"));
  CHECK(has_note(cut, "content.unreadable"));
  std::string zip = zip_of({{"one.txt", kSecret}, {"two.txt", kSecret}});
  const Message headless = read_document(zip.substr(0, zip.size() - 60), "a.zip");  // no central directory
  CHECK(finds(headless, "1!one.txt: number 078"));
  zip[60] = static_cast<char>(zip[60] ^ 0x55);
  CHECK(has_note(read_document(zip, "a.zip"), "content.unreadable"));
  CHECK(has_note(read_document("PK\3\4 and nothing of the kind", "a.zip"), "content.unreadable"));
  // libarchive could not open this one, and must not be asked anything then: it fell over.
  using namespace std::literals;
  const std::string_view unopened = "\x1f\x8b\x08\x00\xdf\x2e\xb2\xa0PK\x03\x04\x14\x00\x00\x00\xe5\x00\x00" "Ai\xdf\x2e\xb2\xa0PK\x03\x04\x14\x00\x00\x00\xe5\x08w\x16"sv;
  CHECK(has_note(read_document(unopened, "a.gz"), "content.unreadable"));
  for (std::size_t length = 0; length < zip.size(); length += 7) (void)read_document(zip.substr(0, length), "a.zip");
}

TEST_CASE("archive: a zip behind a picture, a program that unpacks itself") {
  const std::string zip = zip_of({{"one.txt", kSecret}});
  CHECK(finds(read_document("GIF89a" + std::string(300, '\1') + zip, "a.gif"), "1!one.txt: number 078"));
  CHECK(finds(read_document(std::string(300, '\1') + zip, "a.bin"), "1!one.txt: number 078"));
  const Message unpacks = read_document("MZ" + std::string(300, '\0') + zip, "a.exe");
  CHECK(finds(unpacks, "1!one.txt: number 078"));
  CHECK(has_note(unpacks, "content.executable"));
}

TEST_CASE("archive: a bomb of zeros, and sixteen zips deep") {  // bounds one by one: limits_test.cc
  std::string nested = zip_of({{"deep.txt", kSecret}});
  for (int i = 1; i < 16; ++i) nested = zip_of({{"n.zip", nested}});
  const Message at_depth = read_document(nested, "a.zip");
  CHECK(finds(at_depth, "078-05-1120"));
  CHECK(at_depth.notes.empty());
  CHECK(has_note(read_document(zip_of({{"n.zip", nested}}), "a.zip"), "content.over_limit"));

  const std::string bomb = archive_of({{"zeros.txt", std::string(60u << 20, '0')}}, "zip");
  CHECK(bomb.size() < 200'000);
  CHECK(has_note(read_document(bomb, "a.zip"), "content.over_limit"));
}

TEST_CASE("archive: programs are found by their bytes, also inside") {
  struct Case {
    std::string_view why;
    std::string name;
    std::string bytes;
    bool program;
  };
  using namespace std::literals;
  std::string pe(256, '\0');
  pe.replace(0, 2, "MZ");
  pe[60] = '\x80';
  pe.replace(0x80, 4, "PE\0\0"s);
  const Case cases[] = {
      {"a Windows program", "setup.exe", pe, true},
      {"called a picture", "photo.jpg", pe, true},
      {"ELF", "x", "\x7f" "ELF\2\1\1"s, true},
      {"a shell script by its first line", "notes.txt", "#!/bin/sh\necho 078-05-1120\n", true},
      {"a batch file by its name", "go.bat", "echo 078-05-1120\r\n", true},
      {"JavaScript by its name", "a.js", "alert('078-05-1120')\n", true},
      {"a shortcut", "a.lnk", "\x4c\0\0\0\x01\x14\x02\0\0\0\0\0"s, true},
      {"a Java archive", "a.jar", zip_of({{"META-INF/MANIFEST.MF", "x"}, {"A.class", "\xca\xfe\xba\xbe"}}), true},
      {"text that begins with MZ", "a.txt", "MZ is a district code, and the rest of this line is only text\n", false},
      {"a hash-bang that is none", "a.txt", "#! important list\n1\n", false},
      {"a zip of texts", "a.zip", zip_of({{"a.txt", "x"}}), false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(has_note(read_document(c.bytes, c.name), "content.executable") == c.program);
    CHECK(has_note(read_document(zip_of({{c.name, c.bytes}}), "o.zip"), "content.executable") == c.program);
  }
}
