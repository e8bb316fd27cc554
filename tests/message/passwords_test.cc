// Which words are taken for passwords, and what they open. Everything locked here is locked with "Tiger42!".
#include "message/passwords.h"

#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/archive_samples.h"
#include "tests/message/readers/compound_support.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

using namespace test;
using Words = std::vector<std::string>;

constexpr std::string_view kInside = "078-05-1120";

TEST_CASE("passwords: words that are marked as such") {
  struct Case {
    std::string_view why;
    std::string_view text;
    Words want;  // all of them are among the marked ones
    Words not_wanted;
  };
  const Case cases[] = {
      {"plainly", "The password is Tiger42!", {"Tiger42!"}, {"is", "The"}},
      {"behind a colon", "pw: maple", {"maple"}, {}},
      {"far behind it", "The password for the spring grades file is: maple-leaf", {"maple-leaf"}, {}},
      {"in quotes, with blanks", "use the passcode \"red maple tree\"", {"red maple tree"}, {}},
      {"in typographic quotes", "Password \xe2\x80\x9cTiger42!\xe2\x80\x9d", {"Tiger42!"}, {}},
      {"before it", "Tiger42! is the password", {"Tiger42!"}, {}},
      {"Spanish", "La contrase\xc3\xb1" "a del archivo es Tigre42.", {"Tigre42", "Tigre42."}, {}},
      {"a PIN", "PIN 4711", {"4711"}, {}},
      {"alone on a line", "As promised:\n\nTiger42!\n\nDana", {"Tiger42!"}, {"Dana"}},
      {"no word for it", "See you on Monday in room 204B at the school", {}, {"204B", "Monday"}},
      {"inside other words", "passing pwning pinball compass Tiger42!", {}, {"Tiger42!", "pinball"}},
      {"a plain word alone on a line", "Thanks\n\nDana\n", {}, {"Thanks", "Dana"}},
      {"an address alone on a line", "dana4@example.org\n", {}, {"dana4@example.org"}},
      {"the next paragraph", "I forgot the password.\n\nTomorrow is sports day", {}, {"Tomorrow"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    PasswordWords words;
    words.look_at(UnitKind::body, c.text);
    for (const std::string& want : c.want) CHECK(std::ranges::count(words.marked(), want) == 1);
    for (const std::string& word : c.not_wanted) CHECK(std::ranges::count(words.marked(), word) == 0);
  }
}

TEST_CASE("passwords: bounds of what is looked at") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "password: word" + std::to_string(i) + "\n";
  PasswordWords words;
  words.look_at(UnitKind::body, many);
  CHECK(words.marked().size() == kMarkedMax);
  PasswordWords deep;
  deep.look_at(UnitKind::attachment, std::string(4u << 10, ' ') + "password: Tiger42!");
  CHECK(deep.marked().empty());
  deep.look_at(UnitKind::attachment, "password: Tiger42!");
  CHECK(deep.marked() == Words{"Tiger42!", "Tiger42"});
  PasswordWords others;
  others.look_at(UnitKind::raw, "password: Tiger42!");
  others.look_at(UnitKind::file_name, "password Tiger42!.txt");
  CHECK(others.marked().empty());
}

struct Locked {
  std::string_view what;
  std::string name;
  std::string bytes;
};

std::vector<Locked> locked_files() {
  const auto office = [](const std::string& kind) {
    return compound_of({{"EncryptionInfo", sample_file("locked/" + kind + ".info")}, {"EncryptedPackage", sample_file("locked/" + kind + ".package")}});
  };
  const std::vector<SampleFile> files{{"one.txt", "number " + std::string(kInside) + "\n"}};
  return {{"zip, AES", "a.zip", archive_of(files, "zip", "", "Tiger42!")},
          {"zip, old encryption", "a.zip", archive_of(files, "zip", "", "Tiger42!", "zip:encryption=traditional")},
          {"7z", "a.7z", sample_file("locked/quick.7z")},
          {"PDF, AES-256", "a.pdf", sample_file("locked/aes256.pdf")},
          {"PDF, RC4", "a.pdf", sample_file("locked/rc4.pdf")},
          {"Office, agile", "a.docx", office("agile")},
          {"Office, standard", "a.docx", office("standard")},
          {"OpenDocument, as LibreOffice 7 writes it", "a.odt", sample_file("locked/libreoffice.odt")},
          {"Excel 97, 40 bits", "a.xls", compound_of({{"Workbook", sample_file("locked/rc4-40.book")}})},
          {"Excel 2003, 128 bits", "a.xls", compound_of({{"Workbook", sample_file("locked/rc4-128.book")}})},
          {"Excel 2003, 40 bits", "a.xls", compound_of({{"Workbook", sample_file("locked/rc4-api-40.book")}})},
          {"Word 2003", "a.doc", compound_of({{"WordDocument", sample_file("locked/rc4.main")}, {"0Table", sample_file("locked/rc4.table")}})}};
}

std::string mail(std::string_view subject, std::string_view before, const Locked& locked, std::string_view behind = {}) {
  return "Subject: " + std::string(subject) + "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + std::string(before) +
         "\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: attachment; filename=" +
         locked.name + "\r\n\r\n" + locked.bytes +
         "\r\n--b\r\nContent-Type: text/plain; name=read-me.txt\r\nContent-Disposition: attachment\r\n\r\n" + std::string(behind) + "\r\n--b--\r\n";
}

Message read_with(const std::string& bytes, const Words& earlier, const Limits& limits = {}) {
  static const auto reader = make_inline_reader();
  return reader->read({bytes, -1, earlier}, limits, in_ms(60'000));
}

TEST_CASE("passwords: where a password may stand") {
  struct Case {
    std::string_view why;
    std::string_view subject, before, behind;
    Words earlier;
    std::string_view note;  // of success; empty: it stays locked
  };
  const Case cases[] = {
      {"in the text", "Grades", "The password is Tiger42!", "", {}, "stands in the message"},
      {"in the subject", "Grades (password Tiger42!)", "see attached", "", {}, "stands in the message"},
      {"in an attachment behind it", "Grades", "see attached", "Password: Tiger42!", {}, "stands in the message"},
      {"in an earlier message", "Grades", "see attached", "", {"Tiger42!"}, "stands in an earlier message"},
      {"the third of an earlier message", "Grades", "the password is Lion7!", "", {"Bear5!", "Wolf6!", "Tiger42!"}, "stands in an earlier message"},
      {"nowhere", "Grades", "see attached", "", {}, ""},
      {"another one", "Grades", "The password is Lion7!", "Password: Bear5", {"Wolf6!"}, ""},
      {"in other letters", "Grades", "The password is tiger42!", "", {}, ""},
      {"half of it", "Grades", "The password is Tiger", "", {"42!"}, ""},
      {"told to be sent later", "Grades", "The password comes in another message", "", {}, ""},
  };
  for (const Locked& locked : locked_files()) {
    CAPTURE(locked.what);
    for (const Case& c : cases) {
      CAPTURE(c.why);
      const Message seen = read_with(mail(c.subject, c.before, locked, c.behind), c.earlier);
      const bool opened = all_text(seen).find(kInside) != std::string::npos;
      CHECK(opened == !c.note.empty());
      CHECK(has_note(seen, "content.encrypted") == !opened);
      CHECK(has_note(seen, "note.format") == opened);
      CHECK(says(seen, c.note));
      for (const Note& note : seen.notes) CHECK(note.detail.find("Tiger") == std::string::npos);
    }
  }
}

TEST_CASE("passwords: RC4 and OpenDocument, from real programs, cut and changed") {
  const std::string root = shared_path("realdata/attach/files/poi");
  for (const std::string_view file : {"document/password_password_cryptoapi.doc", "spreadsheet/password.xls"}) {
    if (root.empty()) break;
    CAPTURE(file);
    const Locked locked{"", std::string(file.substr(file.rfind('/') + 1)), read_file(root + "/" + std::string(file))};
    CHECK_FALSE(has_note(read_with(mail("s", "b", locked), {"password"}), "content.encrypted"));
    CHECK(has_note(read_with(mail("s", "b", locked), {"Password"}), "content.encrypted"));
  }
  for (const Locked& locked : locked_files()) {
    const bool open_document = locked.what.starts_with("OpenDocument");
    if (!locked.what.starts_with("Excel") && !locked.what.starts_with("Word") && !open_document) continue;
    for (std::size_t at = open_document ? 60 : 512; at < locked.bytes.size(); at += open_document ? 997 : 97) {
      std::string changed = locked.bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x55);
      (void)read_with(mail("s", "b", {"", locked.name, changed}), {"Tiger42!"});
      (void)read_with(mail("s", "b", {"", locked.name, changed.substr(0, at)}), {"Tiger42!"});
    }
  }
}

TEST_CASE("passwords: 7z as 7-Zip writes it, cut and changed") {
  for (const std::string_view file : {"locked/locked.7z", "locked/locked-lzma.7z", "locked/locked-stored.7z", "locked/hidden.7z"}) {
    CAPTURE(file);
    const Locked locked{"", "a.7z", sample_file(file)};
    const Message opened = read_with(mail("s", "password: Tiger42!", locked), {});
    CHECK(all_text(opened).find("!one.txt: number " + std::string(kInside)) != std::string::npos);
    CHECK_FALSE(has_note(opened, "content.encrypted"));
    const Message shut = read_with(mail("s", "password: Lion7!", locked), {});
    CHECK(has_note(shut, "content.encrypted"));
    CHECK((all_text(shut).find("one.txt") != std::string::npos) == (file != "locked/hidden.7z"));
  }
  const std::string quick = sample_file("locked/quick.7z");
  for (std::size_t length = 0; length < quick.size(); ++length) (void)read_with(mail("s", "password: Tiger42!", {"", "a.7z", quick.substr(0, length)}), {});
  for (std::size_t at = 0; at < quick.size(); ++at) {
    std::string changed = quick;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    (void)read_with(mail("s", "password: Tiger42!", {"", "a.7z", changed}), {});
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(has_note(read_with(mail("s", "password: Tiger42!", {"", "a.7z", sample_file("locked/slow.7z")}), {}), "content.encrypted"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));  // it asks for 2^40 hashes
}

TEST_CASE("passwords: passwords_max at the bound and one past it") {
  Words earlier;
  for (int i = 0; i < 9; ++i) earlier.push_back("Wrong" + std::to_string(i));
  earlier.emplace_back("Tiger42!");
  for (const Locked& locked : locked_files()) {
    CAPTURE(locked.what);
    Limits limits;
    limits.passwords_max = 10;
    const Message at = read_with(mail("s", "b", locked), earlier, limits);
    CHECK(all_text(at).find(kInside) != std::string::npos);
    CHECK_FALSE(has_note(at, "content.over_limit"));
    limits.passwords_max = 9;
    const Message past = read_with(mail("s", "b", locked), earlier, limits);
    CHECK(all_text(past).find(kInside) == std::string::npos);
    CHECK(has_note(past, "content.encrypted"));
    CHECK(says(past, "limit passwords_max was reached"));
  }
}

TEST_CASE("passwords: when passwords_ms is used up nothing more is tried, and the rest is read") {
  Limits limits;
  limits.passwords_ms = 0;
  for (const Locked& locked : locked_files()) {
    CAPTURE(locked.what);
    const Message seen = read_with(mail("password Tiger42!", "b", locked, "read to the end"), {}, limits);
    CHECK(all_text(seen).find(kInside) == std::string::npos);
    CHECK(has_note(seen, "content.encrypted"));
    CHECK(says(seen, "limit passwords_ms was reached"));
    CHECK(all_text(seen).find("read to the end") != std::string::npos);
  }
}

TEST_CASE("passwords: a zip with open and locked members is read as far as it goes, its names in any case") {
  const std::string zip = archive_of({{"one.txt", std::string(kInside)}}, "zip", "", "Tiger42!");
  const std::string both = zip_of({{"open.txt", "for all to see"}, {"locked.zip", zip}});
  const Message shut = read_with(mail("s", "b", {"", "a.zip", both}), {});
  CHECK(all_text(shut).find("for all to see") != std::string::npos);
  CHECK(all_text(shut).find("one.txt") != std::string::npos);
  CHECK(has_note(shut, "content.encrypted"));
  const Message open = read_with(mail("s", "password: Tiger42!", {"", "a.zip", both}), {});
  CHECK(all_text(open).find("!locked.zip!one.txt: " + std::string(kInside)) != std::string::npos);
  const auto named = std::ranges::count_if(open.parts, [](const Part& part) { return part.path.ends_with("one.txt"); });
  CHECK(named == 1);
}

TEST_CASE("passwords: what is handed on for the sender's next messages goes through the confined reader too") {
  auto reader = start_confined_readers({std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader", 1, 1000}, {});
  REQUIRE(reader);
  const Locked locked = locked_files().front();
  const Message told = (*reader)->read({"Subject: the file\r\n\r\nThe password is Tiger42!\r\n"}, {}, in_ms(10'000));
  CHECK(std::ranges::count(told.passwords, "Tiger42!") == 1);
  const std::string bytes = mail("s", "room 204B, 3 copies", locked);
  const Message opened = (*reader)->read({bytes, -1, told.passwords}, {}, in_ms(10'000));
  CHECK(all_text(opened).find(kInside) != std::string::npos);
  CHECK(says(opened, "stands in an earlier message"));
  CHECK(opened.passwords.empty());  // what is only loosely like one stays in the reader
  const Words too_long{std::string(3'000, 'x'), "Tiger42!"};
  CHECK(all_text((*reader)->read({bytes, -1, too_long}, {}, in_ms(10'000))).find(kInside) != std::string::npos);
}

TEST_CASE("passwords: locked Office documents, cut and changed") {
  const std::string info = sample_file("locked/agile.info");
  const std::string package = sample_file("locked/agile.package");
  for (std::size_t length = 0; length < info.size(); length += 13) {
    (void)read_with(mail("password Tiger42!", "b", {"", "a.docx", compound_of({{"EncryptionInfo", info.substr(0, length)}, {"EncryptedPackage", package}})}), {});
  }
  std::string slow = info;
  slow.replace(slow.find("spinCount=\"1000\""), 16, "spinCount=\"9000000\"");
  const auto start = std::chrono::steady_clock::now();
  const Message seen = read_with(mail("password Tiger42!", "b", {"", "a.docx", compound_of({{"EncryptionInfo", slow}, {"EncryptedPackage", package}})}), {});
  CHECK(has_note(seen, "content.encrypted"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

}  // namespace
}  // namespace hallpass
