// The accounts of one message. Every bound is told once, by name, and what lies past it is dropped; the
// reading itself goes on with whatever still fits.
#include "message/sink.h"

#include <algorithm>

#include "base/utf8.h"
#include "message/views/edits.h"
#include "message/views/views.h"

namespace hallpass {
namespace {

constexpr std::size_t kPathBytesMax = 1024;
constexpr std::size_t kBoundsTold = 64;
constexpr std::size_t kSeamTail = 120, kSeamHead = 120, kSeamGap = 1'000;
constexpr std::size_t kSeamWords = 20;  // a shorter line before a cut word is no sentence

std::string bounded(std::string_view text, std::size_t bytes_max) {
  std::string clean = repaired_utf8(text.substr(0, bytes_max));
  if (text.size() > bytes_max) clean += "...";
  return clean;
}

}  // namespace

Sink::Sink(Output& output, const Limits& limits, Deadline deadline, std::span<const std::string> earlier_words)
    : output_(output), limits_(limits), deadline_(deadline), earlier_words_(earlier_words) {}

bool Sink::over(std::string_view which) {
  const std::string path = document_.path;
  const std::string key = std::string(which) + " " + path;
  if (bounds_told_.size() < kBoundsTold && std::ranges::find(bounds_told_, key) == bounds_told_.end()) {
    bounds_told_.push_back(key);
    output_.note("content.over_limit", bounded(path, kPathBytesMax), "limit " + std::string(which) + " was reached");
  }
  return false;
}

bool Sink::unit_of(std::uint32_t part, UnitKind kind, std::string_view path, std::string_view text,
                   std::span<const Cell> cells) {
  if (stopped_) return false;
  if (text.empty()) return true;
  if (units_ >= limits_.units_max) return over("units_max");
  if (text_bytes_ + text.size() > limits_.text_bytes_max) return over("text_bytes_max");
  if (cells_ + cells.size() > limits_.cells_max) {
    over("cells_max");
    cells = {};
  }
  std::string repaired;
  if (!is_valid_utf8(text)) {
    repaired = repaired_utf8(text);
    text = repaired;
    cells = {};  // their offsets no longer hold; readers give valid text
  }
  words_.look_at(kind, text);
  ++units_;
  text_bytes_ += text.size();
  cells_ += cells.size();
  if (!output_.unit(kind, part, bounded(path, kPathBytesMax), text.substr(0, kUnitBytesMax), cells)) {
    stopped_ = true;
    return over("text_bytes_max");
  }
  return true;
}

bool Sink::unit(UnitKind kind, std::string_view suffix, std::string_view text, std::span<const Cell> cells) {
  const std::string path = document_.path + std::string(suffix);
  if (!unit_of(document_.part, kind, path, text, cells)) return false;
  if (kind == UnitKind::raw) return true;
  if (suffix.empty() && document_.depth == 0 && (kind == UnitKind::body || kind == UnitKind::attachment)) seams(path, text);
  return read_again(document_.part, kind, path, text);
}

// A word or a number can be cut between two parts, and its label can stand in the part before or in the subject.
// Only such a cut is mended: text that merely follows other text is nobody's trick.
void Sink::seams(std::string_view path, std::string_view text) {
  const std::size_t first = text.substr(0, kSeamGap).find_first_not_of(" \r\n\t");
  if (first != std::string_view::npos) {
    const std::string_view head = text.substr(first, std::min(text.find('\n', first), first + kSeamHead) - first);
    const auto give = [&](const std::string& seam) { unit_of(document_.part, UnitKind::hidden, std::string(path) + "#seam", seam); };
    const bool digit = is_digit(head[0]);
    if (tail_part_ != document_.part && !last_tail_.empty()) {
      const char last = last_tail_.back();
      const bool number = (digit || head[0] == '-') && (is_digit(last) || last == '-');
      const bool word = document_.kind == UnitKind::body && is_lower(head[0]) && is_letter(last) && last_tail_.size() >= kSeamWords;
      if (number || word) give(last_tail_ + std::string(head));
      else if (digit && labelled_before(last_tail_, last_tail_.size())) give(last_tail_ + " " + std::string(head));
    }
    if (digit && tail_part_ == kNoPart && labelled_before(subject_, subject_.size())) give(subject_ + " " + std::string(head));
  }
  std::string_view tail = text;
  while (!tail.empty() && (tail.back() == '\n' || tail.back() == ' ')) tail.remove_suffix(1);
  if (tail.empty()) return;
  tail.remove_prefix(std::max(tail.size() - std::min(tail.size(), kSeamTail), tail.rfind('\n') + 1));
  while (!tail.empty() && (static_cast<unsigned char>(tail.front()) & 0xc0) == 0x80) tail.remove_prefix(1);
  tail_part_ = document_.part;
  last_tail_ = tail;
}

bool Sink::read_again(std::uint32_t part, UnitKind kind, std::string_view path, std::string_view text) {
  SecondReading reading = second_reading(text);
  if (reading.disguised && disguised_part_ != part) {
    disguised_part_ = part;
    note_at("note.evasion", path, "text in disguise: encoded by hand, pulled apart or turned round");
  }
  for (std::string& file : reading.files) {
    if (expand(file.size())) member({"pasted", std::move(file), {}});
  }
  const UnitKind read_as = kind == UnitKind::metadata ? kind : UnitKind::hidden;
  return std::ranges::all_of(reading.texts, [&](const std::string& decoded) { return unit_of(part, read_as, std::string(path) + "#decoded", decoded); });
}

bool Sink::member(Member member) {
  if (document_.depth + 1 > limits_.container_depth_max) return over("container_depth_max");
  if (!count_entry()) return false;
  if (pending_bytes_ + member.bytes.size() > limits_.expanded_bytes_max / 4) return over("expanded_bytes_max");
  pending_bytes_ += member.bytes.size();
  members_.push_back(std::move(member));
  return true;
}

void Sink::open_container(std::unique_ptr<Container> container) {
  if (document_.depth + 1 > limits_.container_depth_max) {
    over("container_depth_max");
    return;
  }
  container_ = std::move(container);
}

bool Sink::nested_message(std::string bytes, std::string_view suffix) {
  if (document_.depth + 1 > limits_.container_depth_max) return over("container_depth_max");
  if (!count_entry()) return false;
  nested_.push_back({std::move(bytes), document_.path + std::string(suffix)});
  return true;
}

void Sink::locked(std::string_view detail) {
  if (last_try_) note("content.encrypted", detail);
  else locked_ = true;
}

void Sink::note(std::string_view category, std::string_view detail) {
  note_at(category, document_.path, detail);
}

void Sink::note_at(std::string_view category, std::string_view path, std::string_view detail) {
  output_.note(category, bounded(path, kPathBytesMax), detail);
}

bool Sink::expand(std::size_t bytes) {
  if (expanded_bytes_ + bytes > limits_.expanded_bytes_max) return over("expanded_bytes_max");
  expanded_bytes_ += bytes;
  return true;
}

bool Sink::count_entry() {
  if (entries_ >= limits_.entries_max) return over("entries_max");
  ++entries_;
  return true;
}

bool Sink::in_time() {
  if (stopped_) return false;
  if (++clock_calls_ % 64 != 0) return true;
  if (std::chrono::steady_clock::now() < deadline_) return true;
  stopped_ = true;
  return over("message_ms");
}

std::uint32_t Sink::ocr_ms_left() {
  if (stopped_) return 0;
  if (ocr_spent_ms_ < limits_.ocr_message_ms) return std::min(limits_.ocr_page_ms, limits_.ocr_message_ms - ocr_spent_ms_);
  over("ocr_message_ms");
  return 0;
}

void Sink::spend_ocr(std::uint32_t ms, bool late) {
  ocr_spent_ms_ += ms;
  if (late) over(ocr_spent_ms_ < limits_.ocr_message_ms ? "ocr_page_ms" : "ocr_message_ms");
}

bool Sink::add_part(const Part& part, std::uint32_t& index) {
  if (parts_ >= limits_.parts_max) return over("parts_max");
  Part clean = part;
  clean.path = bounded(part.path, kPathBytesMax);
  clean.content_type = bounded(part.content_type, 256);
  clean.detected_type = bounded(part.detected_type, 256);
  clean.file_name = bounded(part.file_name, kPathBytesMax);
  clean.charset = bounded(part.charset, 64);
  if (!output_.part(clean)) return over("parts_max");
  index = parts_++;
  return true;
}

void Sink::part_result(std::uint32_t part, std::string_view detected_type, bool text_read) {
  output_.part_result(part, detected_type, text_read);
}

void Sink::begin_document(const Document& document) {
  document_ = document;
  pending_bytes_ = 0;
  output_.working_on(document.part);
}

}  // namespace hallpass
