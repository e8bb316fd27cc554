#include "corpus/district_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "corpus/judge.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

TEST_CASE("number_pattern: formats in words") {
  struct Case {
    std::string_view words, want;
  };
  const Case cases[] = {
      {"6 digits", "\\d{6}"},   {"10 digits", "\\d{10}"}, {"E + 5 digits", "e\\d{5}"}, {"AC+7 digits", "ac\\d{7}"},
      {"digits", ""},           {"six digits", ""},       {"6", ""},                   {"E5 + 5 digits", ""},
      {"(.*)+ + 5 digits", ""}, {"600 digits", ""},       {"6 digits or so", ""},      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.words);
    CHECK(number_pattern(c.words) == c.want);
  }
}

TEST_CASE("apply_district_facts: what it takes, and what it refuses") {
  District district;
  district.name = "before";
  REQUIRE(apply_district_facts("{\"internal_domains\": [\"School.Example\"], \"all_district_aliases\": [\"all-staff@x.example\", "
                               "\"All-Students@x.example\"], \"office\": {}, \"employee_id_format\": \"E + 5 digits\"}",
                               district));
  CHECK(district.name == "before");
  CHECK(district.internal_domains == std::vector<std::string>{"school.example"});
  CHECK(district.student_lists == std::vector<std::string>{"all-students@x.example"});
  CHECK(district.employee_number_format == "e\\d{5}");
  for (const char* bad : {"", "[]", "not json", "{\"name\": 5}", "{\"internal_domains\": \"x.example\"}", "{\"partner_domains\": [1]}",
                          "{\"student_id_format\": \"six\"}", "{\"state_id_format\": 6}"}) {
    CAPTURE(bad);
    CHECK_FALSE(apply_district_facts(bad, district));
  }
}

TEST_CASE("a district folder gives the same engine every time, and leaves nothing behind") {
  const test::TempDir temp;
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  REQUIRE(settings.has_value());
  const std::string before = ::getenv("TMPDIR") ? ::getenv("TMPDIR") : "";
  ::setenv("TMPDIR", temp.path().c_str(), 1);
  const JudgeOptions options{.settings = *settings, .district = HALLPASS_SOURCE_DIR "/tests/golden/district"};
  const auto first = make_judging_engine(options), second = make_judging_engine(options);
  before.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before.c_str(), 1);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(engine_name(**first) == engine_name(**second));
  CHECK(engine_roster(**first).person_count() == 24);
  CHECK(engine_settings(**first).district.partner_domains.front() == "boces7.example");
  CHECK(std::filesystem::is_empty(temp.path()));
}

}  // namespace
}  // namespace hallpass
