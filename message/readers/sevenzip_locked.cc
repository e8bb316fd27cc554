// Each folder's coders in turn, from the packed stream on. A word is right where the checksum of what it decrypts is.
#include "message/readers/sevenzip_locked.h"

#include <lzma.h>
#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <cstdlib>
#include <vector>

#include "message/charset.h"
#include "message/passwords.h"
#include "message/readers/little_endian.h"
#include "message/readers/office_crypto.h"
#include "message/readers/sevenzip_header.h"
#include "message/sink.h"

namespace hallpass {
namespace {

using namespace std::literals;
using namespace sevenzip;

constexpr std::size_t kSignatureBytes = 32;
constexpr unsigned kCyclesPowerMax = 22;  // 7-Zip writes 19: half a million hashes
constexpr std::string_view kLzma = "\x03\x01\x01"sv, kLzma2 = "\x21"sv, kCopy = "\x00"sv;

// ---- unpacking

class Opener {
 public:
  Opener(std::string_view archive, std::string_view password, Sink& sink) : archive_(archive), password_(utf16le(password)), sink_(sink) {}

  // What the folder holds; empty where it is damaged, or the word is not the right one.
  std::optional<std::string> unpack(const Streams& streams, std::size_t number) {
    const Folder& folder = streams.folders[number];
    std::uint64_t at = kSignatureBytes + streams.pack_at;
    for (std::size_t i = 0; i < number; ++i) at += streams.pack_sizes[i];
    if (at > archive_.size()) return std::nullopt;
    std::string data(slice(archive_, static_cast<std::size_t>(at), static_cast<std::size_t>(streams.pack_sizes[number])));
    for (auto place = folder.order.rbegin(); place != folder.order.rend(); ++place) {
      const Coder* coder = &folder.coders[*place];
      if (coder->size > sink_.limits().expanded_bytes_max / 4) return std::nullopt;
      std::optional<std::string> next = coder->id == kAes    ? decrypted(*coder, data)
                                        : coder->id == kCopy ? std::optional(data)
                                                             : unpacked(*coder, data);
      if (!next) return std::nullopt;
      data = std::move(*next);
      data.resize(std::min<std::size_t>(data.size(), static_cast<std::size_t>(coder->size)));
    }
    return right(folder, data) ? std::optional(std::move(data)) : std::nullopt;
  }

 private:
  static bool right(const Folder& folder, std::string_view data) {
    const auto crc = [](std::string_view bytes) { return lzma_crc32(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), 0); };
    if (data.size() != folder.size()) return false;
    if (folder.digest) return crc(data) == *folder.digest;
    bool checked = false;
    for (std::size_t i = 0, at = 0; i < folder.sizes.size(); at += folder.sizes[i++]) {
      if (!folder.digests[i]) continue;
      if (crc(slice(data, at, folder.sizes[i])) != *folder.digests[i]) return false;
      checked = true;
    }
    return checked || folder.coders.size() > 1;  // what LZMA takes for its own is no noise
  }

  std::optional<std::string> decrypted(const Coder& coder, std::string_view data) {
    const std::uint8_t first = le8(coder.properties, 0), second = le8(coder.properties, 1);
    const std::size_t salt_bytes = (first >> 7) + (second >> 4), iv_bytes = (first >> 6 & 1) + (second & 15);
    const std::string_view salt = slice(coder.properties, 2, salt_bytes), start = slice(coder.properties, 2 + salt_bytes, iv_bytes);
    const std::string* key = key_of(first & 0x3f, salt);
    if (!key) return std::nullopt;
    std::array<std::uint8_t, AES_BLOCK_SIZE> iv{};
    std::ranges::copy(start.substr(0, std::min(start.size(), iv.size())), iv.begin());
    std::string out(data.size() / AES_BLOCK_SIZE * AES_BLOCK_SIZE, '\0');
    aes256_ctx context;
    aes256_set_decrypt_key(&context, reinterpret_cast<const std::uint8_t*>(key->data()));
    cbc_decrypt(&context, reinterpret_cast<nettle_cipher_func*>(aes256_decrypt), AES_BLOCK_SIZE, iv.data(), out.size(),
                reinterpret_cast<std::uint8_t*>(out.data()), reinterpret_cast<const std::uint8_t*>(data.data()));
    return out;
  }

  // Of this word; made once for each salt.
  const std::string* key_of(unsigned power, std::string_view salt) {
    if (power > kCyclesPowerMax) return nullptr;
    const auto [at, is_new] = keys_.try_emplace(std::string(salt) + static_cast<char>(power));
    if (!is_new) return &at->second;
    std::string block = std::string(salt) + password_ + std::string(8, '\0');
    sha256_ctx context;
    sha256_init(&context);
    for (std::uint64_t round = 0; round < std::uint64_t{1} << power; ++round) {
      for (unsigned byte = 0; byte < 8; ++byte) block[block.size() - 8 + byte] = static_cast<char>(round >> (8 * byte));
      sha256_update(&context, block.size(), reinterpret_cast<const std::uint8_t*>(block.data()));
    }
    at->second.resize(SHA256_DIGEST_SIZE);
    sha256_digest(&context, SHA256_DIGEST_SIZE, reinterpret_cast<std::uint8_t*>(at->second.data()));
    return &at->second;
  }

  std::optional<std::string> unpacked(const Coder& coder, std::string_view data) const {
    const bool second = coder.id == kLzma2;
    if (!second && coder.id != kLzma) return std::nullopt;
    std::array<lzma_filter, 2> filters{lzma_filter{second ? LZMA_FILTER_LZMA2 : LZMA_FILTER_LZMA1, nullptr}, lzma_filter{LZMA_VLI_UNKNOWN, nullptr}};
    if (lzma_properties_decode(filters.data(), nullptr, reinterpret_cast<const std::uint8_t*>(coder.properties.data()), coder.properties.size()) != LZMA_OK) {
      return std::nullopt;
    }
    lzma_stream stream = LZMA_STREAM_INIT;
    std::string out(static_cast<std::size_t>(coder.size), '\0');
    const bool fits = lzma_raw_decoder_memusage(filters.data()) <= sink_.limits().worker_memory_bytes / 2;
    lzma_ret result = fits ? lzma_raw_decoder(&stream, filters.data()) : LZMA_MEM_ERROR;
    if (result == LZMA_OK) {
      stream.next_in = reinterpret_cast<const std::uint8_t*>(data.data());
      stream.avail_in = data.size();
      stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
      stream.avail_out = out.size();
      result = lzma_code(&stream, LZMA_RUN);
    }
    out.resize(out.size() - stream.avail_out);
    lzma_end(&stream);
    std::free(filters[0].options);
    return result == LZMA_OK || result == LZMA_STREAM_END || result == LZMA_BUF_ERROR ? std::optional(std::move(out)) : std::nullopt;
  }

  std::string_view archive_;
  std::string password_;
  Sink& sink_;
  std::map<std::string, std::string> keys_;
};

// Where the archive's first bytes say it is; empty where that is outside.
std::string_view header_of(std::string_view bytes) {
  const std::uint64_t offset = le32(bytes, 12) | std::uint64_t{le32(bytes, 16)} << 32;
  const std::uint64_t size = le32(bytes, 20) | std::uint64_t{le32(bytes, 24)} << 32;
  if (offset > bytes.size() || size > bytes.size()) return {};
  return slice(bytes, kSignatureBytes + static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

// The members of the folders that are encrypted (of all, where the list of names was). False: not this word.
bool open_with(std::string_view archive, std::string_view listed, std::string_view password, Sink& sink) {
  Opener opener(archive, password, sink);
  Header header{listed};
  std::string inner;
  bool all = false;
  std::uint64_t kind = header.number();
  if (kind == kEncodedHeader) {
    const Streams streams = read_streams(header);
    if (header.bad || streams.folders.size() != 1) return false;
    all = streams.folders[0].encrypted();
    std::optional<std::string> opened = opener.unpack(streams, 0);
    if (!opened) return false;
    inner = std::move(*opened);
    header = {inner};
    kind = header.number();
  }
  if (kind != kHeader || header.number() != kMainStreams) return false;
  const Streams streams = read_streams(header);
  if (header.bad || header.number() != kFiles) return false;
  const std::vector<std::string> names = read_names(header);
  std::size_t file = 0;
  bool any = false;
  for (std::size_t i = 0; i < streams.folders.size() && sink.in_time(); ++i) {
    const Folder& folder = streams.folders[i];
    const std::optional<std::string> data = all || folder.encrypted() ? opener.unpack(streams, i) : std::nullopt;
    any = any || data;
    if (data && !sink.expand(data->size())) return true;
    std::size_t at = 0;
    for (const std::uint64_t size : folder.sizes) {
      const std::string name = file < names.size() ? names[file] : "file";
      ++file;
      if (data && !sink.member({name, std::string(slice(*data, at, static_cast<std::size_t>(size))), {}})) return true;
      at += static_cast<std::size_t>(size);
    }
  }
  return any;
}

}  // namespace

bool is_locked_7z(std::string_view bytes) {
  Header header{header_of(bytes)};
  const std::uint64_t kind = header.number();
  if (!bytes.starts_with("7z\xbc\xaf\x27\x1c") || (kind != kEncodedHeader && (kind != kHeader || header.number() != kMainStreams))) return false;
  const Streams streams = read_streams(header);
  return !header.bad && std::ranges::any_of(streams.folders, &Folder::encrypted);
}

bool open_locked_7z(const Document& document, Sink& sink) {
  const std::string_view listed = header_of(document.bytes);
  if (listed.empty()) return false;
  PasswordTries tries(sink);
  while (const std::string* word = tries.next()) {
    if (!open_with(document.bytes, listed, *word, sink)) continue;
    tries.opened();
    return true;
  }
  return false;
}

}  // namespace hallpass
