// Locked Office documents ([MS-OFFCRYPTO]): a zip inside a compound file, encrypted with a key that comes
// from a password. Both kinds that Office has written since 2007: standard (section 2.3.4.5) and agile
// (2.3.4.10). Knows no reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallpass {

// A password as it goes into a key: UTF-16, least byte first.
[[nodiscard]] std::string utf16le(std::string_view utf8);

class OfficeLock {
 public:
  // `info` is the stream EncryptionInfo. Nothing where it is of another kind (a certificate, rights management)
  // or asks for more work than a person would wait for.
  static std::optional<OfficeLock> read(std::string_view info);

  // The package's key; empty: not this password (UTF-8).
  [[nodiscard]] std::string key_for(std::string_view password) const;

  // The document in the stream EncryptedPackage. Cut off where that is.
  [[nodiscard]] std::string open(std::string_view package, std::string_view key) const;

 private:
  enum class Hash : std::uint8_t { sha1, sha256, sha384, sha512 };

  static std::optional<OfficeLock> read_standard(std::string_view info);
  static std::optional<OfficeLock> read_agile(std::string_view xml);
  std::string standard_key(std::string_view password_utf16) const;
  std::string agile_key(std::string_view password_utf16) const;

  bool agile_ = false;
  std::size_t key_bytes_ = 0;         // of the password's key and, in the standard kind, of the package's
  std::uint32_t spins_ = 0;
  Hash hash_ = Hash::sha1;            // of the password
  std::string salt_;
  std::string verifier_;              // encrypted: random bytes
  std::string verifier_hash_;         // encrypted: their hash
  std::string key_value_;             // agile: the package's key, encrypted
  std::size_t package_key_bytes_ = 0; // agile
  Hash package_hash_ = Hash::sha1;
  std::string package_salt_;
};

}  // namespace hallpass
