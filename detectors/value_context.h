// What stands around a value: the head of its column, words of a given sort near it, a name before it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detectors/layout.h"
#include "detectors/lexicon/lexicon.h"
#include "hallpass/terms.h"

namespace hallpass {

// Which of a detector's own sorts of words a term is; a bit each. Most of the words come from lexicons,
// where a district may add its own: what names a value (strong), what may (medium, weak), the heads of
// columns of such values (columns), and what names something else (exclude).
class TermSorts {
 public:
  struct Sorts {
    std::uint32_t strong = 0, medium = 0, weak = 0, columns = 0, exclude = 0;
  };
  // Takes the words of `lexicon`; declare() asks for them.
  void read(const Lexicon& lexicon, const Sorts& sorts);
  void declare(TermSink& sink);

  void add(TermId id, std::uint32_t sort) {
    if (sorts_.size() <= id) sorts_.resize(id + std::size_t{1}, 0);
    if (sorts_[id] == 0) ids_.push_back(id);
    sorts_[id] |= sort;
  }
  std::uint32_t of(TermId id) const { return id < sorts_.size() ? sorts_[id] : 0; }
  // The sorts of all hits of a unit.
  std::uint32_t all_in(const UnitLayout& unit) const;

 private:
  std::vector<std::pair<std::string, std::uint32_t>> words_;
  std::vector<std::uint32_t> sorts_;  // by term id
  std::vector<TermId> ids_;           // those that have a sort
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

// in_context() for the words that call a value a sample: a word that is part of an address ("a@example.org") does not.
[[nodiscard]] bool called_sample(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
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
