// What a message's recipients come to as mass mail is counted.
#pragma once

#include <span>

#include "hallpass/recipient.h"

namespace hallpass {

// By audience; each address once, a list with the people it reaches.
[[nodiscard]] AudienceCounts recipient_volume(std::span<const Recipient> recipients);

}  // namespace hallpass
