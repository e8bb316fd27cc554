// Numbers and stretches of binary formats, least byte first. Never past the end: what is not there is 0
// or empty.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace hallpass {

inline std::uint8_t le8(std::string_view bytes, std::size_t at) { return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : 0; }

inline std::uint16_t le16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(le8(bytes, at) | le8(bytes, at + 1) << 8);
}

inline std::uint32_t le32(std::string_view bytes, std::size_t at) {
  return le16(bytes, at) | static_cast<std::uint32_t>(le16(bytes, at + 2)) << 16;
}

inline double le_double(std::string_view bytes, std::size_t at) {
  const std::uint64_t bits = le32(bytes, at) | static_cast<std::uint64_t>(le32(bytes, at + 4)) << 32;
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

inline std::string_view slice(std::string_view bytes, std::size_t at, std::size_t size) {
  return at < bytes.size() ? bytes.substr(at, size) : std::string_view();
}

}  // namespace hallpass
