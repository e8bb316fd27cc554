// Reading what a stranger wrote. Each value is copied out of the shared memory once and checked in the
// copy, so that changing it afterwards changes nothing.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"
#include "message/wire.h"

namespace hallpass {
namespace {

constexpr std::size_t kNameMax = 8192;       // paths, names, types
constexpr std::size_t kMailboxMax = 1u << 20;
constexpr std::size_t kPasswordBytesMax = 64;
constexpr std::size_t kPasswordsMax = 64;
constexpr std::size_t kNotesMax = 10'000;
constexpr std::array<std::string_view, 8> kCategories{"content.encrypted", "content.executable", "content.over_limit",
                                                      "content.unreadable", "note.charset", "note.evasion", "note.mime", "note.format"};

// Takes values off a record's payload; bad() once something did not fit.
class Payload {
 public:
  Payload(const char* at, std::size_t bytes) : at_(at), left_(bytes) {}

  template <typename T>
  T number() {
    T value{};
    if (left_ < sizeof value) return bad_ = true, value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    left_ -= sizeof value;
    return value;
  }

  std::string text(std::size_t bytes_max) {
    const auto bytes = number<std::uint32_t>();
    if (bad_ || bytes > left_ || bytes > bytes_max) return bad_ = true, std::string();
    std::string copy(at_, bytes);
    at_ += bytes;
    left_ -= bytes;
    if (!is_valid_utf8(copy)) return bad_ = true, std::string();
    return copy;
  }

  std::vector<Cell> cells() {
    const auto count = number<std::uint32_t>();
    if (bad_ || count > left_ / sizeof(Cell)) return bad_ = true, std::vector<Cell>();
    std::vector<Cell> copy(count);
    if (count > 0) std::memcpy(copy.data(), at_, count * sizeof(Cell));
    at_ += count * sizeof(Cell);
    left_ -= count * sizeof(Cell);
    return copy;
  }

  bool bad() const { return bad_; }
  bool whole() const { return !bad_ && left_ == 0; }

 private:
  const char* at_;
  std::size_t left_;
  bool bad_ = false;
};

class Decoder {
 public:
  Decoder(const Limits& limits, Message& message) : limits_(limits), message_(message), first_part_(message.parts.size()) {}

  bool record(RecordType type, Payload payload) {
    switch (type) {
      case RecordType::part: return part(payload);
      case RecordType::part_result: return part_result(payload);
      case RecordType::unit: return unit(payload);
      case RecordType::note: return note(payload);
      case RecordType::mailbox: return mailbox(payload);
      case RecordType::message_id: return message_.message_id = payload.text(kNameMax), payload.whole();
      case RecordType::password: return password(payload);
      case RecordType::date: return message_.date_seconds = payload.number<std::int64_t>(), payload.whole();
    }
    return false;
  }

 private:
  bool part(Payload& payload) {
    Part part;
    for (std::string* text : {&part.path, &part.content_type, &part.detected_type, &part.file_name, &part.charset}) {
      *text = payload.text(kNameMax);
    }
    part.size_bytes = payload.number<std::uint64_t>();
    const auto flags = payload.number<std::uint32_t>();
    part.attachment = flags & 1;
    part.text_read = flags & 2;
    if (!payload.whole() || flags > 3 || message_.parts.size() - first_part_ >= limits_.parts_max) return false;
    message_.parts.push_back(std::move(part));
    return true;
  }

  bool part_result(Payload& payload) {
    const auto index = payload.number<std::uint32_t>();
    const auto text_read = payload.number<std::uint32_t>();
    std::string type = payload.text(kNameMax);
    if (!payload.whole() || index >= message_.parts.size() || text_read > 1) return false;
    if (!type.empty()) message_.parts[index].detected_type = std::move(type);
    message_.parts[index].text_read |= text_read == 1;
    return true;
  }

  bool unit(Payload& payload) {
    Unit unit;
    const auto kind = payload.number<std::uint32_t>();
    unit.part = payload.number<std::uint32_t>();
    unit.path = payload.text(kNameMax);
    unit.text = payload.text(kUnitBytesMax);
    unit.cells = payload.cells();
    if (!payload.whole() || kind > static_cast<std::uint32_t>(UnitKind::raw)) return false;
    unit.kind = static_cast<UnitKind>(kind);
    // the header units of a message come before its first part
    if (unit.part >= std::max<std::size_t>(message_.parts.size(), 1)) return false;
    if (++units_ > limits_.units_max || (text_bytes_ += unit.text.size()) > limits_.text_bytes_max) return false;
    if ((cells_ += unit.cells.size()) > limits_.cells_max || !honest(unit)) return false;
    message_.units.push_back(std::move(unit));
    return true;
  }

  static bool honest(const Unit& unit) {
    std::uint32_t last = 0;
    for (const Cell& cell : unit.cells) {
      if (cell.begin < last || cell.end < cell.begin || cell.end > unit.text.size()) return false;
      last = cell.begin;
      const auto inside = [&unit](std::uint32_t at) {
        return at < unit.text.size() && (static_cast<unsigned char>(unit.text[at]) & 0xc0) == 0x80;
      };
      if (inside(cell.begin) || inside(cell.end)) return false;
    }
    return true;
  }

  bool note(Payload& payload) {
    Note note{payload.text(64), payload.text(kNameMax), payload.text(kNameMax)};
    if (!payload.whole() || message_.notes.size() >= kNotesMax || !std::ranges::count(kCategories, note.category)) return false;
    message_.notes.push_back(std::move(note));
    return true;
  }

  bool password(Payload& payload) {
    std::string word = payload.text(kPasswordBytesMax);
    if (!payload.whole() || message_.passwords.size() >= kPasswordsMax) return false;
    message_.passwords.push_back(std::move(word));
    return true;
  }

  bool mailbox(Payload& payload) {
    Mailbox mailbox{payload.text(64), payload.text(kMailboxMax), payload.text(kMailboxMax)};
    if (!payload.whole() || message_.mailboxes.size() >= limits_.addresses_max) return false;
    message_.mailboxes.push_back(std::move(mailbox));
    return true;
  }

  const Limits& limits_;
  Message& message_;
  std::size_t first_part_, units_ = 0, text_bytes_ = 0, cells_ = 0;
};

}  // namespace

bool decode_area(const char* area, std::size_t bytes, const Limits& limits, Message& message) {
  const auto* head = reinterpret_cast<const AreaHead*>(area);
  const std::uint64_t committed = head->committed.load(std::memory_order_acquire);
  if (committed > bytes - sizeof(AreaHead) || committed % 8 != 0) return false;
  Decoder decoder(limits, message);
  const char* at = area + sizeof(AreaHead);
  for (std::size_t left = committed; left > 0;) {
    RecordHead record;
    if (left < sizeof record) return false;
    std::memcpy(&record, at, sizeof record);
    at += sizeof record;
    left -= sizeof record;
    const std::size_t padded = (std::size_t{record.bytes} + 7) & ~std::size_t{7};
    if (padded > left) return false;
    if (!decoder.record(record.type, Payload(at, record.bytes))) return false;
    at += padded;
    left -= padded;
  }
  return true;
}

}  // namespace hallpass
