// The raw sweep: the floor under all structured reading. Strings found in bytes, whatever the bytes are:
// runs of printable ASCII or UTF-8, and of UTF-16LE. Linear, no library.
#pragma once

#include <string>
#include <string_view>

#include "message/sink.h"

namespace hallpass {

// Strings of at least `run_min` characters, a line each.
inline constexpr std::size_t kRunMin = 6;
[[nodiscard]] std::string strings_in(std::string_view bytes, std::size_t run_min = kRunMin);

// Those strings of at least `run_min` characters that are sentences: several blanks between words.
[[nodiscard]] std::string sentences_in(std::string_view bytes, std::size_t run_min);

// The strings of a part's decoded bytes as raw units.
void sweep_bytes(std::string_view bytes, std::uint32_t part, std::string_view path, Sink& sink,
                 std::size_t run_min = kRunMin);

// Text of unknown encoding, all ways at once: as it stands, with quoted-printable undone, and every block
// of base64 decoded ("PATH#base64"). For what stands outside all parts, and, with part 0 and path "0", for
// whole messages that killed their reader.
void sweep_text(std::string_view bytes, std::uint32_t part, const std::string& path, Sink& sink);

}  // namespace hallpass
