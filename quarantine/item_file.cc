// Facts in clear, then a fresh key sealed to the store's public key, then one libsodium secret stream under
// that key, then an end record with a checksum. The checksum finds damage without a key; the stream, to
// which the facts are bound, finds tampering with one.
#include "quarantine/item_file.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "quarantine/fields.h"
#include "quarantine/keys.h"

namespace hallpass::quarantine {
namespace {

constexpr std::string_view kMagic = "HPITEM01";
constexpr std::size_t kChunkBytes = 64u << 10;
constexpr std::size_t kKeyNameBytes = 8;
constexpr std::size_t kSealedKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kStreamHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kChunkExtraBytes = crypto_secretstream_xchacha20poly1305_ABYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Digest facts_digest(std::string_view facts) { return Hasher().add(kMagic).add_field(facts).finish(); }

// Appends to the file and to the checksum; the first failure stays.
class CheckedWriter {
 public:
  explicit CheckedWriter(OutputFile& file) : file_(file) {}
  void put(std::string_view bytes) {
    checksum_.add(bytes);
    if (state_) state_ = file_.append(bytes);
  }
  Result<void> finish() {
    put(std::string(8, '\0'));
    const Digest digest = checksum_.finish();
    if (state_) state_ = file_.append(as_text(digest));
    return state_;
  }

 private:
  OutputFile& file_;
  Hasher checksum_;
  Result<void> state_;
};

// Plain text in, sealed chunks of kChunkBytes out.
class Sealer {
 public:
  Sealer(CheckedWriter& out, std::string_view facts, const Key& store_public)
      : out_(out), bound_(facts_digest(facts)) {
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_secretstream_xchacha20poly1305_keygen(key);
    std::string sealed(kSealedKeyBytes, '\0');
    crypto_box_seal(bytes_of(sealed), key, sizeof key, store_public.data());
    std::string header(kStreamHeaderBytes, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&stream_, bytes_of(header), key);
    sodium_memzero(key, sizeof key);
    out_.put(key_name(store_public));
    out_.put(sealed);
    out_.put(header);
  }
  ~Sealer() {
    sodium_memzero(&stream_, sizeof stream_);
    sodium_memzero(plain_.data(), plain_.size());
  }
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  void add(std::string_view text) {
    while (!text.empty()) {
      if (plain_.size() == kChunkBytes) push(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
      const std::size_t take = std::min(text.size(), kChunkBytes - plain_.size());
      plain_ += text.substr(0, take);
      text.remove_prefix(take);
    }
  }
  void finish() { push(crypto_secretstream_xchacha20poly1305_TAG_FINAL); }

 private:
  void push(unsigned char tag) {
    std::string sealed(plain_.size() + kChunkExtraBytes, '\0');
    crypto_secretstream_xchacha20poly1305_push(&stream_, bytes_of(sealed), nullptr, bytes_of(plain_), plain_.size(),
                                               bound_.data(), bound_.size(), tag);
    plain_.clear();
    std::string length;
    append_number(length, sealed.size());
    out_.put(length);
    out_.put(sealed);
  }

  CheckedWriter& out_;
  Digest bound_;
  std::string plain_;
  crypto_secretstream_xchacha20poly1305_state stream_;
};

std::string encode_envelope(const Envelope& e) {
  FieldWriter out;
  out.text(e.sender).list(e.recipients).text(e.login).text(e.client_name).text(e.client_address);
  return out.text(e.queue_id).text(e.tls_version).take();
}

Envelope decode_envelope(FieldReader& in) {
  Envelope e;
  e.sender = in.text();
  e.recipients = in.list();
  e.login = in.text();
  e.client_name = in.text();
  e.client_address = in.text();
  e.queue_id = in.text();
  e.tls_version = in.text();
  return e;
}

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::corrupt, "quarantine: item file: " + std::string(what));
}

// The file's sections, cut out after magic and checksum were found right.
struct Sections {
  std::string_view facts, key_name, sealed_key, stream_header, chunks;
};

Result<Sections> sections_of(std::string_view file) {
  constexpr std::size_t kTail = 8 + sizeof(Digest);
  constexpr std::size_t kFixed = kKeyNameBytes + kSealedKeyBytes + kStreamHeaderBytes;
  if (!file.starts_with(kMagic)) return damaged("not an item, or of a version this program does not know");
  if (file.size() < kMagic.size() + 8 + kFixed + kTail) return damaged("cut short");
  const std::string_view body = file.substr(0, file.size() - sizeof(Digest));
  if (!equal_in_constant_time(as_text(Hasher().add(body).finish()), file.substr(body.size()))) {
    return damaged("checksum does not match");
  }
  std::string_view rest = body.substr(kMagic.size());
  const std::uint64_t facts_size = number_at(rest);
  rest.remove_prefix(8);
  if (facts_size > kFactsBytesMax || facts_size + kFixed + 8 > rest.size()) return damaged("facts do not fit");
  const auto cut = [&](std::size_t size) {
    const std::string_view piece = rest.substr(0, size);
    rest.remove_prefix(size);
    return piece;
  };
  Sections s;
  s.facts = cut(facts_size);
  s.key_name = cut(kKeyNameBytes);
  s.sealed_key = cut(kSealedKeyBytes);
  s.stream_header = cut(kStreamHeaderBytes);
  s.chunks = rest;
  return s;
}

Result<std::string> unseal_chunks(const Sections& s, const unsigned char* key) {
  const Digest bound = facts_digest(s.facts);
  crypto_secretstream_xchacha20poly1305_state stream;
  crypto_secretstream_xchacha20poly1305_init_pull(&stream, bytes_of(s.stream_header), key);
  std::string plain;
  plain.reserve(s.chunks.size());
  std::string_view rest = s.chunks;
  for (bool ended = false; rest.size() >= 8;) {
    const std::uint64_t size = number_at(rest);
    rest.remove_prefix(8);
    if (size == 0) return ended && rest.empty() ? Result<std::string>(std::move(plain)) : damaged("ends early");
    if (ended || size < kChunkExtraBytes || size > kChunkBytes + kChunkExtraBytes || size > rest.size()) break;
    const std::size_t at = plain.size();
    plain.resize(at + size - kChunkExtraBytes);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&stream, bytes_of(plain) + at, nullptr, &tag, bytes_of(rest), size,
                                                   bound.data(), bound.size()) != 0) {
      return damaged("a chunk was tampered with");
    }
    ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    rest.remove_prefix(size);
  }
  return damaged("chunks do not fit");
}

}  // namespace

std::string encode_facts(const ItemFacts& f) {
  FieldWriter out;
  out.text(f.id).text(f.key).text(f.content).text(f.may_add).number(static_cast<std::uint64_t>(f.held_seconds));
  out.text(f.sender).list(f.recipients).list(f.rules).list(f.clauses).list(f.categories).text(f.reason);
  return out.number(f.students).number(f.size_bytes).text(f.engine).text(f.queue_id).take();
}

Result<ItemFacts> decode_facts(std::string_view bytes) {
  FieldReader in(bytes);
  ItemFacts f;
  f.id = in.text();
  f.key = in.text();
  f.content = in.text();
  f.may_add = in.text();
  f.held_seconds = static_cast<std::int64_t>(in.number());
  f.sender = in.text();
  f.recipients = in.list();
  f.rules = in.list();
  f.clauses = in.list();
  f.categories = in.list();
  f.reason = in.text();
  f.students = in.number();
  f.size_bytes = in.number();
  f.engine = in.text();
  f.queue_id = in.text();
  if (!in.at_end()) return damaged("facts cannot be read");
  return f;
}

Result<void> write_item(OutputFile& file, const ItemFacts& facts, const Key& store_public, const Envelope& envelope,
                        std::string_view report_json, std::string_view bytes) {
  const std::string encoded = encode_facts(facts);
  std::string length;
  append_number(length, encoded.size());
  CheckedWriter out(file);
  out.put(kMagic);
  out.put(length);
  out.put(encoded);
  Sealer sealer(out, encoded, store_public);
  sealer.add(FieldWriter().text(encode_envelope(envelope)).text(report_json).take());
  length.clear();
  append_number(length, bytes.size());
  sealer.add(length);
  sealer.add(bytes);
  sealer.finish();
  return out.finish();
}

Result<ItemFacts> read_facts(std::string_view file_bytes) {
  auto sections = sections_of(file_bytes);
  if (!sections) return tl::unexpected(sections.error());
  return decode_facts(sections->facts);
}

Result<ItemSecrets> unseal_item(std::string_view file_bytes, const Key& store_secret) {
  auto sections = sections_of(file_bytes);
  if (!sections) return tl::unexpected(sections.error());
  const Key store_public = public_of(store_secret);
  if (sections->key_name != key_name(store_public)) {
    return fail(ErrorCode::permission, "quarantine: item file: sealed to another key than this store.secret");
  }
  unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  if (crypto_box_seal_open(key, bytes_of(sections->sealed_key), kSealedKeyBytes, store_public.data(),
                           store_secret.data()) != 0) {
    return damaged("its key cannot be unsealed");
  }
  auto plain = unseal_chunks(*sections, key);
  sodium_memzero(key, sizeof key);
  if (!plain) return tl::unexpected(plain.error());
  FieldReader in(*plain);
  FieldReader envelope(in.text());
  ItemSecrets secrets;
  secrets.envelope = decode_envelope(envelope);
  secrets.report_json = in.text();
  secrets.bytes = in.text();
  sodium_memzero(plain->data(), plain->size());
  if (!in.at_end() || !envelope.at_end()) return damaged("contents cannot be read");
  return secrets;
}

}  // namespace hallpass::quarantine
