// Keyed and plain digests (libsodium). A bare hash of a nine-digit number is guessed in seconds; whatever
// is derived from mail or roster is therefore keyed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hallpass/result.h"

namespace hallpass {

// Call once before any other function here; safe to repeat. Aborts where libsodium cannot start.
void init_crypto();

using Key = std::array<unsigned char, 32>;
using Digest = std::array<unsigned char, 32>;

// BLAKE2b-256 (RFC 7693), fed in pieces. Not thread-safe; one user at a time.
class Hasher {
 public:
  Hasher();                        // without a key
  explicit Hasher(const Key& key);
  Hasher& add(std::string_view bytes);
  // Adds the length first, so that ("ab","c") and ("a","bc") differ.
  Hasher& add_field(std::string_view bytes);
  [[nodiscard]] Digest finish();

 private:
  alignas(64) std::array<unsigned char, 384> state_;
};

// SipHash-2-4 under the first 16 bytes of `key`: 64 bits, for tables of keyed values.
[[nodiscard]] std::uint64_t short_digest(const Key& key, std::string_view bytes);

[[nodiscard]] std::string to_hex(std::span<const unsigned char> bytes);
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);
// Unguessable, lower-case letters and digits.
[[nodiscard]] std::string random_token(std::size_t characters);

// A key file holds 32 bytes as 64 hex digits and a line end, mode 0600 or 0400.
// Errors: not_found; permission (readable by others; or not by us); corrupt.
[[nodiscard]] Result<Key> load_key(const std::string& path);
// Makes a new key file, mode 0600. Errors: io; usage where the file exists.
[[nodiscard]] Result<Key> make_key(const std::string& path);

}  // namespace hallpass
