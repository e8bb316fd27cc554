// Who is free of the limits on mass mail.
#pragma once

#include <algorithm>

#include "base/sender.h"
#include "hallpass/district.h"

namespace hallpass {

[[nodiscard]] inline bool may_send_mass_mail(const Envelope& envelope, const District& district) {
  return std::ranges::find(district.mass_mail_senders, answering_sender(envelope)) !=
         district.mass_mail_senders.end();
}

}  // namespace hallpass
