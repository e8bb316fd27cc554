// The keys of the [limits] table of hallpass.toml, a row for each member of Limits and in its order: read from the
// file, shown by `hallpass config show` and tested at their bounds by going through this table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "hallpass/limits.h"

namespace hallpass {

struct LimitKey {
  std::string_view name;
  std::size_t Limits::*size = nullptr;   // one of these two
  std::uint32_t Limits::*ms = nullptr;
  std::uint64_t least = 0, most = 0;     // what a file may say

  // May be written as "50 MiB".
  constexpr bool in_bytes() const { return name.find("_bytes") != std::string_view::npos; }
  constexpr std::uint64_t of(const Limits& limits) const { return size ? limits.*size : limits.*ms; }
  constexpr void set(Limits& limits, std::uint64_t value) const {
    if (size) limits.*size = value;
    else limits.*ms = static_cast<std::uint32_t>(value);
  }
};

inline constexpr std::uint64_t kLimitKiB = 1u << 10, kLimitMiB = 1u << 20, kLimitGiB = 1u << 30;

inline constexpr std::array kLimitKeys{
    LimitKey{"message_bytes_max", &Limits::message_bytes_max, {}, kLimitKiB, kLimitGiB},
    LimitKey{"spool_memory_bytes", &Limits::spool_memory_bytes, {}, 0, kLimitGiB},
    LimitKey{"header_bytes_max", &Limits::header_bytes_max, {}, kLimitKiB, 64 * kLimitMiB},
    LimitKey{"addresses_max", &Limits::addresses_max, {}, 1, 1'000'000},
    LimitKey{"recipients_max", &Limits::recipients_max, {}, 1, 1'000'000},
    LimitKey{"parts_max", &Limits::parts_max, {}, 1, 1'000'000},
    LimitKey{"mime_depth_max", &Limits::mime_depth_max, {}, 1, 1'000},
    LimitKey{"expanded_bytes_max", &Limits::expanded_bytes_max, {}, kLimitKiB, 64 * kLimitGiB},
    LimitKey{"expansion_ratio_max", &Limits::expansion_ratio_max, {}, 2, 1'000'000},
    LimitKey{"container_depth_max", &Limits::container_depth_max, {}, 1, 1'000},
    LimitKey{"entries_max", &Limits::entries_max, {}, 1, 10'000'000},
    LimitKey{"text_bytes_max", &Limits::text_bytes_max, {}, kLimitKiB, 4 * kLimitGiB},
    LimitKey{"units_max", &Limits::units_max, {}, 1, 10'000'000},
    LimitKey{"cells_max", &Limits::cells_max, {}, 1, 100'000'000},
    LimitKey{"part_ms", {}, &Limits::part_ms, 1, 240'000},
    LimitKey{"message_ms", {}, &Limits::message_ms, 10, 240'000},
    LimitKey{"worker_memory_bytes", &Limits::worker_memory_bytes, {}, 16 * kLimitMiB, 64 * kLimitGiB},
    LimitKey{"ocr_page_ms", {}, &Limits::ocr_page_ms, 10, 240'000},
    LimitKey{"ocr_message_ms", {}, &Limits::ocr_message_ms, 10, 240'000},
    LimitKey{"ocr_pixels_max", &Limits::ocr_pixels_max, {}, 10'000, 1'000'000'000},
    LimitKey{"passwords_max", &Limits::passwords_max, {}, 0, 1'000},
    LimitKey{"passwords_ms", {}, &Limits::passwords_ms, 0, 240'000},
    LimitKey{"hits_max", &Limits::hits_max, {}, 1, 100'000'000},
    LimitKey{"mentions_max", &Limits::mentions_max, {}, 1, 100'000'000},
};

namespace detail {
struct AnyNumber {
  operator std::size_t() const;
  operator std::uint32_t() const;
};
template <typename T, std::size_t... I>
consteval bool has_members(std::index_sequence<I...>) {
  return requires { T{((void)I, AnyNumber{})...}; };
}
}  // namespace detail
static_assert(detail::has_members<Limits>(std::make_index_sequence<kLimitKeys.size()>()) &&
                  !detail::has_members<Limits>(std::make_index_sequence<kLimitKeys.size() + 1>()),
              "kLimitKeys: a row for each member of Limits");

}  // namespace hallpass
