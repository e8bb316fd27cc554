// The bytes of a text as ciphers and hashes take them. They stay the text's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hallpass {

inline const std::uint8_t* octets(std::string_view bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }
inline std::uint8_t* octets(std::string& bytes) { return reinterpret_cast<std::uint8_t*>(bytes.data()); }

}  // namespace hallpass
