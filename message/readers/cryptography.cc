// Sealed and signed mail. What is signed is read; what is encrypted is said to be.
//
// S/MIME's container is a tree of BER values (X.690); the way to its content is known, so a walk down that
// one path suffices: ContentInfo -> SignedData -> EncapsulatedContentInfo -> OCTET STRING (in pieces or whole).
#include <optional>

#include "message/readers/readers.h"
#include "message/sink.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

using namespace std::literals;

constexpr std::string_view kSignedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"sv;
constexpr std::string_view kEncryptedPrefix = "\x2a\x86\x48\x86\xf7\x0d\x01\x07"sv;
constexpr std::string_view kAuthEnveloped = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"sv;
constexpr std::size_t kPiecesMax = 1'000'000;

struct Value {
  unsigned char tag = 0;
  std::string_view content;  // of an indefinite length: everything that follows
  bool indefinite = false;
};

// Takes the value at the front off `bytes`.
std::optional<Value> take(std::string_view& bytes) {
  if (bytes.size() < 2) return std::nullopt;
  Value value;
  value.tag = static_cast<unsigned char>(bytes[0]);
  std::size_t length = static_cast<unsigned char>(bytes[1]);
  std::size_t head = 2;
  if (length == 0x80) {
    value.indefinite = true;
    length = bytes.size() - 2;
  } else if (length > 0x80) {
    const std::size_t digits = length & 0x7f;
    if (digits > 8 || bytes.size() < 2 + digits) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < digits; ++i) length = length << 8 | static_cast<unsigned char>(bytes[2 + i]);
    head += digits;
  }
  value.content = bytes.substr(head, length);  // cut off: what there is
  bytes.remove_prefix(std::min(head + value.content.size(), bytes.size()));
  return value;
}

// Steps into the first value of `bytes` if its tag is `tag`.
bool enter(std::string_view& bytes, unsigned char tag) {
  const auto value = take(bytes);
  if (!value || value->tag != tag) return false;
  bytes = value->content;
  return true;
}

// The octets of an OCTET STRING that may be cut into pieces inside pieces.
std::string octets(std::string_view bytes) {
  std::string out;
  for (std::size_t pieces = 0; pieces < kPiecesMax && bytes.size() >= 2; ++pieces) {
    if (bytes[0] == 0x24) {  // constructed: its pieces follow
      std::string_view inside = bytes;
      const auto value = take(inside);
      if (!value) break;
      bytes = bytes.substr(static_cast<std::size_t>(value->content.data() - bytes.data()));
    } else if (bytes[0] == 0x04) {
      const auto value = take(bytes);
      if (!value) break;
      out.append(value->content);
    } else {
      break;  // the end-of-contents mark, or what comes after the content
    }
  }
  return out;
}

std::optional<std::string> signed_content(std::string_view data) {
  if (!enter(data, 0xa0) || !enter(data, 0x30)) return std::nullopt;
  if (const auto version = take(data); !version || version->tag != 0x02) return std::nullopt;
  if (const auto digests = take(data); !digests || digests->tag != 0x31 || digests->indefinite) return std::nullopt;
  if (!enter(data, 0x30)) return std::nullopt;
  if (const auto type = take(data); !type || type->tag != 0x06) return std::nullopt;
  if (!enter(data, 0xa0)) return std::nullopt;
  return octets(data);
}

}  // namespace

Likeness looks_like_smime(std::string_view bytes) {
  const bool is = bytes.starts_with("-----BEGIN PKCS7") || bytes.starts_with("-----BEGIN CMS") ||
                  (bytes.starts_with('\x30') && bytes.substr(0, 24).find(kEncryptedPrefix) != std::string_view::npos);
  return is ? Likeness::certain : Likeness::no;
}

void read_smime(const Document& document, Sink& sink) {
  std::string decoded;
  std::string_view data = document.bytes;
  if (data.starts_with("-----BEGIN") || data.starts_with("MII")) {
    const std::size_t begin = data.starts_with("-----") ? std::min(data.find('\n'), data.size() - 1) + 1 : 0;
    data = decoded = decode_base64(data.substr(begin, std::min(data.find("-----END"), data.size()) - begin));
  }
  std::string_view info = data;
  const auto type = enter(info, 0x30) ? take(info) : std::nullopt;
  if (!type || type->tag != 0x06) return sink.note("content.unreadable", "not a cryptographic message");
  if (type->content != kSignedData) {
    const bool encrypted = type->content.starts_with(kEncryptedPrefix) || type->content == kAuthEnveloped;
    return sink.note(encrypted ? "content.encrypted" : "content.unreadable", "an S/MIME message that is not only signed");
  }
  if (auto content = signed_content(info); content && !content->empty()) sink.nested_message(std::move(*content), {});
  else if (document.name.find(".p7s") == std::string::npos) sink.note("note.format", "a signature without content");
}

// Sealed by OpenPGP (in letters, or in bytes: a session-key packet stands first), openssl enc or age.
Likeness looks_like_pgp(std::string_view bytes) {
  if (bytes.starts_with("-----BEGIN PGP MESSAGE-----") || bytes.starts_with("Salted__") || bytes.starts_with("age-encryption.org/")) {
    return Likeness::certain;
  }
  if (bytes.size() < 16) return Likeness::no;
  const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool old_form = (at(0) & 0xc0) == 0x80;
  const unsigned tag = old_form ? (at(0) >> 2 & 0xf) : (at(0) & 0x3f);
  const std::size_t version = old_form ? ((at(0) & 3) == 0 ? 2 : 3) : (at(1) < 192 ? 2 : 3);
  const bool session_key = (at(0) & 0x80) && (!old_form || (at(0) & 3) < 2) && ((tag == 1 && at(version) == 3) || (tag == 3 && at(version) == 4));
  return session_key ? Likeness::container : Likeness::no;
}

void read_pgp(const Document& document, Sink& sink) {
  const bool control = document.bytes.size() < 64 && document.bytes.find("Version:") != std::string_view::npos;
  if (!control) sink.note("content.encrypted", "a sealed file (OpenPGP, openssl or age)");
}

}  // namespace hallpass
