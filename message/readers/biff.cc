// Lengths are believed only as far as the stream reaches.
#include "message/readers/biff.h"

#include <algorithm>

#include "message/charset.h"
#include "message/readers/little_endian.h"

namespace hallpass {
namespace {

constexpr std::uint16_t kContinue = 0x3c;

}  // namespace

bool BiffRecords::next(BiffRecord& out) {
  if (at_ + 4 > stream_.size()) return false;
  out = {le16(stream_, at_), at_, slice(stream_, at_ + 4, le16(stream_, at_ + 2))};
  at_ += 4 + out.body.size();
  return true;
}

std::vector<std::string_view> BiffRecords::with_continuations(const BiffRecord& record) {
  std::vector<std::string_view> bodies{record.body};
  while (le16(stream_, at_) == kContinue && at_ + 4 <= stream_.size()) {
    BiffRecord more;
    next(more);
    bodies.push_back(more.body);
  }
  return bodies;
}

std::uint8_t BiffStrings::byte() {
  while (body_ < bodies_.size() && at_ >= bodies_[body_].size()) {
    ++body_;
    at_ = 0;
  }
  return at_end() ? 0 : static_cast<std::uint8_t>(bodies_[body_][at_++]);
}

void BiffStrings::skip(std::size_t bytes) {
  while (bytes > 0 && !at_end()) {
    const std::size_t here = std::min(bytes, bodies_[body_].size() - at_);
    at_ += here;
    bytes -= here;
    if (at_ >= bodies_[body_].size()) {
      ++body_;
      at_ = 0;
    }
  }
}

std::string BiffStrings::string(std::size_t length_bytes) {
  std::size_t count = byte();
  if (length_bytes == 2) count |= static_cast<std::size_t>(byte()) << 8;
  const std::uint8_t flags = byte();
  std::size_t runs = 0, extra = 0;
  if (flags & 0x08) {
    runs = byte();
    runs |= static_cast<std::size_t>(byte()) << 8;
  }
  if (flags & 0x04) {
    for (int shift = 0; shift < 32; shift += 8) extra |= static_cast<std::size_t>(byte()) << shift;
  }
  std::string text = characters(count, flags & 0x01);
  skip(runs * 4 + extra);
  return text;
}

std::string BiffStrings::characters(std::size_t count, bool wide) {
  std::string utf16;
  while (count > 0 && !at_end()) {
    if (at_ >= bodies_[body_].size()) {  // goes on in the next body
      ++body_;
      at_ = 0;
      if (at_end()) break;
      wide = byte() & 0x01;
      continue;
    }
    const std::size_t here = std::min(count, (bodies_[body_].size() - at_) / (wide ? 2 : 1));
    if (here == 0) {  // half a character at the end
      at_ = bodies_[body_].size();
      continue;
    }
    const std::string_view bytes = bodies_[body_].substr(at_, here * (wide ? 2 : 1));
    if (wide) utf16.append(bytes);
    else for (const char c : bytes) utf16.append({c, '\0'});
    at_ += bytes.size();
    count -= here;
  }
  return to_utf8(utf16, "utf-16le");
}

}  // namespace hallpass
