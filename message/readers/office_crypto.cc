// The ciphers are AES and the hashes SHA, from nettle; only what chains them is ours.
#include "message/readers/office_crypto.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/utf8.h"
#include "message/readers/little_endian.h"
#include "message/readers/octets.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kSpinsMax = 1'000'000;   // Office writes 100,000: a tenth of a second
constexpr std::uint32_t kStandardSpins = 50'000;
constexpr std::size_t kSegment = 4096;           // of an agile package; each has its own start
constexpr std::size_t kBlock = AES_BLOCK_SIZE;
constexpr std::size_t kInfoBytesMax = 64u << 10;
constexpr std::size_t kDigestMax = 64;

const nettle_hash& hash_of(int which) {
  const std::array kHashes{&nettle_sha1, &nettle_sha256, &nettle_sha384, &nettle_sha512};
  return *kHashes[static_cast<std::size_t>(which)];
}

union HashContext {
  sha1_ctx one;
  sha256_ctx two;
  sha512_ctx five;
};

// The hash of `head` and `tail`, one behind the other.
std::string hashed(const nettle_hash& hash, std::string_view head, std::string_view tail) {
  HashContext context;
  hash.init(&context);
  hash.update(&context, head.size(), octets(head));
  hash.update(&context, tail.size(), octets(tail));
  std::string digest(hash.digest_size, '\0');
  hash.digest(&context, hash.digest_size, octets(digest));
  return digest;
}

// H(n) = hash(n, H(n - 1)), from H = hash(salt, password).
std::string spun(const nettle_hash& hash, std::string_view salt, std::string_view password, std::uint32_t spins) {
  std::array<std::uint8_t, 4 + kDigestMax> buffer{};
  const std::string first = hashed(hash, salt, password);
  std::memcpy(buffer.data() + 4, first.data(), first.size());
  HashContext context;
  hash.init(&context);
  for (std::uint32_t i = 0; i < spins; ++i) {
    for (unsigned byte = 0; byte < 4; ++byte) buffer[byte] = static_cast<std::uint8_t>(i >> (8 * byte));
    hash.update(&context, 4 + hash.digest_size, buffer.data());
    hash.digest(&context, hash.digest_size, buffer.data() + 4);  // and begins anew
  }
  return {reinterpret_cast<const char*>(buffer.data()) + 4, hash.digest_size};
}

std::string fitted(std::string bytes, std::size_t size) {
  bytes.resize(size, '\x36');
  return bytes;
}

// AES in CBC, or ECB where `start` is empty. `data` in whole blocks, the rest is dropped; `key` of 16, 24 or 32 bytes.
std::string decrypted(std::string_view key, std::string_view start, std::string_view data) {
  std::string out(data.size() / kBlock * kBlock, '\0');
  union {
    aes128_ctx a;
    aes192_ctx b;
    aes256_ctx c;
  } context;
  nettle_cipher_func* decrypt = nullptr;
  if (key.size() == 16) {
    aes128_set_decrypt_key(&context.a, octets(key));
    decrypt = reinterpret_cast<nettle_cipher_func*>(aes128_decrypt);
  } else if (key.size() == 24) {
    aes192_set_decrypt_key(&context.b, octets(key));
    decrypt = reinterpret_cast<nettle_cipher_func*>(aes192_decrypt);
  } else if (key.size() == 32) {
    aes256_set_decrypt_key(&context.c, octets(key));
    decrypt = reinterpret_cast<nettle_cipher_func*>(aes256_decrypt);
  } else {
    return {};
  }
  if (start.empty()) {
    decrypt(&context, out.size(), octets(out), octets(data));
  } else {
    std::string iv = fitted(std::string(start), kBlock);
    cbc_decrypt(&context, decrypt, kBlock, octets(iv), out.size(), octets(out), octets(data));
  }
  return out;
}

// The value of `name` in the tag that begins with `tag`: the description is a line of XML that programs write.
std::string_view attribute(std::string_view xml, std::string_view tag, std::string_view name) {
  const std::size_t begin = xml.find(tag);
  if (begin == std::string_view::npos) return {};
  const std::string_view inside = xml.substr(begin, std::min(xml.find('>', begin), xml.size()) - begin);
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = inside.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t value = at + key.size();
  return inside.substr(value, std::min(inside.find('"', value), inside.size()) - value);
}

std::uint32_t number(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_key_size(std::size_t bytes) { return bytes == 16 || bytes == 24 || bytes == 32; }

}  // namespace

std::string utf16le(std::string_view utf8) {
  std::string out;
  const auto put = [&out](std::uint32_t unit) {
    out.push_back(static_cast<char>(unit));
    out.push_back(static_cast<char>(unit >> 8));
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const std::uint32_t point = next_code_point(utf8, at);
    if (point < 0x10000) {
      put(point);
    } else {
      put(0xd800 + ((point - 0x10000) >> 10));
      put(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
  }
  return out;
}

std::optional<OfficeLock> OfficeLock::read(std::string_view info) {
  if (info.size() > kInfoBytesMax || info.size() < 12) return std::nullopt;
  const unsigned major = le16(info, 0), minor = le16(info, 2);
  if (major == 4 && minor == 4) return read_agile(info.substr(8));
  return major >= 2 && major <= 4 && minor == 2 ? read_standard(info) : std::nullopt;
}

// EncryptionHeader (2.3.2) and EncryptionVerifier (2.3.3), each behind its length.
std::optional<OfficeLock> OfficeLock::read_standard(std::string_view info) {
  const std::size_t header_bytes = le32(info, 8);
  if (header_bytes > info.size()) return std::nullopt;
  const std::string_view header = slice(info, 12, header_bytes), verifier = slice(info, 12 + header_bytes, info.size());
  const std::uint32_t algorithm = le32(header, 8);
  OfficeLock lock;
  lock.key_bytes_ = le32(header, 16) / 8;
  lock.spins_ = kStandardSpins;
  if (algorithm < 0x660e || algorithm > 0x6610 || !is_key_size(lock.key_bytes_) || le32(verifier, 0) != 16 || verifier.size() < 72) return std::nullopt;
  lock.salt_ = slice(verifier, 4, 16);
  lock.verifier_ = slice(verifier, 20, 16);
  lock.verifier_hash_ = slice(verifier, 40, 32);
  return lock;
}

// keyData describes the package, the key encryptor of passwords the password (2.3.4.10).
std::optional<OfficeLock> OfficeLock::read_agile(std::string_view xml) {
  const auto hash_named = [](std::string_view name) -> std::optional<Hash> {
    if (name == "SHA1" || name == "SHA-1") return Hash::sha1;
    if (name == "SHA256") return Hash::sha256;
    if (name == "SHA384") return Hash::sha384;
    if (name == "SHA512") return Hash::sha512;
    return std::nullopt;
  };
  constexpr std::string_view kPackage = "<keyData ", kPassword = "<p:encryptedKey ";
  const auto hash = hash_named(attribute(xml, kPassword, "hashAlgorithm")), package_hash = hash_named(attribute(xml, kPackage, "hashAlgorithm"));
  OfficeLock lock;
  lock.agile_ = true;
  lock.key_bytes_ = number(attribute(xml, kPassword, "keyBits")) / 8;
  lock.package_key_bytes_ = number(attribute(xml, kPackage, "keyBits")) / 8;
  lock.spins_ = number(attribute(xml, kPassword, "spinCount"));
  const bool known = hash && package_hash && is_key_size(lock.key_bytes_) && is_key_size(lock.package_key_bytes_) && lock.spins_ <= kSpinsMax &&
                     attribute(xml, kPackage, "cipherAlgorithm") == "AES" && attribute(xml, kPackage, "cipherChaining") == "ChainingModeCBC" &&
                     attribute(xml, kPassword, "cipherAlgorithm") == "AES" && attribute(xml, kPassword, "cipherChaining") == "ChainingModeCBC";
  if (!known) return std::nullopt;
  lock.hash_ = *hash;
  lock.package_hash_ = *package_hash;
  lock.salt_ = decode_base64(attribute(xml, kPassword, "saltValue"));
  lock.verifier_ = decode_base64(attribute(xml, kPassword, "encryptedVerifierHashInput"));
  lock.verifier_hash_ = decode_base64(attribute(xml, kPassword, "encryptedVerifierHashValue"));
  lock.key_value_ = decode_base64(attribute(xml, kPassword, "encryptedKeyValue"));
  lock.package_salt_ = decode_base64(attribute(xml, kPackage, "saltValue"));
  return lock.salt_.empty() || lock.package_salt_.empty() ? std::nullopt : std::optional(lock);
}

std::string OfficeLock::key_for(std::string_view password) const {
  const std::string utf16 = utf16le(password);
  return agile_ ? agile_key(utf16) : standard_key(utf16);
}

// 2.3.4.7 and 2.3.4.9.
std::string OfficeLock::standard_key(std::string_view password_utf16) const {
  const nettle_hash& sha1 = nettle_sha1;
  const std::string last = hashed(sha1, spun(sha1, salt_, password_utf16, spins_), std::string_view("\0\0\0\0", 4));
  std::string key;
  for (const char pad : {'\x36', '\x5c'}) {
    std::string block(64, pad);
    for (std::size_t i = 0; i < last.size(); ++i) block[i] = static_cast<char>(block[i] ^ last[i]);
    key += hashed(sha1, block, {});
  }
  key.resize(key_bytes_);
  const std::string want = decrypted(key, {}, verifier_hash_).substr(0, sha1.digest_size);
  return hashed(sha1, decrypted(key, {}, verifier_), {}) == want ? key : std::string();
}

// 2.3.4.11 to 2.3.4.13: one spun hash, and a key of it for each of the three values.
std::string OfficeLock::agile_key(std::string_view password_utf16) const {
  using namespace std::literals;
  const nettle_hash& hash = hash_of(static_cast<int>(hash_));
  const std::string last = spun(hash, salt_, password_utf16, spins_);
  const auto value = [&](std::string_view block_key, std::string_view encrypted) {
    return decrypted(fitted(hashed(hash, last, block_key), key_bytes_), salt_, encrypted);
  };
  const std::string input = value("\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79"sv, verifier_);
  const std::string want = value("\xd7\xaa\x0f\x6d\x30\x61\x34\x4e"sv, verifier_hash_).substr(0, hash.digest_size);
  if (input.empty() || want.size() != hash.digest_size || hashed(hash, input, {}) != want) return {};
  return value("\x14\x6e\x0b\xe7\xab\xac\xd0\xd6"sv, key_value_).substr(0, package_key_bytes_);
}

// 2.3.4.4: the length, then the bytes; agile ones in segments (2.3.4.15).
std::string OfficeLock::open(std::string_view package, std::string_view key) const {
  const std::size_t size = le32(package, 0);
  const std::string_view data = slice(package, 8, package.size());
  if (!agile_) return decrypted(key, {}, data).substr(0, size);
  const nettle_hash& hash = hash_of(static_cast<int>(package_hash_));
  std::string out;
  out.reserve(data.size());
  for (std::size_t at = 0; at < data.size(); at += kSegment) {
    std::string count(4, '\0');
    for (unsigned byte = 0; byte < 4; ++byte) count[byte] = static_cast<char>(at / kSegment >> (8 * byte));
    const std::string start = fitted(hashed(hash, package_salt_, count), kBlock);
    out += decrypted(key, start, slice(data, at, kSegment));
  }
  return out.substr(0, size);
}

}  // namespace hallpass
