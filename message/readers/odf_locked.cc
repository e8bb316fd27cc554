// The cipher and the hashes are nettle's. That a word fits is seen by the digest of the first KiB that comes out.
#include "message/readers/odf_locked.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <charconv>

#include "message/passwords.h"
#include "message/readers/inflate.h"
#include "message/readers/octets.h"
#include "message/readers/xml_events.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kIterationsMax = 1'000'000;  // LibreOffice writes 100,000: less than a tenth of a second
constexpr std::size_t kEntriesMax = 1'000;
constexpr std::size_t kDigestOf = 1024;

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), octets(bytes));
  std::string digest(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&context, digest.size(), octets(digest));
  return digest;
}

}  // namespace

// One file-entry with its encryption-data after the other. An entry in another cipher is left out.
class OdfManifest final : public XmlHandler {
 public:
  explicit OdfManifest(OdfLock& lock) : lock_(lock) {}
  void start(std::string_view name, const XmlAttributes& a) override {
    if (name == "file-entry") {
      path_ = a.get("full-path");
      entry_ = {};
      steps_ = 0;
    } else if (name == "encryption-data") {
      lock_.locked_ = true;
      entry_.checksum = decode_base64(a.get("checksum"));
      steps_ += a.get("checksum-type").ends_with("sha256-1k");
    } else if (name == "algorithm") {
      entry_.start = decode_base64(a.get("initialisation-vector"));
      steps_ += a.get("algorithm-name").ends_with("aes256-cbc") && entry_.start.size() == AES_BLOCK_SIZE;
    } else if (name == "key-derivation") {
      const std::string_view count = a.get("iteration-count");
      std::from_chars(count.data(), count.data() + count.size(), entry_.iterations);
      entry_.salt = decode_base64(a.get("salt"));
      steps_ += a.get("key-derivation-name") == "PBKDF2" && a.get("key-size") == "32" && entry_.iterations > 0 && entry_.iterations <= kIterationsMax;
    } else if (name == "start-key-generation") {
      steps_ += a.get("start-key-generation-name").ends_with("sha256");
    }
  }
  void end(std::string_view name) override {
    if (name == "file-entry" && steps_ == kSteps && lock_.entries_.size() < kEntriesMax) lock_.entries_[path_] = std::move(entry_);
  }
  void text(std::string_view) override {}

 private:
  static constexpr int kSteps = 4;  // all of them in a way we know
  OdfLock& lock_;
  std::string path_;
  OdfLock::Entry entry_;
  int steps_ = 0;
};

OdfLock::OdfLock(std::string_view manifest, Sink& sink) {
  if (manifest.find("encryption-data") == std::string_view::npos) return;
  locked_ = true;  // whatever else the manifest turns out to be
  OdfManifest handler(*this);
  read_xml_events(manifest, handler, sink);
}

std::string OdfLock::unlocked(const Entry& entry, std::string_view stored, std::string_view start_key) const {
  std::string key(AES256_KEY_SIZE, '\0'), start = entry.start;
  pbkdf2_hmac_sha1(start_key.size(), octets(start_key), entry.iterations, entry.salt.size(), octets(entry.salt), key.size(), octets(key));
  std::string out(stored.size() / AES_BLOCK_SIZE * AES_BLOCK_SIZE, '\0');
  aes256_ctx context;
  aes256_set_decrypt_key(&context, octets(key));
  cbc_decrypt(&context, reinterpret_cast<nettle_cipher_func*>(aes256_decrypt), AES_BLOCK_SIZE, octets(start), out.size(), octets(out), octets(stored));
  const std::size_t padding = out.empty() ? 0 : static_cast<unsigned char>(out.back());
  if (padding == 0 || padding > AES_BLOCK_SIZE) return {};
  out.resize(out.size() - padding);
  return sha256(std::string_view(out).substr(0, kDigestOf)) == entry.checksum ? out : std::string();
}

bool OdfLock::try_words(std::string_view content, Sink& sink) {
  const auto entry = entries_.find("content.xml");
  if (entry == entries_.end()) return false;
  PasswordTries tries(sink);
  while (const std::string* word = tries.next()) {
    std::string start_key = sha256(*word);
    if (unlocked(entry->second, content, start_key).empty()) continue;
    tries.opened();
    start_key_ = std::move(start_key);
    return true;
  }
  return false;
}

std::string OdfLock::open(std::string_view member, std::string_view stored, Sink& sink) const {
  const auto entry = entries_.find(member);
  return entry == entries_.end() ? std::string() : inflate_bare(unlocked(entry->second, stored, start_key_), sink.limits().expanded_bytes_max / 4, sink);
}

}  // namespace hallpass
