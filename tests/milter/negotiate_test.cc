#include "milter/negotiate.h"

#include <doctest/doctest.h>

#include <string>

using namespace hallpass;

TEST_CASE("negotiate: we take what is offered and needed, nothing else") {
  constexpr unsigned long kNeeded = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_DELRCPT;
  struct Case {
    const char* why;
    unsigned long actions, steps;
    bool served;
    unsigned long want_steps;
  };
  const Case cases[] = {
      {"Postfix: everything", 0x1ff, 0x1fffff, true,
       SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NOEOH | SMFIP_NR_CONN | SMFIP_NR_RCPT | SMFIP_NR_DATA | SMFIP_NR_HDR |
           SMFIP_NR_BODY | SMFIP_HDR_LEADSPC},
      {"an old MTA that waits for replies", kNeeded, SMFIP_NOHELO | SMFIP_NOEOH, true, SMFIP_NOHELO | SMFIP_NOEOH},
      {"nothing can be left out", kNeeded, 0, true, 0},
      {"no headers can be added", SMFIF_CHGHDRS | SMFIF_DELRCPT, 0x1fffff, false, 0},
      {"no headers can be removed", SMFIF_ADDHDRS | SMFIF_DELRCPT, 0x1fffff, false, 0},
      {"no recipients can be removed", SMFIF_ADDHDRS | SMFIF_CHGHDRS, 0x1fffff, false, 0},
      {"nothing can be done at all", 0, 0, false, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const auto agreement = agree(c.actions, c.steps, Transport::unix_socket);
    REQUIRE(agreement.has_value() == c.served);
    if (!agreement) continue;
    CHECK(agreement->steps == c.want_steps);
    CHECK((agreement->actions & ~c.actions) == 0);
    CHECK_FALSE(agreement->no_reply(SMFIP_NR_MAIL));     // MAIL and the end are answered
    CHECK((agreement->steps & SMFIP_RCPT_REJ) == 0);     // recipients that the MTA refused are not counted
    const auto over_tcp = agree(c.actions, c.steps, Transport::tcp);
    REQUIRE(over_tcp);
    for (const unsigned long bit : {SMFIP_NR_CONN, SMFIP_NR_RCPT, SMFIP_NR_DATA, SMFIP_NR_HDR, SMFIP_NR_BODY}) {
      CHECK_FALSE(over_tcp->no_reply(bit));
    }
  }
}

TEST_CASE("negotiate: no list of macros is longer than libmilter takes") {
  for_each_macro_list([](int stage, const char* macros) {
    CHECK(stage >= SMFIM_CONNECT);
    CHECK(stage <= SMFIM_EOH);
    CHECK(std::string(macros).size() < 200);
  });
}
