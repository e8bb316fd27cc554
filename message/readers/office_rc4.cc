// The cipher and the hashes are nettle's; only what chains them is ours.
#include "message/readers/office_rc4.h"

#include <nettle/arcfour.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>

#include <algorithm>

#include "message/passwords.h"
#include "message/readers/little_endian.h"
#include "message/readers/octets.h"
#include "message/readers/office_crypto.h"
#include "message/sink.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kRc4 = 0x6801;
constexpr std::size_t kShortKey = 5, kSaltBytes = 16, kKeyMax = 16;
constexpr int kRepeats = 16;

std::string md5(std::string_view bytes) {
  md5_ctx context;
  md5_init(&context);
  md5_update(&context, bytes.size(), octets(bytes));
  std::string digest(MD5_DIGEST_SIZE, '\0');
  md5_digest(&context, digest.size(), octets(digest));
  return digest;
}

std::string sha1(std::string_view bytes) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), octets(bytes));
  std::string digest(SHA1_DIGEST_SIZE, '\0');
  sha1_digest(&context, digest.size(), octets(digest));
  return digest;
}

std::string with_number(std::string_view bytes, std::uint32_t number) {
  std::string out(bytes);
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(number >> shift));
  return out;
}

}  // namespace

std::optional<Rc4Lock> Rc4Lock::read(std::string_view info) {
  const unsigned major = le16(info, 0), minor = le16(info, 2);
  Rc4Lock lock;
  if (major == 1 && minor == 1) {
    lock.salt_ = slice(info, 4, kSaltBytes);
    lock.verifier_ = slice(info, 20, 16);
    lock.verifier_hash_ = slice(info, 36, MD5_DIGEST_SIZE);
    return lock.verifier_hash_.size() == MD5_DIGEST_SIZE ? std::optional(lock) : std::nullopt;
  }
  const std::size_t header_bytes = le32(info, 8);
  if (major < 2 || major > 4 || minor != 2 || header_bytes > info.size()) return std::nullopt;
  const std::string_view header = slice(info, 12, header_bytes), verifier = slice(info, 12 + header_bytes, info.size());
  const std::uint32_t bits = le32(header, 16);
  lock.crypto_api_ = true;
  lock.key_bytes_ = bits == 0 ? kShortKey : bits / 8;
  lock.salt_ = slice(verifier, 4, kSaltBytes);
  lock.verifier_ = slice(verifier, 20, 16);
  lock.verifier_hash_ = slice(verifier, 40, SHA1_DIGEST_SIZE);
  const bool known = le32(header, 8) == kRc4 && lock.key_bytes_ >= kShortKey && lock.key_bytes_ <= kKeyMax && lock.verifier_hash_.size() == SHA1_DIGEST_SIZE;
  return known ? std::optional(lock) : std::nullopt;
}

std::string Rc4Lock::base_key(std::string_view password_utf16) const {
  if (crypto_api_) return sha1(salt_ + std::string(password_utf16));
  const std::string piece = md5(password_utf16).substr(0, kShortKey) + salt_;
  std::string repeated;
  for (int i = 0; i < kRepeats; ++i) repeated += piece;
  return md5(repeated).substr(0, kShortKey);
}

std::string Rc4Lock::block_key(std::string_view key, std::uint32_t block) const {
  if (!crypto_api_) return md5(with_number(key, block));
  std::string made = sha1(with_number(key, block)).substr(0, key_bytes_);
  if (key_bytes_ == kShortKey) made.resize(kKeyMax, '\0');  // 40 bits, filled up
  return made;
}

bool Rc4Lock::fits(std::string_view key) const {
  const std::string clear = open(verifier_ + verifier_hash_, verifier_.size() + verifier_hash_.size(), key);
  const std::string_view random = std::string_view(clear).substr(0, verifier_.size());
  return clear.substr(verifier_.size()) == (crypto_api_ ? sha1(random) : md5(random));
}

std::string Rc4Lock::key_for(std::string_view password) const {
  std::string key = base_key(utf16le(password));
  return fits(key) ? key : std::string();
}

std::string Rc4Lock::try_words(Sink& sink) const {
  PasswordTries tries(sink);
  while (const std::string* word = tries.next()) {
    std::string key = key_for(*word);
    if (key.empty()) continue;
    tries.opened();
    return key;
  }
  return {};
}

std::string Rc4Lock::open(std::string_view stream, std::size_t block_bytes, std::string_view key) const {
  std::string out(stream.size(), '\0');
  for (std::size_t at = 0, block = 0; at < stream.size(); at += block_bytes, ++block) {
    const std::string now = block_key(key, static_cast<std::uint32_t>(block));
    arcfour_ctx context;
    arcfour_set_key(&context, now.size(), octets(now));
    arcfour_crypt(&context, std::min(block_bytes, stream.size() - at), octets(out) + at, octets(stream) + at);
  }
  return out;
}

}  // namespace hallpass
