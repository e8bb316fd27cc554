#include "milter/own_headers.h"

#include <doctest/doctest.h>

#include "tests/milter/fakes.h"

using namespace hallpass;
using Fields = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("own headers: all of ours go, last first; others stay") {
  struct Case {
    const char* why;
    Fields fields;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"nothing of ours", {{"Subject", "x"}, {"X-Other", "y"}}, {}},
      {"one", {{"X-Hallpass-Verdict", "allow"}}, {"delete X-Hallpass-Verdict 1"}},
      {"two of a name: last first", {{"X-Hallpass-A", "1"}, {"X-Hallpass-A", "2"}}, {"delete X-Hallpass-A 2", "delete X-Hallpass-A 1"}},
      {"case does not hide", {{"x-hALLPASS-route", "r"}}, {"delete x-hALLPASS-route 1"}},
      {"cases of one name count as one name", {{"X-Hallpass-A", "1"}, {"X-HALLPASS-A", "2"}}, {"delete X-Hallpass-A 2", "delete X-Hallpass-A 1"}},
      {"white space before the colon does not hide", {{"X-Hallpass-A ", "1"}}, {"delete X-Hallpass-A  1"}},
      {"a pass is ours too", {{"X-Hallpass-Pass", "p"}}, {"delete X-Hallpass-Pass 1"}},
      {"name that only begins alike", {{"X-Hallpassport", "1"}}, {}},
      {"our name inside another", {{"Not-X-Hallpass-A", "1"}}, {}},
      {"our name as a value", {{"Subject", "X-Hallpass-Verdict: allow"}}, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    OwnHeaders headers;
    for (const auto& [name, value] : c.fields) headers.note(name, value);
    test::RecordingMta mta;
    CHECK(headers.remove_from(mta));
    CHECK(mta.calls == c.want);
    CHECK(headers.count() == c.want.size());
  }
}

TEST_CASE("own headers: a pass counts only where it is alone") {
  struct Case {
    const char* why;
    Fields fields;
    std::string want;
  };
  const Case cases[] = {
      {"none", {{"Subject", "x"}}, ""},
      {"one, folded and padded", {{"X-Hallpass-Pass", " abc\n\t"}}, "abc"},
      {"any case", {{"x-hallpass-pass", "abc"}}, "abc"},
      {"two are none", {{"X-Hallpass-Pass", "abc"}, {"X-Hallpass-Pass", "abc"}}, ""},
      {"another header of ours is no pass", {{"X-Hallpass-Passport", "abc"}}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    OwnHeaders headers;
    for (const auto& [name, value] : c.fields) headers.note(name, value);
    CHECK(headers.pass() == c.want);
  }
}

TEST_CASE("own headers: at the bound and one past") {
  OwnHeaders headers;
  for (std::size_t i = 0; i < kOwnHeadersMax; ++i) headers.note("X-Hallpass-A", "");
  CHECK_FALSE(headers.too_many());
  headers.note("X-Hallpass-A", "");
  CHECK(headers.too_many());
}

TEST_CASE("own headers: an MTA that does not take the request is told of") {
  OwnHeaders headers;
  headers.note("X-Hallpass-A", "");
  headers.note("X-Hallpass-B", "");
  test::RecordingMta mta;
  mta.fail_at = 1;
  CHECK_FALSE(headers.remove_from(mta));
}
