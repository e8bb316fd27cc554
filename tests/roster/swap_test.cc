// Rebuilding under load: whoever opens the index while it is replaced sees the old one or the new one whole.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/support/paths.h"
#include "tests/support/roster_files.h"

using namespace hallpass;

TEST_CASE("build_roster: replaced many times while others look people up") {
  const char* const wanted = std::getenv("HALLPASS_REBUILDS");  // 1000 for the long run
  const int rebuilds = wanted ? std::atoi(wanted) : 60;
  const test::TempDir dir;
  const std::string head = "sourcedId,role,givenName,familyName,identifier\n";
  dir.write("one/users.csv", head + "a1,student,Hunter,Stewart,182235\nb1,student,Maria,Lopez,182236\n");
  dir.write("two/users.csv", head + "a2,student,Hunter,Stewart,182235\nb2,student,Maria,Lopez,182236\n");
  RosterBuildOptions options = test::roster_files(dir);
  options.source = dir.file("one");
  options.force = true;
  REQUIRE(build_roster(options).has_value());

  std::atomic<bool> done = false;
  std::atomic<std::size_t> looked_up = 0, wrong = 0, new_seen = 0;
  const auto look_up = [&] {
    while (!done) {
      const auto roster = open_roster(options.index_path, options.key_path);
      if (!roster) {
        ++wrong;
        continue;
      }
      const auto hunter = (*roster)->find(RosterField::number, "182235");
      const auto maria = (*roster)->find(RosterField::full_name, "Lopez, Maria");
      const bool whole = hunter.size() == 1 && maria.size() == 1;
      const char which = whole ? (*roster)->source_id(hunter.front())[1] : '?';
      if (!whole || (*roster)->source_id(maria.front())[1] != which) ++wrong;
      if (which == '2') ++new_seen;
      ++looked_up;
    }
  };
  std::thread first(look_up), second(look_up);
  int failed = 0;
  for (int i = 0; i < rebuilds; ++i) {
    options.source = dir.file(i % 2 == 0 ? "two" : "one");
    failed += build_roster(options).has_value() ? 0 : 1;
  }
  done = true;
  first.join();
  second.join();
  CHECK(failed == 0);
  CHECK(wrong == 0);
  CHECK(looked_up > 0);
  CHECK(new_seen > 0);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.path())) files += entry.is_regular_file();
  CHECK_MESSAGE(files == 2, "index and key, and nothing left over");
}

TEST_CASE("build_roster: a new key takes over with its index") {
  const test::TempDir dir;
  dir.write("export/users.csv", "sourcedId,role,givenName,familyName\na1,student,Hunter,Stewart\n");
  RosterBuildOptions options = test::roster_files(dir);
  REQUIRE(build_roster(options).has_value());
  const std::string old_key = test::read_file(options.key_path);
  const std::string old_index = test::read_file(options.index_path);
  options.new_key = true;
  REQUIRE(build_roster(options).has_value());
  const std::string new_key = test::read_file(options.key_path);
  CHECK(new_key != old_key);
  CHECK_FALSE(std::filesystem::exists(options.key_path + ".next"));
  CHECK(verify_roster(options.index_path, options.key_path).has_value());

  SUBCASE("stopped before the index stood: the old pair works and the next key goes") {
    std::filesystem::rename(options.key_path, options.key_path + ".next");
    dir.write("roster.key", old_key);
    dir.write("roster.idx", old_index);
    std::filesystem::permissions(options.key_path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    CHECK(open_roster(options.index_path, options.key_path).has_value());
    options.new_key = false;
    REQUIRE(build_roster(options).has_value());
    CHECK(test::read_file(options.key_path) == old_key);
  }
  SUBCASE("stopped before the key moved: the index opens with the next key, and the next build moves it") {
    std::filesystem::rename(options.key_path, options.key_path + ".next");
    dir.write("roster.key", old_key);
    std::filesystem::permissions(options.key_path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    CHECK(open_roster(options.index_path, options.key_path).has_value());
    options.new_key = false;
    REQUIRE(build_roster(options).has_value());
    CHECK(test::read_file(options.key_path) == new_key);
  }
  CHECK_FALSE(std::filesystem::exists(options.key_path + ".next"));
}
