#include <doctest/doctest.h>

#include "hallpass/policy.h"
#include "tests/support/bad_config.h"

namespace hallpass {

TEST_CASE("load_policy: every wrong policy of tests/bad_config is told wholly") {
  test::check_bad_configs(HALLPASS_SOURCE_DIR "/tests/bad_config", "policy", [](const std::string& path) {
    const auto policy = load_policy(path);
    return policy ? Error{} : policy.error();
  });
}

TEST_CASE("load_policy: no file") {
  const auto policy = load_policy("/nowhere/policy.toml");
  REQUIRE(!policy);
  CHECK(policy.error().code == ErrorCode::not_found);
}

}  // namespace hallpass
