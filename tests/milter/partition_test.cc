#include "milter/partition.h"

#include <doctest/doctest.h>

#include "tests/milter/fakes.h"

using namespace hallpass;
using Indices = std::vector<std::uint32_t>;

TEST_CASE("partition: what happens to each recipient") {
  struct Case {
    const char* why;
    std::vector<std::string> recipients;
    Indices deliver, hold;
    bool refuse;
    Action delivered;
  };
  const Case cases[] = {
      {"all may have it", {"a@x", "b@x"}, {0, 1}, {}, false, Action::allow},
      {"strongest of the delivered decides headers and route", {"a@x", "encrypt@x", "tag@x"}, {0, 1, 2}, {}, false, Action::encrypt},
      {"held for one, the others get it", {"a@x", "hold@x", "tag@x"}, {0, 2}, {1}, false, Action::tag},
      {"held for all", {"hold@x", "hold2@x"}, {}, {0, 1}, false, Action::allow},
      {"rejected for all", {"reject@x", "reject2@x"}, {}, {}, true, Action::allow},
      {"a reject among others is a hold", {"a@x", "reject@x"}, {0}, {1}, false, Action::allow},
      {"a reject among holds is a hold", {"hold@x", "reject@x"}, {}, {0, 1}, false, Action::allow},
      {"nobody: nothing is refused or held", {}, {}, {}, false, Action::allow},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Partition parts = partition(test::report_for(c.recipients));
    CHECK(parts.deliver == c.deliver);
    CHECK(parts.hold == c.hold);
    CHECK(parts.refuse == c.refuse);
    CHECK(parts.delivered_action == c.delivered);
  }
}

TEST_CASE("partition: words of some recipients only, each once") {
  Report report = test::report_for({"a@x", "tag@x", "hold@x"});
  report.findings.emplace_back();
  report.findings[1].category = "pii.ssn";
  report.verdicts[2].findings = {0, 1, 7};  // 7: there is no such finding
  report.verdicts[2].rules.push_back("severe");
  CHECK(categories_for(report, {0}).empty());
  CHECK(categories_for(report, {0, 1}) == std::vector<std::string>{"record.grades"});
  CHECK(categories_for(report, {1, 2}) == std::vector<std::string>{"pii.ssn", "record.grades"});
  CHECK(rules_for(report, {1, 2}) == std::vector<std::string>{"records-to-outsiders", "severe"});
  CHECK(clauses_for(report, {1, 2}) == std::vector<std::string>{"clause-13"});
}
