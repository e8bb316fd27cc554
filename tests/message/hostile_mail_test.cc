// Hostile mail (reliability.md F19 and F20) through the confined reader with the default limits: each is
// answered within ten seconds by a worker of bounded memory, and the number planted at its deepest place is
// found, or the message says that it was not wholly read.
#include <doctest/doctest.h>

#include <functional>

#include "tests/message/read_support.h"
#include "tests/message/readers/archive_samples.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

const std::string kSecret = "078-05-1120";

std::string repeated(std::size_t times, const std::function<std::string(std::size_t)>& piece) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece(i);
  return out;
}

std::string nested_multiparts(std::size_t depth) {
  return "MIME-Version: 1.0\r\n" + repeated(depth, [](std::size_t i) {
           const std::string b = "b" + std::to_string(i);
           return "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n";
         }) + "Content-Type: text/plain\r\n\r\nnumber " + kSecret + "\r\n";
}

std::string nested_mails(std::size_t depth) {
  return repeated(depth, [](std::size_t) { return std::string("Content-Type: message/rfc822\r\n\r\n"); }) + "Subject: x\r\n\r\nnumber " + kSecret + "\r\n";
}

std::string attached(const std::string& bytes, const std::string& name) {
  return "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=" + name + "\r\n\r\n" + bytes;
}

std::string nested_zips(std::size_t depth) {
  std::string zip = zip_of({{"s.txt", kSecret}});
  for (std::size_t i = 0; i < depth; ++i) zip = zip_of({{"n.zip", zip}});
  return zip;
}

std::string many_members(std::size_t count) {
  std::vector<SampleFile> files(count);
  for (std::size_t i = 0; i < count; ++i) files[i] = {std::to_string(i) + ".txt", "x"};
  files.back().bytes = kSecret;
  return zip_of(files);
}

std::string bomb(const char* format, const char* filter) {
  return archive_of({{"zeros.txt", std::string(200u << 20, '0') + kSecret}}, format, filter);
}

}  // namespace

TEST_CASE("hostile mail: answered in time, found or reported") {
  struct Case {
    std::string_view why;
    std::function<std::string()> mail;
  };
  const Case cases[] = {
      {"100 multiparts deep", [] { return nested_multiparts(99); }},
      {"1 000 multiparts deep", [] { return nested_multiparts(1'000); }},
      {"200 000 multiparts deep", [] { return nested_multiparts(200'000); }},
      {"1 000 mails deep", [] { return nested_mails(1'000); }},
      {"300 000 parts", [] { return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + repeated(300'000, [](std::size_t) { return std::string("--b\r\n\r\nx\r\n"); }) + "--b\r\n\r\nnumber " + kSecret + "\r\n--b--\r\n"; }},
      {"a million headers", [] { return repeated(1'000'000, [](std::size_t) { return std::string("X: y\r\n"); }) + "X-Last: " + kSecret + "\r\n\r\nx\r\n"; }},
      {"one header line of 40 MB", [] { return "Subject: " + std::string(40u << 20, 'x') + " " + kSecret + "\r\n\r\nx\r\n"; }},
      {"a header line past the message's bound", [] { return "Subject: " + std::string(51u << 20, 'x') + " " + kSecret + "\r\n\r\nx\r\n"; }},
      {"102 kB of nested groups", [] { return "To: " + repeated(51'000, [](std::size_t) { return std::string("a:"); }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"1.4 MB of nested groups", [] { return "To: " + repeated(700'000, [](std::size_t) { return std::string("a:"); }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"the same inside an attached mail", [] { return "Content-Type: message/rfc822\r\n\r\nTo: " + repeated(700'000, [](std::size_t) { return std::string("a:"); }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"a boundary without end", [] { return "Content-Type: multipart/mixed; boundary=" + std::string(5u << 20, 'b') + "\r\n\r\n--" + std::string(5u << 20, 'b') + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"48 MB without a line end", [] { return "Subject: x\r\n\r\n" + std::string(48u << 20, 'x') + " " + kSecret; }},
      {"zeros between", [] { return "Subject: x\r\n\r\n" + std::string(100, '\0') + "number " + kSecret + std::string(100, '\0') + "\r\n"; }},
      {"bare carriage returns", [] { return "Subject: x\rTo: a@b.c\r\rnumber " + kSecret + "\r"; }},
      {"bare line feeds", [] { return "Subject: x\nTo: a@b.c\n\nnumber " + kSecret + "\n"; }},
      {"message/partial", [] { return "Content-Type: message/partial; id=x; number=1; total=2\r\n\r\nSubject: y\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"100 000 addresses", [] { return "To: " + repeated(100'000, [](std::size_t i) { return "u" + std::to_string(i) + "@example.com, "; }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"100 000 parameters", [] { return "Content-Type: text/plain" + repeated(100'000, [](std::size_t i) { return "; p" + std::to_string(i) + "=v"; }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"a million encoded words", [] { return "Subject: " + repeated(1'000'000, [](std::size_t) { return std::string("=?utf-8?Q?a?= "); }) + "\r\n\r\nnumber " + kSecret + "\r\n"; }},
      {"zips 15 deep", [] { return attached(nested_zips(15), "a.zip"); }},
      {"zips 100 deep", [] { return attached(nested_zips(100), "a.zip"); }},
      {"30 000 members", [] { return attached(many_members(30'000), "a.zip"); }},
      {"a zip bomb", [] { return attached(bomb("zip", ""), "a.zip"); }},
      {"a gz bomb", [] { return attached(bomb("raw", "gzip"), "a.gz"); }},
      {"a bz2 bomb", [] { return attached(bomb("raw", "bzip2"), "a.bz2"); }},
      {"an xz bomb", [] { return attached(bomb("raw", "xz"), "a.xz"); }},
      {"a zst bomb", [] { return attached(bomb("raw", "zstd"), "a.zst"); }},
      {"an encrypted zip", [] { return attached(archive_of({{"s.txt", kSecret}}, "zip", "", "x"), "a.zip"); }},
      {"a zip cut off", [] { return attached(zip_of({{"a.txt", std::string(50'000, 'x') + kSecret}}).substr(0, 60), "a.zip"); }},
      {"500 000 nested divs", [] { return "Content-Type: text/html\r\n\r\n" + repeated(500'000, [](std::size_t) { return std::string("<div>"); }) + kSecret; }},
      {"an attribute of 10 MB", [] { return "Content-Type: text/html\r\n\r\n<p title='" + std::string(10u << 20, 'x') + "'>" + kSecret; }},
      {"a comment without end", [] { return "Content-Type: text/html\r\n\r\n<p>x<!-- " + std::string(5u << 20, '-') + kSecret; }},
  };
  const auto reader = start_confined_readers({std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader", 1, 1000}, {});
  REQUIRE(reader);
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string mail = c.mail();
    const auto begin = std::chrono::steady_clock::now();
    const Message message = (*reader)->read({mail}, {}, begin + std::chrono::seconds(10));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    CHECK(took <= 10'100);
    const bool found = all_text(message).find(kSecret) != std::string::npos;
    const bool reported = has_note(message, "content.over_limit") || has_note(message, "content.unreadable") || has_note(message, "content.encrypted");
    CHECK((found || reported));
  }
}
