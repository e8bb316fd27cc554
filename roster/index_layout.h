// The index file as it stands on disk and in memory (FORMAT.md describes it). Little-endian, every section
// on a 64-byte boundary, read in place.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "base/digest.h"
#include "hallpass/roster.h"

namespace hallpass {

static_assert(std::endian::native == std::endian::little, "the index is read in place");

inline constexpr std::array<char, 8> kIndexMagic{'H', 'P', 'R', 'O', 'S', 'T', 'E', 'R'};
inline constexpr std::uint32_t kIndexFormat = 2;
inline constexpr std::uint64_t kSectionAlignment = 64;
inline constexpr std::size_t kNumberLengthsMax = 24;
inline constexpr std::string_view kNextKeySuffix = ".next";  // a new key, until its index stands

enum class Section : std::uint8_t {
  people,           // PersonRecord[person_count]
  source_ids,       // their sourcedIds, one after the other
  directory,        // u32[2^directory_bits + 1]: where digests with these leading bits begin
  digests,          // u64[], ascending
  starts,           // u32[digests + 1]: where a digest's people begin
  ids,              // u32[]: people, ascending within a digest
  guardian_starts,  // u32[person_count + 1]
  guardians,        // u32[]
  child_starts,
  children,
  teacher_starts,
  teachers,
  student_starts,   // of staff: whom they teach or counsel
  students,
  barred,           // u64[], ascending: guardian << 32 | student
  name_filter,      // 64-byte blocks of a Bloom filter over name parts
  count,
};
inline constexpr std::size_t kSectionCount = static_cast<std::size_t>(Section::count);

struct SectionPlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct IndexHeader {
  std::array<char, 8> magic = kIndexMagic;
  std::uint32_t format = kIndexFormat;
  std::uint32_t header_bytes = 0;
  std::uint64_t file_bytes = 0;
  std::uint32_t person_count = 0;
  std::uint32_t directory_bits = 0;
  Digest key_check{};       // keyed digest of a constant: is this the index's key?
  std::uint64_t sum = 0;    // quick sum of all bytes after the header
  Digest content{};         // keyed digest of the header (sum and content zero) and all that follows
  std::array<SectionPlace, kSectionCount> sections{};
  // How many numbers of n digits are taken: local, state, employee.
  std::array<std::array<std::uint32_t, kNumberLengthsMax>, 3> numbers{};
};
static_assert(sizeof(IndexHeader) % 8 == 0);

enum PersonFlag : std::uint8_t {
  kFlagActive = 1, kFlagDependent = 2, kFlagCommonWordName = 4, kFlagMiddleName = 8,
};

struct PersonRecord {
  std::uint32_t source_id_begin = 0;  // ends where the next one begins
  std::int32_t turns_18_day = 0;
  std::uint16_t school = 0;
  std::uint16_t opt_out = 0;
  PersonRole role = PersonRole::student;
  std::int8_t grade_level = -128;
  std::uint8_t flags = 0;
  std::uint8_t consent = 0;
};
static_assert(sizeof(PersonRecord) == 16);

// The digest under which a normal value of `field` stands in the table.
[[nodiscard]] std::uint64_t value_digest(const Key& table_key, RosterField field, std::string_view normal_value);

// The keys that are derived from the key file's.
[[nodiscard]] Key table_key_of(const Key& key);
[[nodiscard]] Digest key_check_of(const Key& key);

// A quick sum of 8-byte words: finds damage, not forgery (IndexHeader::content does).
[[nodiscard]] std::uint64_t quick_sum(std::string_view bytes);

// Bloom filter: seven bits of one 64-byte block.
struct FilterProbe {
  std::uint64_t block;                 // index of the block
  std::array<std::uint64_t, 8> bits{}; // one word each
};
[[nodiscard]] FilterProbe filter_probe(std::uint64_t digest, std::uint64_t blocks);

}  // namespace hallpass
