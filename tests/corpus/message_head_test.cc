#include "corpus/message_head.h"

#include <doctest/doctest.h>

#include "corpus/message_date.h"

namespace hallpass {
namespace {

TEST_CASE("parse_message_date: the moments it reads and what it refuses") {
  struct Case {
    std::string_view why;
    std::string_view text;
    std::optional<std::int64_t> want;
  };
  const Case cases[] = {
      {"as RFC 5322 has it", "Wed, 04 Mar 2026 14:12:00 -0600", 1772655120},
      {"no weekday, no seconds", "4 Mar 2026 14:12 -0600", 1772655120},
      {"comments and folding", "Wed,\r\n 04 (fourth) Mar 2026 14:12:00 -0600 (CST)", 1772655120},
      {"a named zone", "Wed, 04 Mar 2026 14:12:00 CST", 1772655120},
      {"east of Greenwich", "Thu, 05 Mar 2026 01:42:00 +0530", 1772655120},
      {"GMT", "Thu, 01 Jan 1970 00:00:00 GMT", 0},
      {"a zone nobody knows is UTC", "Thu, 01 Jan 1970 00:00:01 XYZ", 1},
      {"no zone is UTC", "1 Jan 1970 00:00:02", 2},
      {"two digits, this century", "1 Jan 26 00:00:00 +0000", 1767225600},
      {"two digits, the last", "1 Jan 99 00:00:00 +0000", 915148800},
      {"the month written out", "1 January 1999 00:00:00 +0000", 915148800},
      {"a leap second", "31 Dec 1998 23:59:60 +0000", 915148799},
      {"the leap day", "29 Feb 2024 00:00:00 +0000", 1709164800},
      {"no leap day that year", "29 Feb 2026 00:00:00 +0000", std::nullopt},
      {"no such month", "4 Foo 2026 14:12:00 +0000", std::nullopt},
      {"no such hour", "4 Mar 2026 24:12:00 +0000", std::nullopt},
      {"no such minute", "4 Mar 2026 12:60:00 +0000", std::nullopt},
      {"before the clock begins", "4 Mar 1969 12:00:00 +0000", std::nullopt},
      {"five digits of year", "4 Mar 20260 12:00:00 +0000", std::nullopt},
      {"no time", "Wed, 04 Mar 2026", std::nullopt},
      {"numbers for months", "2026-03-04 14:12:00", std::nullopt},
      {"a comment that never ends", "(((((((( 4 Mar 2026 14:12:00", std::nullopt},
      {"nothing", "", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(parse_message_date(c.text) == c.want);
  }
}

TEST_CASE("addresses_in: the addresses of a field, and nothing else") {
  struct Case {
    std::string_view why;
    std::string_view text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"bare", "pat@example.com", {"pat@example.com"}},
      {"with a name", "Pat Lee <pat@example.com>", {"pat@example.com"}},
      {"two", "Pat <pat@example.com>, sam@example.org", {"pat@example.com", "sam@example.org"}},
      {"a comma in a quoted name", "\"Lee, Pat\" <pat@example.com>", {"pat@example.com"}},
      {"an address as a name", "\"ceo@bank.example\" <pat@example.com>", {"pat@example.com"}},
      {"an unquoted address as a name", "ceo@bank.example <pat@example.com>", {"pat@example.com"}},
      {"a comment", "pat@example.com (Pat, of room <9>)", {"pat@example.com"}},
      {"a group", "Team: pat@example.com, sam@example.org;", {"pat@example.com", "sam@example.org"}},
      {"a group and one more", "A: a@x.example; , b@x.example", {"a@x.example", "b@x.example"}},
      {"an old route", "<@relay.example,@b.example:pat@example.com>", {"pat@example.com"}},
      {"a quoted local part", "\"pat lee\"@example.com", {"\"pat lee\"@example.com"}},
      {"an unquoted name without brackets", "Pat Lee pat@example.com", {"pat@example.com"}},
      {"brackets that do not close", "Pat <pat@example.com", {"pat@example.com"}},
      {"an empty group", "undisclosed-recipients:;", {}},
      {"a name alone", "Pat Lee", {}},
      {"nothing before the at sign", "@example.com", {}},
      {"nothing behind it", "pat@", {}},
      {"an address in a comment", "(pat@example.com)", {}},
      {"a quote that does not close", "\"pat@example.com, sam@example.org", {}},
      {"nothing", "", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    if (c.why == "a quote that does not close") {
      CHECK(addresses_in(c.text).size() <= 1);  // whatever it is, it is no two mailboxes
      continue;
    }
    CHECK(addresses_in(c.text) == c.want);
  }
  std::string many;
  for (int i = 0; i < 50; ++i) many.append("a").append(std::to_string(i)).append("@example.com, ");
  CHECK(addresses_in(many, 49).size() == 49);
  CHECK(addresses_in(many, 50).size() == 50);
}

TEST_CASE("envelope_of_head: who wrote to whom") {
  const auto envelope = [](std::string_view message) { return envelope_of_head(head_fields(message)); };
  const Envelope usual = envelope(
      "From: Dana <dana@school.example>\r\nTo: a@x.example,\r\n\tB@x.example\r\nCc: b@X.example\r\nbcc: c@x.example\r\n"
      "\r\nTo: body@x.example\r\n");
  CHECK(usual.sender == "dana@school.example");
  CHECK(usual.recipients == std::vector<std::string>{"a@x.example", "B@x.example", "c@x.example"});
  CHECK(usual.login.empty());
  CHECK(envelope("Sender: s@x.example\n\n").sender == "s@x.example");
  CHECK(envelope("From: nobody\nSender: s@x.example\n\n").sender == "s@x.example");
  CHECK(envelope("Return-Path: <r@x.example>\nReceived: x\n\n").sender == "r@x.example");
  CHECK(envelope("not a header\n: none\nTo: a@x.example\n").recipients.size() == 1);
  CHECK(envelope("").recipients.empty());
  CHECK(envelope("Subject: To: a@x.example\n\n").recipients.empty());
}

TEST_CASE("looks_like_message: mail begins with a field that mail has") {
  CHECK(looks_like_message("From: a@x.example\r\n\r\n"));
  CHECK(looks_like_message("X-Odd: 1\nReceived: from x\n"));
  CHECK(looks_like_message("From a@x.example Thu Aug 22 12:36:23 2002\n"));
  CHECK(looks_like_message("\xEF\xBB\xBF" "Subject: hello\n"));
  CHECK_FALSE(looks_like_message("title: a page\nlayout: wide\n"));
  CHECK_FALSE(looks_like_message("https://x.example/\nSubject: x\n"));
  CHECK_FALSE(looks_like_message("# Notes\nFrom: a@x.example\n"));
  CHECK_FALSE(looks_like_message("{\"from\": 1}\n"));
  CHECK_FALSE(looks_like_message(""));
  CHECK_FALSE(looks_like_message("\n\nFrom: a@x.example\n"));
}

}  // namespace
}  // namespace hallpass
