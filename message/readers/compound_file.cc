// Chains of sectors may be crossed, circular or lead out of the file. A chain is followed for as many steps
// as the file has sectors and no further.
#include "message/readers/compound_file.h"

#include <algorithm>

#include "message/charset.h"
#include "message/readers/little_endian.h"

namespace hallpass {
namespace {

constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kMiniSector = 64;
constexpr std::size_t kMiniBelow = 4096;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kStreamsMax = 20'000;
constexpr std::uint32_t kNone = 0xfffffffa;  // this and above: no sector
constexpr std::uint32_t kNoEntry = 0xffffffff;

// Names are compared without regard to case, as the programs that open these files do.
bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::optional<CompoundFile> CompoundFile::open(std::string_view bytes) {
  if (!is_compound_file(bytes) || bytes.size() < kHeaderBytes) return std::nullopt;
  CompoundFile file(bytes);
  file.sector_size_ = le16(bytes, 0x1e) == 12 ? 4096 : 512;
  file.read_tables();
  file.read_directory(le32(bytes, 0x30));
  return file;
}

std::string_view CompoundFile::sector_bytes(std::uint32_t sector) const {
  return slice(bytes_, (static_cast<std::size_t>(sector) + 1) * sector_size_, sector_size_);
}

// The sectors of the allocation table are listed in the header, then in a chain of sectors of their own.
void CompoundFile::read_tables() {
  const std::size_t sectors_max = bytes_.size() / sector_size_ + 1;
  const std::size_t tables_max = sectors_max / (sector_size_ / 4) + 1;
  std::size_t tables = 0;
  const auto add = [&](std::uint32_t sector) {
    if (sector >= kNone || tables++ > tables_max) return;
    const std::string_view table = sector_bytes(sector);
    for (std::size_t at = 0; at + 4 <= sector_size_; at += 4) next_.push_back(at + 4 <= table.size() ? le32(table, at) : kNoEntry);
  };
  for (std::size_t i = 0; i < 109; ++i) add(le32(bytes_, 0x4c + 4 * i));
  std::uint32_t more = le32(bytes_, 0x44);
  for (std::size_t steps = 0; more < kNone && steps < tables_max; ++steps) {
    const std::string_view list = sector_bytes(more);
    if (list.size() < sector_size_) break;
    for (std::size_t at = 0; at + 8 <= sector_size_; at += 4) add(le32(list, at));
    more = le32(list, sector_size_ - 4);
  }
  if (next_.empty()) damaged_ = true;
  const std::string mini = chain(le32(bytes_, 0x3c), bytes_.size());
  for (std::size_t at = 0; at + 4 <= mini.size(); at += 4) mini_next_.push_back(le32(mini, at));
}

std::string CompoundFile::chain(std::uint32_t sector, std::size_t bytes_max) const {
  std::string out;
  for (std::size_t steps = 0; sector < kNone && steps <= next_.size() && out.size() < bytes_max; ++steps) {
    const std::string_view bytes = sector_bytes(sector);
    if (bytes.empty()) break;
    out.append(bytes.substr(0, bytes_max - out.size()));
    sector = sector < next_.size() ? next_[sector] : kNoEntry;
  }
  return out;
}

std::string CompoundFile::mini_chain(std::uint32_t sector, std::size_t bytes_max) const {
  std::string out;
  for (std::size_t steps = 0; sector < kNone && steps <= mini_next_.size() && out.size() < bytes_max; ++steps) {
    const std::string_view bytes = slice(mini_, static_cast<std::size_t>(sector) * kMiniSector, kMiniSector);
    if (bytes.empty()) break;
    out.append(bytes.substr(0, bytes_max - out.size()));
    sector = sector < mini_next_.size() ? mini_next_[sector] : kNoEntry;
  }
  return out;
}

std::string CompoundFile::read(const Stream& stream, std::size_t bytes_max) const {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(stream.size, bytes_max));
  return stream.size < kMiniBelow ? mini_chain(stream.sector, size) : chain(stream.sector, size);
}

// Entries form binary trees: left and right are siblings, child is what is inside.
void CompoundFile::read_directory(std::uint32_t first) {
  const std::string directory = chain(first, bytes_.size());
  const std::size_t count = directory.size() / kEntryBytes;
  if (count == 0) {
    damaged_ = true;
    return;
  }
  const auto entry = [&](std::size_t i) { return slice(directory, i * kEntryBytes, kEntryBytes); };
  mini_ = chain(le32(entry(0), 0x74), static_cast<std::size_t>(std::min<std::uint64_t>(le32(entry(0), 0x78), bytes_.size())));
  struct Place {
    std::uint32_t index;
    std::string folder;
  };
  std::vector<bool> seen(count, false);
  std::vector<Place> list{{le32(entry(0), 0x4c), ""}};
  std::vector<Place> folders;
  while (!list.empty() || !folders.empty()) {
    if (list.empty()) {
      list.push_back(std::move(folders.back()));
      folders.pop_back();
    }
    const Place place = std::move(list.back());
    list.pop_back();
    if (place.index >= count || seen[place.index] || streams_.size() >= kStreamsMax) continue;
    seen[place.index] = true;
    const std::string_view e = entry(place.index);
    const std::size_t name_bytes = std::min<std::size_t>(le16(e, 0x40), 64);
    std::string name = to_utf8(slice(e, 0, name_bytes >= 2 ? name_bytes - 2 : 0), "utf-16le");
    list.push_back({le32(e, 0x48), place.folder});
    list.push_back({le32(e, 0x44), place.folder});
    const unsigned type = le8(e, 0x42);
    if (type == 1 && place.folder.size() < 2000) folders.push_back({le32(e, 0x4c), place.folder + name + "/"});
    if (type == 2) streams_.push_back({place.folder, std::move(name), le32(e, 0x74), le32(e, 0x78)});
  }
}

const CompoundFile::Stream* CompoundFile::find(std::string_view folder, std::string_view name) const {
  const auto found = std::ranges::find_if(streams_, [&](const Stream& s) { return s.folder == folder && same_name(s.name, name); });
  return found == streams_.end() ? nullptr : &*found;
}

}  // namespace hallpass
