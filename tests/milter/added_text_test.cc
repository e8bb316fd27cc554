#include "milter/added_text.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("refusal: what stands in the reply") {
  const auto lines = refusal_lines("held back", {"records-to-outsiders"}, {"clause-13", "clause-14"}, "4XyZ");
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "Not sent: held back.");
  CHECK(lines[1] == "Rules: records-to-outsiders; clause-13, clause-14.");
  CHECK(lines[3].find("4XyZ") != std::string::npos);
  CHECK(refusal_lines("x", {}, {}, "r").size() == 3);  // no rule: no line about rules
}

TEST_CASE("refusal: nothing that breaks an SMTP reply") {
  const auto lines = refusal_lines("100% of\r\n250 ok \xc3\xa9" + std::string(2000, 'x'),
                                   std::vector<std::string>(300, "a-rule"), {}, "r");
  for (const auto& line : lines) {
    CAPTURE(line);
    CHECK(line.size() <= 402);
    for (const unsigned char c : line) CHECK((c >= 0x20 && c < 0x7f));
  }
  CHECK(lines[0].starts_with("Not sent: 100%% of??250 ok ??x"));
}

TEST_CASE("findings header: a list that folds") {
  CHECK(header_list({}) == "");
  CHECK(header_list({"pii.ssn"}) == "pii.ssn");
  CHECK(header_list({"pii.ssn", "record.grades"}) == "pii.ssn, record.grades");
  const std::string folded = header_list(std::vector<std::string>(20, "record.special_education"));
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find('\n', at), folded.size());
    CHECK(end - at <= 78);
    if (at) CHECK(folded[at] == '\t');
    at = end + 1;
  }
}

TEST_CASE("subject: the prefix comes once") {
  struct Case {
    const char* why;
    std::string subject, prefix, want;
  };
  const Case cases[] = {
      {"plain", " Marks", "[PRIVATE]", "[PRIVATE] Marks"},
      {"there already", " [PRIVATE] Marks", "[PRIVATE]", "[PRIVATE] Marks"},
      {"later in the subject is not there", "Re: [PRIVATE] Marks", "[PRIVATE]", "[PRIVATE] Re: [PRIVATE] Marks"},
      {"no subject", "", "[PRIVATE]", "[PRIVATE] "},
      {"encoded where it must be", "Marks", "\xc2\xa1""atenci\xc3\xb3n!", "=?UTF-8?B?wqFhdGVuY2nDs24h?= Marks"},
      {"folded subject keeps its folds", " a\n\tb", "P:", "P: a\n\tb"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(prefixed_subject(c.subject, c.prefix) == c.want);
  }
}
