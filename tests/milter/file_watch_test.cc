#include "milter/file_watch.h"

#include <doctest/doctest.h>

#include <cstdio>

#include "tests/support/paths.h"

using namespace hallpass;

TEST_CASE("FileWatch: a file swapped in by rename is seen once") {
  test::TempDir dir;
  const std::string path = dir.write("roster.idx", "one");
  FileWatch watch(path);
  CHECK_FALSE(watch.changed());

  const std::string aside = dir.write("roster.new", "two");
  REQUIRE(std::rename(aside.c_str(), path.c_str()) == 0);
  CHECK(watch.changed());
  CHECK_FALSE(watch.changed());

  REQUIRE(std::remove(path.c_str()) == 0);
  CHECK_FALSE(watch.changed());  // gone for the moment
  (void)dir.write("roster.idx", "three");
  CHECK(watch.changed());

  FileWatch nothing("");
  CHECK_FALSE(nothing.changed());
}
