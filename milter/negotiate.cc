// Each reply we do not have to give saves the MTA and us a round trip: only MAIL (admission) and the end
// of the message are answered.
#include "milter/negotiate.h"

namespace hallpass {
namespace {

constexpr unsigned long kActionsNeeded = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_DELRCPT;
constexpr unsigned long kActionsWelcome = SMFIF_SETSYMLIST;

// Calls we have no use for. EOH too: the blank line stands where the first body byte comes.
constexpr unsigned long kStepsUnused = SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NOEOH;
constexpr unsigned long kStepsUnanswered = SMFIP_NR_CONN | SMFIP_NR_RCPT | SMFIP_NR_DATA | SMFIP_NR_HDR | SMFIP_NR_BODY;

}  // namespace

std::optional<Agreement> agree(unsigned long offered_actions, unsigned long offered_steps, Transport transport) {
  if ((offered_actions & kActionsNeeded) != kActionsNeeded) return std::nullopt;
  Agreement agreement;
  agreement.actions = offered_actions & (kActionsNeeded | kActionsWelcome);
  const unsigned long unanswered = transport == Transport::unix_socket ? kStepsUnanswered : 0;
  agreement.steps = offered_steps & (kStepsUnused | unanswered | SMFIP_HDR_LEADSPC);
  agreement.leading_space = (agreement.steps & SMFIP_HDR_LEADSPC) != 0;
  return agreement;
}

void for_each_macro_list(const std::function<void(int stage, const char* macros)>& ask) {
  ask(SMFIM_CONNECT, "{client_addr} {client_name}");
  ask(SMFIM_ENVFROM, "i {auth_authen} {tls_version}");
  ask(SMFIM_ENVRCPT, "i");
  ask(SMFIM_DATA, "i");
  // Postfix sends what is asked for here before every header and body chunk: so ask for nothing it has.
  ask(SMFIM_EOM, "{msg_id}");
}

}  // namespace hallpass
