// Piece by piece, so that a bomb is met by the account of the whole message before it is in memory.
#include "message/readers/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace hallpass {
namespace {

std::string inflated(std::string_view packed, std::size_t bytes_max, int window_bits, Sink& sink) {
  std::string out;
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), std::numeric_limits<uInt>::max()));
  if (inflateInit2(&stream, window_bits) != Z_OK) return out;
  std::array<char, 32u << 10> piece;
  for (int result = Z_OK; result == Z_OK && out.size() < bytes_max && sink.in_time();) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = piece.size() - stream.avail_out;
    if (got == 0 || !sink.expand(got)) break;
    out.append(piece.data(), std::min(got, bytes_max - out.size()));
  }
  inflateEnd(&stream);
  return out;
}

}  // namespace

std::string inflate_zlib(std::string_view packed, std::size_t bytes_max, Sink& sink) { return inflated(packed, bytes_max, MAX_WBITS, sink); }

std::string inflate_bare(std::string_view packed, std::size_t bytes_max, Sink& sink) { return inflated(packed, bytes_max, -MAX_WBITS, sink); }

}  // namespace hallpass
