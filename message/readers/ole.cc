// A compound file is known by its streams: a Word document, a workbook, a presentation, an Outlook message,
// or a locked package. Embedded ones lie in folders of the same file and are read the same way.
#include <algorithm>
#include <set>

#include "message/charset.h"
#include "message/passwords.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/readers/office_crypto.h"
#include "message/readers/readers.h"

namespace hallpass {
namespace {

constexpr std::size_t kEmbeddedMax = 1'000;

void read_dropped_file(const LegacyPlace& place) {
  const std::string bytes = place.stream("\1Ole10Native");
  if (std::optional<Member> member = dropped_file(slice(bytes, 4, bytes.size()))) place.sink.member(std::move(*member));
}

void read_member(const LegacyPlace& place, std::string_view stream, std::string_view name) {
  Member member;
  member.name = std::string(name);
  member.bytes = place.stream(stream);
  if (!member.bytes.empty()) place.sink.member(std::move(member));
}

// A zip that is encrypted. It becomes a member under the document's own name.
void read_locked(const LegacyPlace& place) {
  constexpr std::string_view kSays = "the document asks for a password";
  if (!place.sink.last_try()) return place.sink.locked(kSays);
  if (const auto lock = OfficeLock::read(place.stream("EncryptionInfo"))) {
    PasswordTries tries(place.sink);
    while (const std::string* word = tries.next()) {
      const std::string key = lock->key_for(*word);
      if (key.empty()) continue;
      tries.opened();
      Member member;
      member.name = place.sink.document().name;
      member.bytes = lock->open(place.stream("EncryptedPackage"), key);
      place.sink.member(std::move(member));
      return;
    }
  }
  place.sink.locked(kSays);
}

// One folder by the stream that shows what it is; false: none of them.
bool read_folder(const LegacyPlace& place) {
  const auto has = [&](std::string_view name) { return place.file.find(place.folder, name) != nullptr; };
  bool known = true;
  if (has("EncryptedPackage")) read_locked(place);
  else if (has("WordDocument")) read_word_streams(place);
  else if (has("Workbook")) read_excel_stream(place, "Workbook");
  else if (has("Book")) read_excel_stream(place, "Book");
  else if (place.sink.document().again) return true;
  else if (has("PowerPoint Document")) read_powerpoint_stream(place);
  else if (has("__properties_version1.0") && place.folder.empty()) read_outlook_streams(place);
  else if (has("\1Ole10Native")) read_dropped_file(place);
  else if (has("Package")) read_member(place, "Package", "package");
  else if (has("CONTENTS")) read_member(place, "CONTENTS", "contents");
  else known = false;
  if (place.sink.document().again) return known;
  for (const std::string_view set : {"\5SummaryInformation", "\5DocumentSummaryInformation"}) {
    if (has(set)) read_property_set(place, set);
  }
  return known;
}

bool is_macro_folder(std::string_view folder) {
  return folder.ends_with("VBA/") || folder.find("_VBA_PROJECT_CUR/") != std::string_view::npos;
}

}  // namespace

std::optional<Member> dropped_file(std::string_view bytes) {
  std::size_t at = 2;
  const auto next_name = [&] {
    const std::size_t end = bytes.find('\0', at);
    if (end == std::string_view::npos) return std::string_view();
    const std::string_view name = bytes.substr(at, end - at);
    at = end + 1;
    return name;
  };
  Member member;
  const std::string_view name = next_name();
  member.name = to_utf8(name.empty() ? std::string_view("object") : name, {});
  next_name();
  const std::size_t path = le32(bytes, at + 4);
  if (path > bytes.size()) return std::nullopt;
  const std::size_t data = at + 8 + path;
  member.bytes = std::string(slice(bytes, data + 4, le32(bytes, data)));
  return member.bytes.empty() ? std::nullopt : std::optional(std::move(member));
}

std::string LegacyPlace::stream(std::string_view name) const {
  const CompoundFile::Stream* found = file.find(folder, name);
  if (!found || !sink.expand(static_cast<std::size_t>(std::min<std::uint64_t>(found->size, sink.limits().expanded_bytes_max)))) return {};
  return file.read(*found, sink.limits().expanded_bytes_max);
}

Likeness looks_like_ole(std::string_view bytes) { return is_compound_file(bytes) ? Likeness::certain : Likeness::no; }

void read_ole(const Document& document, Sink& sink) {
  const std::optional<CompoundFile> file = CompoundFile::open(document.bytes);
  if (!file || file->damaged()) sink.note("content.unreadable", "the compound file is damaged");
  if (!file) return;
  std::set<std::string> folders{""};
  bool macros = false;
  const bool mail = file->find("", "__properties_version1.0") != nullptr;
  for (const CompoundFile::Stream& stream : file->streams()) {
    macros = macros || is_macro_folder(stream.folder);
    if (folders.size() < kEmbeddedMax && !mail) folders.insert(stream.folder);
  }
  if (macros && !document.again) sink.note("content.executable", "the document holds macros");
  std::size_t embedded = 0;
  bool known = false;
  for (const std::string& folder : folders) {
    if (!sink.in_time()) return;
    const std::string suffix = folder.empty() ? std::string() : "#object " + std::to_string(++embedded);
    known = read_folder({*file, folder, suffix, document.kind, sink}) || known;
  }
  // an object inside a document (an equation, a control) is no document that should be readable
  const bool object = document.path.find("embeddings/") != std::string::npos || document.name == "object";
  if (!known && !macros && !object) sink.note("content.unreadable", "a compound file of no kind that is read");
}

}  // namespace hallpass
