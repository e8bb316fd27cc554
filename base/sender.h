// Who answers for a message: permissions, limits and habits go by this address.
#pragma once

#include <string>

#include "hallpass/envelope.h"

namespace hallpass {

// The login where the relay knows it and it is an address, else the envelope sender: anybody can write a
// sender. Normalised; empty where there is neither.
[[nodiscard]] std::string answering_sender(const Envelope& envelope);

}  // namespace hallpass
