// Writing: a record is laid out behind the committed ones and becomes visible by one store. Some room is
// kept back so that a note about a full area always fits.
#include <cstring>

#include "message/wire.h"

namespace hallpass {
namespace {

constexpr std::size_t kNoteSpare = 64u << 10;

std::size_t padded(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

}  // namespace

std::size_t area_bytes_for(const Limits& limits) {
  const std::size_t bytes = sizeof(AreaHead) + limits.text_bytes_max + limits.cells_max * sizeof(Cell) + limits.units_max * 160 +
                            limits.parts_max * 512 + limits.addresses_max * 256 + (8u << 20);
  return (bytes + 4095) & ~std::size_t{4095};
}

WireOutput::WireOutput(char* area, std::size_t bytes)
    : head_(reinterpret_cast<AreaHead*>(area)), area_(area + sizeof(AreaHead)), size_(bytes - sizeof(AreaHead)) {
  head_->committed.store(0, std::memory_order_release);
  head_->working_on.store(kNoPart, std::memory_order_release);
}

bool WireOutput::begin(RecordType type, std::size_t payload, std::size_t spare) {
  const std::size_t need = sizeof(RecordHead) + padded(payload);
  if (need + spare > size_ - at_) return false;
  const RecordHead head{static_cast<std::uint32_t>(payload), type};
  write_ = at_;
  put(&head, sizeof head);
  return true;
}

void WireOutput::put(const void* from, std::size_t bytes) {
  if (bytes == 0) return;
  std::memcpy(area_ + write_, from, bytes);
  write_ += bytes;
}

void WireOutput::put(std::string_view text) {
  put(static_cast<std::uint32_t>(text.size()));
  put(text.data(), text.size());
}

bool WireOutput::commit() {
  at_ = padded(write_);
  head_->committed.store(at_, std::memory_order_release);
  return true;
}

bool WireOutput::part(const Part& part) {
  const std::size_t payload = 5 * 4 + part.path.size() + part.content_type.size() + part.detected_type.size() +
                              part.file_name.size() + part.charset.size() + 8 + 4;
  if (!begin(RecordType::part, payload, kNoteSpare)) return false;
  for (const std::string* text : {&part.path, &part.content_type, &part.detected_type, &part.file_name, &part.charset}) {
    put(std::string_view(*text));
  }
  put(&part.size_bytes, sizeof part.size_bytes);
  put(static_cast<std::uint32_t>(part.attachment) | static_cast<std::uint32_t>(part.text_read) << 1);
  return commit();
}

bool WireOutput::part_result(std::uint32_t part, std::string_view detected_type, bool text_read) {
  if (!begin(RecordType::part_result, 12 + detected_type.size(), kNoteSpare)) return false;
  put(part);
  put(static_cast<std::uint32_t>(text_read));
  put(detected_type);
  return commit();
}

bool WireOutput::unit(UnitKind kind, std::uint32_t part, std::string_view path, std::string_view text,
                      std::span<const Cell> cells) {
  if (!begin(RecordType::unit, 20 + path.size() + text.size() + cells.size_bytes(), kNoteSpare)) return false;
  put(static_cast<std::uint32_t>(kind));
  put(part);
  put(path);
  put(text);
  put(static_cast<std::uint32_t>(cells.size()));
  put(cells.data(), cells.size_bytes());
  return commit();
}

bool WireOutput::note(std::string_view category, std::string_view path, std::string_view detail) {
  if (!begin(RecordType::note, 12 + category.size() + path.size() + detail.size(), 0)) return false;
  for (const std::string_view text : {category, path, detail}) put(text);
  return commit();
}

bool WireOutput::mailbox(const Mailbox& mailbox) {
  if (!begin(RecordType::mailbox, 12 + mailbox.field.size() + mailbox.display.size() + mailbox.address.size(), kNoteSpare)) return false;
  for (const std::string* text : {&mailbox.field, &mailbox.display, &mailbox.address}) put(std::string_view(*text));
  return commit();
}

bool WireOutput::message_id(std::string_view id) {
  if (!begin(RecordType::message_id, 4 + id.size(), kNoteSpare)) return false;
  put(id);
  return commit();
}

bool WireOutput::date(std::int64_t seconds) {
  if (!begin(RecordType::date, sizeof seconds, kNoteSpare)) return false;
  put(&seconds, sizeof seconds);
  return commit();
}

bool WireOutput::password(std::string_view word) {
  if (!begin(RecordType::password, 4 + word.size(), kNoteSpare)) return false;
  put(word);
  return commit();
}

void WireOutput::working_on(std::uint32_t part) {
  head_->working_on.store(part, std::memory_order_release);
  head_->beats.fetch_add(1, std::memory_order_release);
}

}  // namespace hallpass
