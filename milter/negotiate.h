// What is agreed with the MTA when it connects: which calls it makes, which of them wait for a reply,
// which macros it sends.
#pragma once

#include <libmilter/mfapi.h>

#include <functional>
#include <optional>

namespace hallpass {

// How MTAs reach us.
enum class Transport { unix_socket, tcp };

// Outcome of the negotiation, kept by the session. `no_reply` holds the SMFIP_NR_* bits that were agreed.
struct Agreement {
  unsigned long actions = 0;
  unsigned long steps = 0;
  bool leading_space = false;  // header values come with the white space after the colon

  [[nodiscard]] bool no_reply(unsigned long bit) const { return (steps & bit) != 0; }
};

// `offered_*` are what the MTA can do. Over TCP calls are answered that need no answer: without one the
// MTA's next write waits for a delayed acknowledgement, 40 ms. Nothing: it cannot add and change headers or remove recipients, and
// must not be served.
[[nodiscard]] std::optional<Agreement> agree(unsigned long offered_actions, unsigned long offered_steps,
                                             Transport transport);

// Calls `ask(stage, macros)` for each SMTP stage whose macros we want. Values arrive at that stage or before.
void for_each_macro_list(const std::function<void(int stage, const char* macros)>& ask);

}  // namespace hallpass
