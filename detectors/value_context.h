// What stands around a value: the head of its column, words of a given sort near it, a name before it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/layout.h"
#include "hallpass/terms.h"

namespace hallpass {

// Which of a detector's own sorts of words a term is; a bit each.
class TermSorts {
 public:
  void add(TermId id, std::uint32_t sort) {
    if (sorts_.size() <= id) sorts_.resize(id + std::size_t{1}, 0);
    if (sorts_[id] == 0) ids_.push_back(id);
    sorts_[id] |= sort;
  }
  std::uint32_t of(TermId id) const { return id < sorts_.size() ? sorts_[id] : 0; }
  // Is a term of one of `sorts` among those of a unit?
  bool any_in(const TermsPresent& present, std::uint32_t sorts) const {
    return std::ranges::any_of(ids_, [&](TermId id) { return (sorts_[id] & sorts) != 0 && present.maybe(id); });
  }

 private:
  std::vector<TermId> ids_;
  std::vector<std::uint32_t> sorts_;
};

// The first row's cell over `at`: offsets into the unit's text. Empty: no table, or the first row itself.
struct Head {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool empty() const { return begin == end; }
};
[[nodiscard]] Head head_over(const UnitLayout& unit, std::uint32_t at);

// Is a hit of one of `sorts` inside [begin, end)?
[[nodiscard]] bool has_term(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
                            std::uint32_t end);

// Is a hit of one of `sorts` in the head of the value's column, or near the value: at most `before` bytes
// before its begin or `after` bytes after its end, and in the same paragraph or table row?
[[nodiscard]] bool in_context(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
                              std::uint32_t end, std::uint32_t before, std::uint32_t after);

// The stretch that the value's paragraph or row covers.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
[[nodiscard]] Stretch paragraph_around(const UnitLayout& unit, std::uint32_t at);

// Do two capitalised words stand right before or after [begin, end) in the text as written?
[[nodiscard]] bool beside_a_name(std::string_view source, std::uint32_t begin, std::uint32_t end);

}  // namespace hallpass
