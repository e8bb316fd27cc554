// What every reading promises, whatever the bytes were: checked after each input of the reader targets.
#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "hallpass/reader.h"

namespace hallpass::fuzz {

inline void must(bool kept) {
  if (!kept) std::abort();
}

inline void check_promises(const Message& message, const Limits& limits) {
  must(!message.parts.empty() && message.parts.size() <= limits.parts_max);
  must(message.units.size() <= limits.units_max);
  for (const Part& part : message.parts) must(is_valid_utf8(part.path) && is_valid_utf8(part.file_name));
  for (const Unit& unit : message.units) {
    must(unit.part < message.parts.size() && unit.text.size() <= kUnitBytesMax);
    must(is_valid_utf8(unit.text) && is_valid_utf8(unit.path));
    std::uint32_t last = 0;
    for (const Cell& cell : unit.cells) {
      must(cell.begin >= last && cell.begin <= cell.end && cell.end <= unit.text.size());
      last = cell.begin;
    }
  }
}

// Small enough that a fuzzer's input can reach every bound.
inline Limits small_limits() {
  Limits limits;
  limits.parts_max = 100;
  limits.entries_max = 50;
  limits.expanded_bytes_max = 4u << 20;
  limits.text_bytes_max = 4u << 20;
  limits.cells_max = 10'000;
  limits.units_max = 1'000;
  return limits;
}

inline Deadline soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(5); }

}  // namespace hallpass::fuzz
