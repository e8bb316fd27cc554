#include "base/digest.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace hallpass {
namespace {

static_assert(sizeof(crypto_generichash_state) <= 384);

crypto_generichash_state* state_of(std::array<unsigned char, 384>& bytes) {
  return reinterpret_cast<crypto_generichash_state*>(bytes.data());
}

std::string reason() { return std::strerror(errno); }

}  // namespace

void init_crypto() {
  if (sodium_init() < 0) std::abort();
}

Hasher::Hasher() { crypto_generichash_init(state_of(state_), nullptr, 0, sizeof(Digest)); }

Hasher::Hasher(const Key& key) {
  crypto_generichash_init(state_of(state_), key.data(), key.size(), sizeof(Digest));
}

Hasher& Hasher::add(std::string_view bytes) {
  crypto_generichash_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return *this;
}

Hasher& Hasher::add_field(std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  unsigned char prefix[8];
  for (int i = 0; i < 8; ++i) prefix[i] = static_cast<unsigned char>(size >> (8 * i));
  crypto_generichash_update(state_of(state_), prefix, sizeof prefix);
  return add(bytes);
}

Digest Hasher::finish() {
  Digest digest;
  crypto_generichash_final(state_of(state_), digest.data(), digest.size());
  return digest;
}

std::uint64_t short_digest(const Key& key, std::string_view bytes) {
  static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t) && crypto_shorthash_KEYBYTES <= sizeof(Key));
  std::uint64_t digest = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&digest), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size(), key.data());
  return digest;
}

std::string to_hex(std::span<const unsigned char> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (unsigned char b : bytes) {
    text += kDigits[b >> 4];
    text += kDigits[b & 15];
  }
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_token(std::size_t characters) {
  constexpr std::string_view kAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string token;
  for (std::size_t i = 0; i < characters; ++i) token += kAlphabet[randombytes_uniform(kAlphabet.size())];
  return token;
}

Result<Key> load_key(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const auto code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::permission;
    return fail(code, "key " + path + ": " + reason());
  }
  struct stat info {};
  char text[66] = {};
  const bool stated = ::fstat(fd, &info) == 0;
  const ssize_t got = ::read(fd, text, sizeof text);
  ::close(fd);
  if (!stated || got < 0) return fail(ErrorCode::io, "key " + path + ": " + reason());
  if ((info.st_mode & 077) != 0) {
    return fail(ErrorCode::permission, "key " + path + ": others can read it; run: chmod 600 " + path);
  }
  Key key;
  std::size_t size = 0;
  const bool parsed = got >= 64 && sodium_hex2bin(key.data(), key.size(), text, 64, nullptr, &size, nullptr) == 0;
  sodium_memzero(text, sizeof text);
  if (!parsed || size != key.size()) return fail(ErrorCode::corrupt, "key " + path + ": not 64 hex digits");
  return key;
}

Result<Key> make_key(const std::string& path) {
  Key key;
  randombytes_buf(key.data(), key.size());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    const auto code = errno == EEXIST ? ErrorCode::usage : ErrorCode::io;
    return fail(code, "key " + path + ": " + reason());
  }
  std::string text = to_hex(key) + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const std::string why = reason();
  ::close(fd);
  sodium_memzero(text.data(), text.size());
  if (!written) {
    ::unlink(path.c_str());
    return fail(ErrorCode::io, "key " + path + ": " + why);
  }
  return key;
}

}  // namespace hallpass
