// Volume: how much a sender sent lately. Read while a message is judged; updated only after its verdict
// was carried out. What other messages in work will come to is counted too where the State says so (recall).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hallpass {

// Whom mail reaches, as mass mail is counted (recipient.h: audience_of).
enum class Audience : std::uint8_t { inside, families, outside };
inline constexpr std::size_t kAudiences = 3;

// How many recipients, by audience.
struct AudienceCounts {
  std::array<std::uint64_t, kAudiences> of{};

  std::uint64_t& operator[](Audience audience) { return of[static_cast<std::size_t>(audience)]; }
  std::uint64_t operator[](Audience audience) const { return of[static_cast<std::size_t>(audience)]; }
  std::uint64_t total() const { return of[0] + of[1] + of[2]; }
  AudienceCounts& operator+=(const AudienceCounts& other) {
    for (std::size_t i = 0; i < kAudiences; ++i) of[i] += other.of[i];
    return *this;
  }
};

// What a text is like: near-copies differ in few of the 64 bits (scan/copy_mark.h). 0: too short to say.
using CopyMark = std::uint64_t;
inline constexpr int kCopyBitsMax = 8;  // marks that differ in so many bits are of one text

class Volume {
 public:
  virtual ~Volume() = default;

  // Recipients that `sender` addressed in (now - window_seconds, now], this message not included. A window is
  // kVolumeSecondsMax at most; an implementation may take in up to a hundredth of it more.
  virtual std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                         std::int64_t window_seconds) const = 0;

  // The same by audience.
  virtual AudienceCounts audiences_since(std::string_view sender, std::int64_t now_seconds,
                                         std::int64_t window_seconds) const {
    (void)sender, (void)now_seconds, (void)window_seconds;
    return {};
  }

  // Recipients of near-copies of `mark` by this sender. The kCopiesMax last messages are compared.
  static constexpr std::size_t kCopiesMax = 512;
  virtual std::uint64_t copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                                     std::int64_t window_seconds) const {
    (void)sender, (void)mark, (void)now_seconds, (void)window_seconds;
    return 0;
  }
};

inline constexpr std::int64_t kVolumeSecondsMax = 86'400;

}  // namespace hallpass
