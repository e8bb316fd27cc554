#include "base/file_ops.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "tests/support/failing_file_ops.h"
#include "tests/support/paths.h"

using namespace hallpass;
using namespace hallpass::test;

TEST_CASE("file_ops: what it says about failures") {
  TempDir dir;
  FileOps& ops = real_file_ops();
  CHECK(ops.create(dir.file("no/such")).error().code == ErrorCode::not_found);
  CHECK(ops.remove(dir.file("none")).error().code == ErrorCode::not_found);
  CHECK(ops.read(dir.file("none"), 10).error().code == ErrorCode::not_found);
  CHECK(ops.rename(dir.file("none"), dir.file("x")).error().code == ErrorCode::not_found);
  CHECK(ops.sync_directory(dir.file("none")).error().code == ErrorCode::not_found);
  CHECK(ops.list(dir.file("none")).error().code == ErrorCode::not_found);
  CHECK(ops.exists(dir.file("none")).value() == false);
  dir.write("there", "12345");
  CHECK(ops.create(dir.file("there")).error().code == ErrorCode::io);
  CHECK(ops.create(dir.file("there")).error().context.find("File exists") != std::string::npos);
  CHECK(ops.read(dir.file("there"), 4).error().code == ErrorCode::too_large);
  CHECK(ops.read(dir.file("there"), 5).value() == "12345");
  CHECK(ops.make_directory(dir.file("there")).error().code == ErrorCode::io);
  CHECK(ops.make_directory(dir.path()));
}

TEST_CASE("file_ops: a new file is private, never follows a link, and is in use while it is written") {
  TempDir dir;
  FileOps& ops = real_file_ops();
  REQUIRE(::symlink(dir.file("elsewhere").c_str(), dir.file("link").c_str()) == 0);
  CHECK(!ops.create(dir.file("link")));
  auto file = ops.create(dir.file("new"));
  REQUIRE(file);
  struct stat info {};
  REQUIRE(::stat(dir.file("new").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(ops.in_use(dir.file("new")).value());
  REQUIRE((*file)->append("abc"));
  REQUIRE((*file)->sync());
  file->reset();
  CHECK(!ops.in_use(dir.file("new")).value());
  CHECK(read_file(dir.file("new")) == "abc");
}

TEST_CASE("file_ops: the kernel's own short write and refusal come out as an error") {
  TempDir dir;
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1'000, 1'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto file = real_file_ops().create(dir.file("big"));
    const bool refused = file && !(*file)->append(std::string(4'000, 'x'));
    ::_exit(refused ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("replace_file: old or new, nothing beside it, whichever call fails") {
  for (const bool short_write : {false, true}) {
    for (std::size_t n = 1;; ++n) {
      CAPTURE(n);
      TempDir dir;
      FailingFileOps ops;
      const std::string path = dir.write("f", "old");
      ops.set({n, false, 28, short_write});
      const bool done = replace_file(ops, path, "new and longer").has_value();
      const std::string now = read_file(path);
      CHECK(real_file_ops().list(dir.path()).value().size() == 1);
      CHECK((now == "new and longer" || (!done && now == "old")));
      if (ops.calls() < n) break;
      CHECK(!done);
      REQUIRE(n < 20);
    }
  }
}
