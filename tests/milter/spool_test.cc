#include "milter/spool.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "tests/support/paths.h"

using namespace hallpass;

namespace {

std::string spooled(const std::string& directory, std::size_t memory_bytes, const std::string& body, std::size_t chunk,
                    bool* in_file = nullptr) {
  Spool spool(directory, memory_bytes);
  REQUIRE(spool.add_header("Subject", " a\n\tb", true));
  REQUIRE(spool.add_header("X", "y", true));
  for (std::size_t at = 0; at < body.size(); at += chunk) REQUIRE(spool.add_body(std::string_view(body).substr(at, chunk)));
  const auto source = spool.finish();
  REQUIRE(source);
  CHECK(source->bytes.size() == spool.size_bytes());
  if (in_file) *in_file = source->fd >= 0;
  if (source->fd >= 0) {
    std::string again(source->bytes.size(), '\0');
    CHECK(::pread(source->fd, again.data(), again.size(), 0) == static_cast<ssize_t>(again.size()));
    CHECK(again == source->bytes);
    CHECK((::fcntl(source->fd, F_GETFL) & O_ACCMODE) == O_RDONLY);  // what the reader process gets
    CHECK(::ftruncate(source->fd, 0) != 0);
  }
  return std::string(source->bytes);
}

}  // namespace

TEST_CASE("spool: the bytes as on the wire") {
  const test::TempDir dir;
  CHECK(spooled(dir.path(), 1000, "line\r\n", 2) == "Subject: a\r\n\tb\r\nX:y\r\n\r\nline\r\n");
  CHECK(spooled(dir.path(), 1000, "", 1) == "Subject: a\r\n\tb\r\nX:y\r\n\r\n");
  Spool spool(dir.path(), 1000);
  REQUIRE(spool.add_header("A", "b", false));  // an MTA that takes the space after the colon away
  CHECK(spool.finish()->bytes == "A: b\r\n\r\n");
  Spool folded(dir.path(), 1000);
  REQUIRE(folded.add_header("A", " b\r\n c", true));  // CRLF that is there already stays one
  CHECK(folded.finish()->bytes == "A: b\r\n c\r\n\r\n");
}

TEST_CASE("spool: memory up to the bound, then a file, the same bytes") {
  const test::TempDir dir;
  std::string body;
  for (int i = 0; body.size() < 700'000; ++i) body += "line " + std::to_string(i) + "\r\n";
  const std::string head = "Subject: a\r\n\tb\r\nX:y\r\n\r\n";
  bool in_file = true;
  for (const std::size_t chunk : {std::size_t{65535}, std::size_t{1000}, body.size()}) {
    CAPTURE(chunk);
    CHECK(spooled(dir.path(), head.size() + body.size(), body, chunk, &in_file) == head + body);
    CHECK_FALSE(in_file);  // at the bound
    CHECK(spooled(dir.path(), head.size() + body.size() - 1, body, chunk, &in_file) == head + body);
    CHECK(in_file);        // one past
    CHECK(spooled(dir.path(), 10, body, chunk, &in_file) == head + body);
  }
}

TEST_CASE("spool: a directory that fails is an error, and stays one") {
  Spool spool("/nonexistent/spool", 4);
  REQUIRE(spool.add_header("A", "", true));
  const auto first = spool.add_body("0123456789");
  REQUIRE_FALSE(first);
  CHECK(first.error().code == ErrorCode::io);
  CHECK(first.error().context.find("/nonexistent/spool") != std::string::npos);
  CHECK_FALSE(spool.add_body("x"));
  CHECK_FALSE(spool.finish());
  CHECK_FALSE(check_spool_directory("/nonexistent/spool"));
  const test::TempDir dir;
  CHECK(check_spool_directory(dir.path()));
}
