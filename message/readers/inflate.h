// A zlib or bare deflate stream that stands inside another format, inflated within the message's bounds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "message/sink.h"

namespace hallpass {

// What there is of it, at most `bytes_max`; damage and bounds end it early, bounds are noted.
[[nodiscard]] std::string inflate_zlib(std::string_view packed, std::size_t bytes_max, Sink& sink);
[[nodiscard]] std::string inflate_bare(std::string_view packed, std::size_t bytes_max, Sink& sink);

}  // namespace hallpass
