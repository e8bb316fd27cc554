#include "scan/mail_lists.h"

#include <doctest/doctest.h>

#include "scan/alias_file.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

MailLists lists_in(const test::TempDir& dir, const std::string& text) {
  District district;
  district.internal_domains = {"school.example", "hs.school.example"};
  district.alias_files = {dir.write("aliases", text)};
  const auto lists = load_mail_lists(district);
  if (!lists) FAIL(lists.error().context);
  return *lists;
}

TEST_CASE("mail lists: how many people an address reaches") {
  struct Case {
    std::string_view why;
    std::string text;
    std::string address;
    std::uint32_t want;
    std::string problem = {};
  };
  std::string included = "a@x, b@x,\n# nobody\nc@x\n";
  const Case cases[] = {
      {"aliases", "staff: ann, bob, cas@else.example\n", "staff@school.example", 3},
      {"at each of the district's domains", "staff: ann, bob\n", "staff@hs.school.example", 2},
      {"over several lines, with comments", "staff: ann,\n  bob,\n# cas,\n\n\tdan\n", "staff@school.example", 3},
      {"in capitals, quoted", "\"All Staff\": ann, \"bob\"\n", "all staff@school.example", 2},
      {"lists within lists, each person once", "all: staff, board\nstaff: ann, bob\nboard: bob, cas@x\n", "all@school.example", 3},
      {"a list by its address", "all: staff@school.example, zoe\nstaff: ann, bob\n", "all@school.example", 3},
      {"a name of ours elsewhere is a person", "all: staff@else.example, zoe\nstaff: ann, bob, cas\n", "all@school.example", 2},
      {"included from a file", "band: :include:members.txt, dan\n", "band@school.example", 4},
      {"programs and files reach nobody", "log: |\"/bin/log, it\", /var/log/x, ann, bob\n", "log@school.example", 2},
      {"virtual, without a colon", "staff@school.example ann@school.example, bob@school.example\n", "staff@school.example", 2},
      {"virtual, spaces before a colon further on", "staff@school.example  a@x, b@x, c@x\n", "staff@school.example", 3},
      {"LDIF", "version: 1\n\ndn: cn=staff,ou=l\nmail: Staff@school.example\nmember: uid=ann,ou=p\nmember: uid=bob,ou=p\n\n"
               "dn: cn=all,ou=l\nmail: all@school.example\nmember: cn=staff,ou=l\nmgrpRFC822MailMember: zoe@x\n", "all@school.example", 3},
      {"LDIF, folded lines and base64", "dn: cn=staff,\n ou=l\nmail: staff@school.example\nmember: uid=a\n nn\nmember:: dWlkPWJvYg==\n", "staff@school.example", 2},
      {"Windows line ends", "staff: ann, bob\r\n", "staff@school.example", 2},
      {"one person alone is no list", "postmaster: ann\n", "postmaster@school.example", 0},
      {"no such list", "staff: ann, bob\n", "else@school.example", 0},
      {"a list that contains itself", "staff: ann, staff, bob\n", "staff@school.example", 2, "contains itself"},
      {"lists that contain each other", "a: b, ann\nb: c, bob\nc: a, cas\n", "b@school.example", 3, "contains itself"},
      {"twice", "staff: ann, bob\nstaff: cas\n", "staff@school.example", 3, "aliases:2: this name stands here twice"},
      {"a line that is nothing", "staff: ann, bob\nnonsense\n", "staff@school.example", 2, "aliases:2: neither"},
      {"an include that is not there", "staff: ann, bob, :include:/no/where\n", "staff@school.example", 2, "cannot be read"},
      {"an include that includes", "staff: ann, bob, :include:more.txt\n", "staff@school.example", 3, "includes others"},
      {"nothing but noise", std::string("\0\xff\x80:::,,,\n:\n\"\n: x\n", 16), "staff@school.example", 0, "neither"},
      {"an empty file", "", "staff@school.example", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const test::TempDir dir;
    dir.write("members.txt", included);
    dir.write("more.txt", "cas, :include:members.txt\n");
    const MailLists lists = lists_in(dir, c.text);
    const auto found = lists.sizes.find(c.address);
    CHECK((found == lists.sizes.end() ? 0 : found->second) == c.want);
    if (c.problem.empty()) {
      CHECK(lists.problems.empty());
    } else {
      REQUIRE(!lists.problems.empty());
      CHECK(lists.problems[0].find(c.problem) != std::string::npos);
    }
  }
}

TEST_CASE("mail lists: a file that is not there is an error; bounds hold") {
  District district;
  district.alias_files = {"/no/where/aliases"};
  CHECK(!load_mail_lists(district));

  const test::TempDir dir;
  std::string many;
  for (std::size_t i = 0; i <= kAliasListsMax; ++i) many += "l" + std::to_string(i) + ": a, b\n";
  const MailLists lists = lists_in(dir, many);
  CHECK(lists.sizes.size() == kAliasListsMax * 2);  // two domains
  REQUIRE(lists.problems.size() == 1);
  CHECK(lists.problems[0].find("too many lists") != std::string::npos);
}

TEST_CASE("mail lists: lists that all contain each other end in time") {
  const test::TempDir dir;
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "l" + std::to_string(i) + ": p" + std::to_string(i);
    for (int j = 0; j < 200; ++j) text += ", l" + std::to_string(j);
    text += "\n";
  }
  const MailLists lists = lists_in(dir, text);
  CHECK(lists.sizes.at("l7@school.example") == 200);
}

}  // namespace
}  // namespace hallpass
