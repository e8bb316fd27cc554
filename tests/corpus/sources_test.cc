#include "corpus/sources.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "tests/support/paths.h"

namespace hallpass {
namespace {

using test::TempDir;

// "file" of each message, or "! code" of each failure.
std::vector<std::string> names(MessageSources& sources, const std::string& below) {
  std::vector<std::string> all;
  while (auto item = sources.next()) {
    if (!*item) {
      all.push_back("! " + std::to_string(exit_status(item->error().code)));
      continue;
    }
    std::string name = (*item)->file;
    if (name.starts_with(below + "/")) name.erase(0, below.size() + 1);
    all.push_back(name);
  }
  return all;
}

std::vector<std::string> names_below(const TempDir& dir, const std::vector<std::string>& paths) {
  SourceOptions options;
  for (const auto& path : paths) options.paths.push_back(path.empty() ? dir.path() : dir.file(path));
  MessageSources sources(options);
  return names(sources, dir.path());
}

TEST_CASE("MessageSources: which files are messages") {
  const TempDir dir;
  const std::string mail = "From: a@x.example\nTo: b@x.example\n\nhello\n";
  const std::string sep = "From a@x.example Thu Mar  5 15:41:05 2026\n";
  dir.write("b/two.eml", mail);
  dir.write("a.eml", mail);
  dir.write("notes.txt", "no mail\n");
  dir.write(".hidden.eml", mail);
  dir.write("c.mbox", sep + mail + "\n" + sep + mail);
  dir.write("d-single", sep + mail);
  dir.write("e.eml", sep + mail);
  dir.write("md/cur/1:2,S", mail);
  dir.write("md/new/2", "no header at all");
  dir.write("md/tmp/3", mail);
  dir.write("md/dovecot.index", mail);
  dir.write("md/.Sent/cur/4", mail);
  dir.write("md/.Sent/new/.keep", "");
  std::filesystem::create_directory_symlink(dir.path(), dir.file("loop"));

  CHECK(names_below(dir, {"a.eml"}) == std::vector<std::string>{"a.eml"});
  CHECK(names_below(dir, {"notes.txt"}) == std::vector<std::string>{"notes.txt"});  // named: always read
  CHECK(names_below(dir, {"c.mbox", "d-single", "e.eml"}) ==
        std::vector<std::string>{"c.mbox#1", "c.mbox#2", "d-single", "e.eml"});
  CHECK(names_below(dir, {"b"}) == std::vector<std::string>{"b/two.eml"});
  CHECK(names_below(dir, {"md"}) ==
        std::vector<std::string>{"md/.Sent/cur/4", "md/.Sent/new/.keep", "md/cur/1:2,S", "md/new/2"});
  CHECK(names_below(dir, {""}) == std::vector<std::string>{"a.eml", "b/two.eml", "c.mbox#1", "c.mbox#2", "d-single",
                                                           "e.eml", "md/.Sent/cur/4", "md/.Sent/new/.keep",
                                                           "md/cur/1:2,S", "md/new/2"});
  CHECK(names_below(dir, {"missing", "a.eml"}) == std::vector<std::string>{"! 66", "a.eml"});
}

TEST_CASE("MessageSources: envelope and clock") {
  const TempDir dir;
  dir.write("a.eml", "From: a@x.example\nTo: b@x.example\nDate: Thu, 01 Jan 1970 00:01:00 +0000\n\nhello\n");
  dir.write("b.eml", "Subject: nobody\n\nhello\n");
  SourceOptions options;
  options.paths = {dir.file("a.eml"), dir.file("b.eml")};
  options.now_seconds = 7;
  MessageSources plain(options);
  const auto derived = plain.next();
  REQUIRE((derived && *derived));
  CHECK((*derived)->envelope.sender == "a@x.example");
  CHECK((*derived)->envelope.recipients == std::vector<std::string>{"b@x.example"});
  CHECK((*derived)->now_seconds == 60);  // the message's clock wins
  const auto undated = plain.next();
  REQUIRE((undated && *undated));
  CHECK((*undated)->now_seconds == 7);
  CHECK((*undated)->envelope.recipients.empty());
  CHECK_FALSE(plain.next());

  options.from = "s@x.example";
  options.to = {"t@x.example", "u@x.example"};
  MessageSources given(options);
  const auto overridden = given.next();
  REQUIRE((overridden && *overridden));
  CHECK((*overridden)->envelope.sender == "s@x.example");
  CHECK((*overridden)->envelope.recipients == options.to);
}

TEST_CASE("MessageSources: standard input, whole or an mbox") {
  SourceOptions options;
  options.paths = {"-"};
  std::istringstream mail("From: a@x.example\n\nhello\n");
  options.standard_input = &mail;
  MessageSources one(options);
  CHECK(names(one, "") == std::vector<std::string>{"-"});
  const std::string sep = "From a@x.example Thu Mar  5 15:41:05 2026\n";
  std::istringstream mbox(sep + "A: 1\n\nx\n\n" + sep + "B: 2\n\ny\n");
  options.standard_input = &mbox;
  MessageSources two(options);
  CHECK(names(two, "") == std::vector<std::string>{"-#1", "-#2"});
}

TEST_CASE("MessageSources: a message past the bound is cut one byte after it") {
  const TempDir dir;
  for (const std::size_t bytes_max : {std::size_t{20}, std::size_t{9'000}}) {
    for (const std::size_t size : {bytes_max - 1, bytes_max, bytes_max + 1, bytes_max + 2, bytes_max * 3}) {
      SourceOptions options;
      options.paths = {dir.write("big.eml", "Subject: x\n\n" + std::string(size - 12, 'y'))};
      options.message_bytes_max = bytes_max;
      MessageSources sources(options);
      const auto item = sources.next();
      REQUIRE((item && *item));
      CHECK((*item)->bytes.size() == std::min(size, bytes_max + 1));
    }
  }
}

TEST_CASE("MessageSources: a manifest, its good rows and its bad ones") {
  const TempDir dir;
  dir.write("mail/a.eml", "From: a@x.example\nTo: b@x.example\n\nhello\n");
  const std::string manifest = dir.write(
      "m.jsonl",
      "{\"file\": \"mail/a.eml\", \"envelope\": {\"sender\": \"s@x.example\", \"recipients\": [\"r@x.example\"]}, "
      "\"login\": \"l@x.example\", \"sequence\": \"one\", \"expect\": {\"must\": [\"pii.ssn\"], \"may\": [], \"students\": "
      "[\"stu-1\"], \"recipients\": {\"r@x.example\": \"tag\"}}}\r\n"
      "\n"
      "{\"file\": \"mail/a.eml\"}\n"
      "{\"file\": \"mail/missing.eml\"}\n"
      "{\"file\": 5}\n"
      "{\"envelope\": {}}\n"
      "not json\n"
      "[1]\n"
      "{\"file\": \"mail\"}\n"
      "{\"file\": \"mail/a.eml\", \"expect\": {\"must\": \"pii.ssn\"}}\n"
      "{\"file\": \"mail/a.eml\", \"envelope\": {\"recipients\": [1]}}\n"
      "{\"file\": \"mail/a.eml\"}");
  SourceOptions options;
  options.manifest = manifest;
  MessageSources first(options);
  const auto row = first.next();
  REQUIRE((row && *row));
  CHECK((*row)->envelope.sender == "s@x.example");
  CHECK((*row)->envelope.login == "l@x.example");
  REQUIRE((*row)->row->expect.has_value());
  CHECK((*row)->row->sequence == "one");
  CHECK((*row)->row->expect->recipients.front().second == "tag");
  const auto derived = first.next();
  REQUIRE((derived && *derived));
  CHECK((*derived)->envelope.sender == "a@x.example");

  MessageSources all(options);
  CHECK(names(all, "") == std::vector<std::string>{"mail/a.eml", "mail/a.eml", "! 66", "! 65", "! 65", "! 65", "! 65",
                                                   "! 66", "! 65", "! 65", "mail/a.eml"});
  options.manifest = dir.file("missing.jsonl");
  MessageSources none(options);
  CHECK(names(none, "") == std::vector<std::string>{"! 66"});
  options.manifest = dir.path();
  MessageSources folder(options);
  CHECK(names(folder, "") == std::vector<std::string>{"! 66"});
}

}  // namespace
}  // namespace hallpass
