#include "detectors/recipients/slips.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "detectors/recipients/domain_likeness.h"

namespace hallpass {
namespace {

TEST_CASE("slip_cost: what a slip is worth") {
  struct Case {
    const char* why;
    std::string_view written, meant;
    double want;
  };
  const Case cases[] = {
      {"equal", "gmail", "gmail", 0},
      {"nothing and nothing", "", "", 0},
      {"swapped", "gmial", "gmail", 0.6},
      {"a neighbouring key", "gnail", "gmail", 0.6},
      {"a double letter lost", "cedarvaley", "cedarvalley", 0.5},
      {"a double letter made", "gmaill", "gmail", 0.5},
      {"a letter lost", "yaho", "yahoo", 0.5},
      {"a letter lost, not doubled", "gail", "gmail", 0.8},
      {"a letter added", "theraphy", "therapy", 0.8},
      {"another letter", "gmayl", "gmail", 1},
      {"zero for o", "outl0ok", "outlook", 0.2},
      {"rn for m", "grnail", "gmail", 0.2},
      {"m for rn", "bames", "barnes", 0.2},
      {"neighbouring figures are other figures", "aea266", "aea267", 1},
      {"figures swapped", "aea276", "aea267", 0.6},
      {"two slips", "gmial2", "gmail", 1.4},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(slip_cost(c.written, c.meant) == doctest::Approx(c.want));
    CHECK(slip_cost(c.meant, c.written) == doctest::Approx(c.want));
  }
  CHECK(slip_cost(std::string(64, 'a'), std::string(64, 'a')) == 0);
  CHECK(slip_cost(std::string(65, 'a'), "a") == 1000);
}

TEST_CASE("one_slip_away: all of them, once, and never the word") {
  auto near = one_slip_away("ab");
  std::ranges::sort(near);
  CHECK(near.size() == 194);  // 2 lost, 1 swapped, 76 replaced, 117 added; aab and abb come about in two ways
  for (const char* want : {"a", "b", "ba", "xb", "ax", "xab", "axb", "abx", "a.b"}) CHECK(std::ranges::find(near, want) != near.end());
  CHECK(std::ranges::find(near, "ab") == near.end());
  CHECK(std::ranges::adjacent_find(near) == near.end());
  auto doubled = one_slip_away("anna");  // like letters side by side
  std::ranges::sort(doubled);
  CHECK(std::ranges::adjacent_find(doubled) == doubled.end());
  CHECK(std::ranges::binary_search(doubled, "ana"));
  CHECK(one_slip_away("").empty());
  CHECK(!one_slip_away(std::string(64, 'a')).empty());
  CHECK(one_slip_away(std::string(65, 'a')).empty());
}

TEST_CASE("differ_in_digits") {
  CHECK(differ_in_digits("smith6", "smith4"));
  CHECK(differ_in_digits("smith", "smith4"));
  CHECK(!differ_in_digits("smith4", "smith4"));
  CHECK(!differ_in_digits("smith4", "smyth4"));
}

TEST_CASE("split_domain: what was registered, under which suffix") {
  struct Case {
    std::string_view domain, label, suffix;
  };
  const Case cases[] = {
      {"gmail.com", "gmail", "com"},
      {"mail.cedarvaley.k12.ia.us", "cedarvaley", "k12.ia.us"},
      {"yahoo.co.uk", "yahoo", "co.uk"},
      {"aea276.example", "aea276", "example"},
      {"com", "", ""},
      {"k12.ia.us", "", ""},
      {"", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.domain);
    CHECK(split_domain(c.domain).label == c.label);
    CHECK(split_domain(c.domain).suffix == c.suffix);
  }
}

TEST_CASE("likeness: which domains imitate, and which are only near") {
  struct Case {
    const char* why;
    std::string_view seen, known;
    bool provider;
    Trick want;
  };
  const Case cases[] = {
      {"a letter short", "cedarvaley.k12.ia.us", "cedarvalley.k12.ia.us", false, Trick::one_slip},
      {"figures swapped", "aea276.example", "aea267.example", false, Trick::one_slip},
      {"two cheap slips in a long name", "riverveiw-hosptal.example", "riverview-hospital.example", false, Trick::slip},
      {"another ending", "maplefork.com", "maplefork.org", false, Trick::suffix},
      {"a lure beside it", "maplefork-webmail.example", "maplefork.org", false, Trick::added_word},
      {"a school word beside it", "mapleforkschools.com", "maplefork.org", false, Trick::added_word},
      {"a school word less", "cedarvalley.org", "cedarvalleyschools.org", false, Trick::dropped_word},
      {"Cyrillic letters", "xn--mplefork-16g.org", "maplefork.org", false, Trick::look_alike},
      {"figure for a letter", "map1efork.org", "maplefork.org", false, Trick::look_alike},
      {"provider, swapped", "gmial.com", "gmail.com", true, Trick::one_slip},
      {"provider, letter lost", "yaho.com", "yahoo.com", true, Trick::one_slip},
      {"provider, neighbouring key", "hotmsil.com", "hotmail.com", true, Trick::one_slip},
      {"provider, slip in the ending", "gmail.con", "gmail.com", true, Trick::suffix},

      {"itself", "maplefork.org", "maplefork.org", false, Trick::none},
      {"below itself", "mail.maplefork.org", "maplefork.org", false, Trick::none},
      {"the town's chamber", "maplefork-chamber.example", "maplefork.org", false, Trick::none},
      {"the town's bank", "mapleforkbank.com", "maplefork.org", false, Trick::none},
      {"another office of the same kind", "aea265.example", "aea267.example", false, Trick::none},
      {"an abbreviation has neighbours", "ifcu.org", "ifcs.org", false, Trick::none},
      {"an abbreviation under another ending", "mfcsd.com", "mfcsd.org", false, Trick::none},
      {"a provider of its own name", "ymail.com", "gmail.com", true, Trick::none},
      {"a provider's other country", "yahoo.es", "yahoo.com", true, Trick::none},
      {"a provider's name under another ending", "outlook.example", "outlook.com", true, Trick::none},
      {"a name that holds a provider's", "gmailers-club.com", "gmail.com", true, Trick::none},
      {"short providers", "aoi.com", "aol.com", true, Trick::none},
      {"a word less that no school has", "cedarvalley.org", "cedarvalleybank.org", false, Trick::none},
      {"a school word less of a short name", "maple.org", "mapleschools.org", false, Trick::none},
      {"another word", "maplewood.org", "maplefork.org", false, Trick::none},
      {"nothing", "", "maplefork.org", false, Trick::none},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Likeness got = likeness(split_domain(c.seen), split_domain(c.known), c.provider);
    CHECK(in_words(got.trick) == in_words(c.want));
    CHECK((got.confidence >= 0.5) == (c.want != Trick::none));
  }
}

}  // namespace
}  // namespace hallpass
