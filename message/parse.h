// MIME: the bytes of a mail to its header fields and leaf parts, through GMime.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "message/document.h"
#include "message/sink.h"

namespace hallpass {

// A leaf part, decoded. The document's `bytes` refer to `storage` or to the message itself.
struct Leaf {
  Document document;
  std::string storage;
};

// Writes header, file-name and preamble units, parts and notes of the mail to `sink`, and returns its
// leaves in order. `prefix`: empty for the outermost, else the path of the part it was found in; its
// header units are "PREFIX/header/Subject". `depth`: containers around it.
[[nodiscard]] std::deque<Leaf> parse_message(std::string_view bytes, std::string_view prefix, std::uint32_t depth, Sink& sink);

void warm_up_parsing();

}  // namespace hallpass
