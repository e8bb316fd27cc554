// libarchive finds members by the central directory, or one after another where that is damaged. A member
// that nobody asks for is skipped without being inflated.
#include "message/readers/zip_walk.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstdint>

namespace hallpass {
namespace {

constexpr std::size_t kRatioFrom = 1u << 20;   // expansion_ratio_max counts from here on
constexpr std::size_t kPieceBytes = 16u << 10;   // a buffer of the parser's that stays in the cache
constexpr std::size_t kEndRecordWithin = 22 + 65535;

std::uint32_t little32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

}  // namespace

void ZipWalk::Closer::operator()(archive* a) const { archive_read_free(a); }

ZipWalk::ZipWalk(std::string_view bytes, Sink& sink) : bytes_(bytes), sink_(sink), archive_(archive_read_new()) {
  archive_read_support_format_zip(archive_.get());
  if (!archive_ || archive_read_open_memory(archive_.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    sink_.note("content.unreadable", "the zip around this document is damaged");
    stopped_ = true;
  }
}

bool ZipWalk::next() {
  while (!stopped_ && sink_.in_time()) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive_.get(), &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result < ARCHIVE_WARN) {
      sink_.note("content.unreadable", "the zip around this document is damaged");
      return false;
    }
    if (++entries_ > sink_.limits().entries_max) {
      sink_.note("content.over_limit", "limit entries_max was reached");
      return false;
    }
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    name_ = name ? name : "";
    encrypted_ = archive_entry_is_data_encrypted(entry) == 1;
    if (archive_entry_filetype(entry) == AE_IFREG && !name_.ends_with('/')) return true;
  }
  return false;
}

bool ZipWalk::within_ratio(std::size_t more) {
  inflated_ += more;
  if (inflated_ <= kRatioFrom || inflated_ / sink_.limits().expansion_ratio_max <= bytes_.size()) return true;
  sink_.note("content.over_limit", "limit expansion_ratio_max was reached");
  return false;
}

bool ZipWalk::piece(std::string_view& out) {
  if (stopped_ || encrypted_) return false;
  buffer_.resize(kPieceBytes);
  const la_ssize_t got = archive_read_data(archive_.get(), buffer_.data(), buffer_.size());
  if (got < 0) {
    sink_.note("content.unreadable", "a member of this document cannot be inflated");
    if (got == ARCHIVE_FATAL) stopped_ = true;
    return false;
  }
  const auto size = static_cast<std::size_t>(got);
  if (size == 0 || !sink_.in_time()) return false;
  if (!sink_.expand(size) || !within_ratio(size)) {
    stopped_ = true;
    return false;
  }
  out = std::string_view(buffer_.data(), size);
  return true;
}

std::string ZipWalk::all(std::size_t bytes_max) {
  std::string whole;
  for (std::string_view more; piece(more);) {
    if (whole.size() + more.size() > bytes_max) {
      sink_.note("content.over_limit", "a member of this document is too large to be read whole");
      whole.append(more.substr(0, bytes_max - whole.size()));
      break;
    }
    whole.append(more);
  }
  return whole;
}

std::string_view zip_directory(std::string_view bytes) {
  if (!bytes.starts_with("PK\3\4") && bytes.substr(0, 4096).find("PK\3\4") == std::string_view::npos) return {};
  const std::size_t from = bytes.size() > kEndRecordWithin ? bytes.size() - kEndRecordWithin : 0;
  const std::size_t end = bytes.rfind("PK\5\6");
  if (end != std::string_view::npos && end >= from && end + 22 <= bytes.size()) {
    const std::size_t size = little32(bytes, end + 12);
    if (size <= end) return bytes.substr(end - size, size);
  }
  return bytes.substr(0, 64u << 10);
}

std::string_view zip_mimetype(std::string_view bytes) {
  constexpr std::size_t kHeader = 30, kTypeBytesMax = 100;
  constexpr std::string_view kName = "mimetype";
  if (!bytes.starts_with("PK\3\4") || bytes.size() < kHeader + kName.size()) return {};
  const std::size_t name = static_cast<unsigned char>(bytes[26]), extra = static_cast<unsigned char>(bytes[28]);
  if (bytes.substr(kHeader, kName.size()) != kName || name != kName.size() || bytes.size() < kHeader + name + extra) return {};
  return bytes.substr(kHeader + name + extra, kTypeBytesMax);
}

}  // namespace hallpass
