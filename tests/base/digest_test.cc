#include "base/digest.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <set>

#include "tests/support/paths.h"

using namespace hallpass;

TEST_CASE("Hasher: BLAKE2b-256 as published, keyed and in pieces") {
  init_crypto();
  // The value that b2sum -l 256 prints for the empty input.
  CHECK(to_hex(Hasher().finish()) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(Hasher().add("ab").add("c").finish() == Hasher().add("abc").finish());
  CHECK(Hasher().add_field("ab").add_field("c").finish() != Hasher().add_field("a").add_field("bc").finish());
  Key one{}, two{};
  two[31] = 1;
  CHECK(Hasher(one).add("abc").finish() != Hasher(two).add("abc").finish());
  CHECK(Hasher(one).add("abc").finish() != Hasher().add("abc").finish());
}

TEST_CASE("short_digest: depends on key and bytes") {
  Key one{}, two{};
  two[0] = 1;
  CHECK(short_digest(one, "maria") == short_digest(one, "maria"));
  CHECK(short_digest(one, "maria") != short_digest(one, "marie"));
  CHECK(short_digest(one, "maria") != short_digest(two, "maria"));
}

TEST_CASE("equal_in_constant_time and random_token") {
  init_crypto();
  CHECK(equal_in_constant_time("abc", "abc"));
  CHECK_FALSE(equal_in_constant_time("abc", "abd"));
  CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(random_token(12));
  CHECK(tokens.size() == 1000);
  CHECK(tokens.begin()->size() == 12);
}

TEST_CASE("key files: made once, private, checked when loaded") {
  init_crypto();
  test::TempDir dir;
  const std::string path = dir.file("pass.key");
  const auto made = make_key(path);
  REQUIRE(made.has_value());
  const auto loaded = load_key(path);
  REQUIRE(loaded.has_value());
  CHECK(*loaded == *made);

  const auto again = make_key(path);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code == ErrorCode::usage);

  ::chmod(path.c_str(), 0640);
  const auto open_to_group = load_key(path);
  REQUIRE_FALSE(open_to_group.has_value());
  CHECK(open_to_group.error().code == ErrorCode::permission);
  CHECK(open_to_group.error().context.find("chmod 600") != std::string::npos);

  const auto absent = load_key(dir.file("none"));
  REQUIRE_FALSE(absent.has_value());
  CHECK(absent.error().code == ErrorCode::not_found);

  for (const std::string& bad : {std::string("abc\n"), std::string(64, 'g'), std::string()}) {
    const std::string damaged = dir.write("damaged", bad);
    ::chmod(damaged.c_str(), 0600);
    const auto result = load_key(damaged);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::corrupt);
  }
}
