// Files that travel inside plain text: uuencode, yEnc; and what is sealed there.
#pragma once

#include <string_view>

#include "message/sink.h"

namespace hallpass {

// Queues each encoded file found in `bytes` (as received: yEnc is not text) as a member of the document, and
// notes sealed text.
void unfold_encoded_text(std::string_view bytes, Sink& sink);

}  // namespace hallpass
