#include "hallpass/recent_passwords.h"

#include <doctest/doctest.h>

namespace hallpass {
namespace {

using Words = std::vector<std::string>;
constexpr std::int64_t kNow = 1'700'000'000;
constexpr std::int64_t kKept = RecentPasswords::kSecondsKept;

TEST_CASE("recent passwords: what is recalled, and for whom") {
  struct Case {
    std::string_view why;
    std::string sender;
    Words recipients;
    std::int64_t at;
    Words want;
  };
  const Case cases[] = {
      {"the same sender and recipient", "ann@example.org", {"bob@example.org"}, kNow, {"Tiger42"}},
      {"written otherwise", "<Ann@Example.ORG>", {"BOB@example.org"}, kNow, {"Tiger42"}},
      {"one of several recipients", "ann@example.org", {"eve@example.org", "bob@example.org"}, kNow, {"Tiger42"}},
      {"at the end of its time", "ann@example.org", {"bob@example.org"}, kNow + kKept, {"Tiger42"}},
      {"a second past it", "ann@example.org", {"bob@example.org"}, kNow + kKept + 1, {}},
      {"before it was written", "ann@example.org", {"bob@example.org"}, kNow - 1, {}},
      {"another sender", "eve@example.org", {"bob@example.org"}, kNow, {}},
      {"another recipient", "ann@example.org", {"eve@example.org"}, kNow, {}},
      {"the other way round", "bob@example.org", {"ann@example.org"}, kNow, {}},
      {"no sender", "", {"bob@example.org"}, kNow, {}},
      {"no recipient", "ann@example.org", {}, kNow, {}},
  };
  const auto passwords = make_recent_passwords();
  passwords->remember("ann@example.org", Words{"bob@example.org"}, Words{"Tiger42"}, kNow);
  passwords->remember("", Words{"bob@example.org"}, Words{"Bounce1"}, kNow);
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(passwords->recall(c.sender, c.recipients, c.at) == c.want);
  }
}

TEST_CASE("recent passwords: newest first, each once") {
  const auto passwords = make_recent_passwords();
  const Words to{"bob@example.org"};
  passwords->remember("a@example.org", to, Words{"one", "two"}, kNow);
  passwords->remember("a@example.org", to, Words{"three"}, kNow + 1);
  passwords->remember("a@example.org", to, Words{"one"}, kNow + 2);
  CHECK(passwords->recall("a@example.org", to, kNow + 3) == Words{"one", "three", "two"});
}

TEST_CASE("recent passwords: bounds, at each and one past it") {
  const auto passwords = make_recent_passwords();
  const Words to{"bob@example.org"};
  SUBCASE("words of a pair") {
    for (std::size_t i = 0; i < RecentPasswords::kWordsEach; ++i) {
      passwords->remember("a@example.org", to, Words{"word" + std::to_string(i)}, kNow + static_cast<std::int64_t>(i));
    }
    CHECK(passwords->recall("a@example.org", to, kNow + 100).size() == RecentPasswords::kWordsEach);
    passwords->remember("a@example.org", to, Words{"last"}, kNow + 50);
    const Words words = passwords->recall("a@example.org", to, kNow + 100);
    CHECK(words.size() == RecentPasswords::kWordsEach);
    CHECK(words.front() == "last");
    CHECK(words.back() == "word1");
  }
  SUBCASE("bytes of a word") {
    passwords->remember("a@example.org", to, Words{std::string(RecentPasswords::kWordBytesMax, 'x')}, kNow);
    passwords->remember("b@example.org", to, Words{std::string(RecentPasswords::kWordBytesMax + 1, 'x')}, kNow);
    CHECK(passwords->recall("a@example.org", to, kNow).size() == 1);
    CHECK(passwords->recall("b@example.org", to, kNow).empty());
  }
  SUBCASE("recipients of a message") {
    Words many;
    for (std::size_t i = 0; i <= RecentPasswords::kRecipientsMax; ++i) many.push_back("r" + std::to_string(i) + "@example.org");
    passwords->remember("a@example.org", many, Words{"Tiger42"}, kNow);
    CHECK(passwords->recall("a@example.org", Words{many[RecentPasswords::kRecipientsMax - 1]}, kNow).size() == 1);
    CHECK(passwords->recall("a@example.org", Words{many[RecentPasswords::kRecipientsMax]}, kNow).empty());
  }
  SUBCASE("pairs") {
    const auto sender = [](std::size_t i) { return "s" + std::to_string(i) + "@example.org"; };
    for (std::size_t i = 0; i < RecentPasswords::kPairsMax; ++i) passwords->remember(sender(i), to, Words{"Tiger42"}, kNow);
    CHECK(passwords->recall(sender(0), to, kNow).size() == 1);
    passwords->remember(sender(RecentPasswords::kPairsMax), to, Words{"Tiger42"}, kNow);
    CHECK(passwords->recall(sender(0), to, kNow).empty());
    CHECK(passwords->recall(sender(1), to, kNow).size() == 1);
  }
}

}  // namespace
}  // namespace hallpass
