#include "base/address.h"

#include <doctest/doctest.h>

#include <vector>

using namespace hallpass;

TEST_CASE("normalize_address: one form for addresses that are the same") {
  struct Case {
    std::string_view why, given, want;
  };
  const Case cases[] = {
      {"as the MTA gives it", "<Pat@Example.COM>", "pat@example.com"},
      {"blanks around", "  pat@example.com \r\n", "pat@example.com"},
      {"quotes that are not needed", "\"pat\"@example.com", "pat@example.com"},
      {"quotes that are needed stay", "\"pat hill\"@example.com", "\"pat hill\"@example.com"},
      {"the root's dot", "pat@example.com.", "pat@example.com"},
      {"null sender", "<>", ""},
      {"no domain", "postmaster", "postmaster"},
      {"plus part is part of the address", "pat+school@example.com", "pat+school@example.com"},
      {"a lone bracket is kept", "<pat@example.com", "<pat@example.com"},
      {"empty", "", ""},
      {"empty quoted local part keeps its quotes", "\"\"@example.com", "\"\"@example.com"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(normalize_address(c.given) == c.want);
  }
}

TEST_CASE("domain_of and local_part_of: split at the last at-sign") {
  CHECK(domain_of("pat@example.com") == "example.com");
  CHECK(domain_of("\"a@b\"@example.com") == "example.com");
  CHECK(domain_of("postmaster") == "");
  CHECK(local_part_of("pat@example.com") == "pat");
  CHECK(local_part_of("postmaster") == "postmaster");
}

TEST_CASE("domain_matches: the domain itself or one below it") {
  struct Case {
    std::string_view why, domain;
    bool want;
  };
  const std::vector<std::string> known = {"cedarvalley.k12.ia.us", "cvcsd.org"};
  const Case cases[] = {
      {"itself", "cvcsd.org", true},
      {"a host below it", "mail.cvcsd.org", true},
      {"ends alike, is another", "evilcvcsd.org", false},
      {"the parent is not ours", "k12.ia.us", false},
      {"ours as a label of another", "cvcsd.org.example.com", false},
      {"nothing", "", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(domain_matches(c.domain, known) == c.want);
  }
  CHECK_FALSE(domain_matches("example.com", std::vector<std::string>{""}));
}
