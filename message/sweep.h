// The raw sweep: the floor under all structured reading. Strings found in bytes, whatever the bytes are:
// runs of printable ASCII or UTF-8, and of UTF-16LE. Linear, no library.
#pragma once

#include <string>
#include <string_view>

#include "message/sink.h"

namespace hallpass {

// Strings of at least `run_min` characters, a line each.
[[nodiscard]] std::string strings_in(std::string_view bytes, std::size_t run_min = 6);

// The strings of a part's decoded bytes as raw units.
void sweep_bytes(std::string_view bytes, std::uint32_t part, std::string_view path, Sink& sink);

// A whole message without any parser: as it stands, with quoted-printable undone, and every block of
// base64 decoded. For messages that killed their reader.
void sweep_message(std::string_view bytes, Sink& sink);

}  // namespace hallpass
