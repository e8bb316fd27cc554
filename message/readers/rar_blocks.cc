// One block after the other: a checksum, the header's size, its kind, flags, and the sizes of what follows it (RAR 5.0
// archive format, "General archive block format"). Numbers take seven bits a byte, the least first.
#include "message/readers/rar_blocks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace hallpass {
namespace {

using namespace std::literals;

constexpr std::string_view kSignature = "Rar!\x1a\x07\x01\0"sv;
constexpr std::size_t kChecksum = 4;
enum : std::uint64_t { kLockedBlocks = 4, kEnd = 5 };
enum : std::uint64_t { kHasExtra = 1, kHasData = 2, kMoreFiles = 1 };

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

}  // namespace

bool is_whole_rar5(std::string_view bytes) {
  if (!bytes.starts_with(kSignature)) return true;
  for (bytes.remove_prefix(kSignature.size()); bytes.size() > kChecksum;) {
    bytes.remove_prefix(kChecksum);
    const std::uint64_t header_bytes = take_number(bytes);
    std::string_view header = bytes.substr(0, header_bytes);
    const std::uint64_t kind = take_number(header), flags = take_number(header);
    if (flags & kHasExtra) (void)take_number(header);
    const std::uint64_t data_bytes = flags & kHasData ? take_number(header) : 0;
    if (kind == kLockedBlocks) return true;
    if (kind == kEnd) return (take_number(header) & kMoreFiles) == 0;
    if (header_bytes > bytes.size() || data_bytes > bytes.size() - header_bytes) return false;
    bytes.remove_prefix(header_bytes + data_bytes);
  }
  return false;
}

}  // namespace hallpass
