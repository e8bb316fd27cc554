// Locks of Word and Excel 97 to 2003: RC4 with a key that comes from a password, made anew for every block of a
// stream ([MS-OFFCRYPTO] 2.3.6: MD5, 40 bits; 2.3.5: the CryptoAPI's, SHA-1). Knows no reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallpass {

class Sink;

class Rc4Lock {
 public:
  // `info` begins with the version. Nothing where it is of another kind.
  static std::optional<Rc4Lock> read(std::string_view info);

  // Tries the words of the message: the key. Empty: it stays locked.
  [[nodiscard]] std::string try_words(Sink& sink) const;

  // A whole stream; what is not encrypted in it comes out as noise.
  [[nodiscard]] std::string open(std::string_view stream, std::size_t block_bytes, std::string_view key) const;

 private:
  std::string key_for(std::string_view password) const;  // empty: not this one
  std::string base_key(std::string_view password_utf16) const;
  std::string block_key(std::string_view key, std::uint32_t block) const;
  bool fits(std::string_view key) const;

  bool crypto_api_ = false;
  std::size_t key_bytes_ = 5;
  std::string salt_;
  std::string verifier_;       // encrypted: random bytes
  std::string verifier_hash_;  // encrypted: their hash
};

}  // namespace hallpass
