// Shapes: what a candidate is confirmed by, and that a limit met is told, never taken for "no".
#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "detectors/pii/value_finding.h"
#include "detectors/terms/value_shape.h"

namespace hallpass {
namespace {

std::string_view word_of(Fit fit) { return fit == Fit::yes ? "yes" : fit == Fit::no ? "no" : "over_limit"; }

}  // namespace

TEST_CASE("shapes: the candidate, all of it, at its place") {
  struct Case {
    const char* why;
    std::string_view pcre2, text;
    std::size_t begin, end;
    std::string_view want;
  };
  const Case cases[] = {
      {"the same delimiter twice", R"(\d([-.])\d\1\d)", "1-2-3", 0, 5, "yes"},
      {"mixed delimiters", R"(\d([-.])\d\1\d)", "1-2.3", 0, 5, "no"},
      {"inside the text", R"((?<!/)\d+\b(?!-))", "a 12 b", 2, 4, "yes"},
      {"behind a slash", R"((?<!/)\d+\b(?!-))", "a/12 b", 2, 4, "no"},
      {"before a dash", R"((?<!/)\d+\b(?!-))", "a 12-b", 2, 4, "no"},
      {"further on, not here", R"(\d\d)", "a 12", 0, 2, "no"},
      {"goes on behind the candidate", R"(\d+)", "1234", 0, 2, "no"},
      {"ends inside the candidate", R"(\d\d)", "1234", 0, 4, "no"},
      {"far from its beginning", R"((?<!x)\d+)", "0123456789012345678901234567890123456789x7", 41, 42, "no"},
      {"at the end of the text", R"(\d+(?!\w))", "ab 7", 3, 4, "yes"},
      {"a zero byte is a byte", R"(\d\x00\d)", std::string_view("1\0" "2", 3), 0, 3, "yes"},
      {"bytes that are no UTF-8", R"((?<!\xff)\d)", "\xff" "1", 1, 2, "no"},
      {"an empty text", R"(\d)", "", 0, 0, "no"},
  };
  for (const Case& c : cases) {
    for (const bool jit : {true, false}) {
      CAPTURE(std::string(c.why));
      CAPTURE(jit);
      CHECK(word_of(ValueShape(c.pcre2, {.jit = jit}).fit(c.text, c.begin, c.end)) == c.want);
    }
  }
}

TEST_CASE("shapes: each limit is told") {
  const std::string hostile = std::string(400, 'a') + "!";
  struct Case {
    const char* why;
    std::string_view pcre2;
    ShapeLimits limits;
  };
  const Case cases[] = {
      {"steps, compiled", R"((?:a+)+[bc])", {}},
      {"steps, interpreted", R"((?:a+)+[bc])", {.depth = 1'000'000, .heap_kib = 100'000, .jit = false}},
      {"depth", R"((?:(a|b))*[cd])", {.match_steps = 1'000'000, .depth = 20, .heap_kib = 100'000, .jit = false}},
      {"heap", R"((?:(a|b))*[cd])", {.match_steps = 1'000'000, .depth = 1'000'000, .heap_kib = 1, .jit = false}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const ValueShape shape(c.pcre2, c.limits);
    CHECK(word_of(shape.fit(hostile, 0, hostile.size())) == "over_limit");
    CHECK(word_of(shape.fit("e", 0, 1)) == "no");  // and it answers again
  }
  const ShapeLimits wide{.match_steps = 1'000'000, .depth = 1'000'000, .heap_kib = 100'000, .jit = false};
  CHECK(word_of(ValueShape(R"((?:(a|b))*[cd])", wide).fit(hostile, 0, hostile.size())) == "no");
}

TEST_CASE("shapes: a value not decided stays a value, and is a finding beside it") {
  const std::string hostile(400, 'a');
  ValueFindings found("pii.ssn", "1");
  REQUIRE(found.fits(ValueShape("(?:a+)+[bc]"), hostile, 0, 400));
  CHECK(!found.fits(ValueShape("b"), hostile, 0, 400));
  found.add(0.9, Tie{}, "its keyword beside it");
  std::vector<Finding> out;
  found.emit("number", out);
  REQUIRE(out.size() == 2);
  CHECK(out[0].category == "content.over_limit");
  CHECK(out[0].where == "1");
  CHECK(out[0].count == 1);
  CHECK(out[0].evidence == "1 value whose shape was not decided within its limits");
  CHECK(out[1].category == "pii.ssn");
  ValueFindings decided("pii.ssn", "1");
  CHECK(decided.fits(ValueShape("a+"), hostile, 0, 400));
  out.clear();
  decided.emit("number", out);
  CHECK(out.empty());
}

TEST_CASE("shapes: one, asked by many threads") {
  const ValueShape shape(R"((\d)\1{3}([-.])\d\2)");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int& mine : wrong) {
    threads.emplace_back([&shape, &mine] {
      for (int i = 0; i < 2'000; ++i) mine += shape.fit("7777-1-", 0, 7) != Fit::yes || shape.fit("7777-1.", 0, 7) != Fit::no;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

}  // namespace hallpass
