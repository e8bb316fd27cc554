// ShortPatterns: patterns made into one automaton, which tells in one walk over a place's bytes all that match there and
// how far, as RE2 would one by one. For the shapes of numbers: nearly every number begins several. Immutable once
// finished; safe from any number of threads.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detectors/terms/pattern_tree.h"

namespace hallpass {

class ShortPatterns {
 public:
  static constexpr std::size_t kPatternsMax = 64;
  static constexpr std::size_t kStatesMax = 1'000;    // of all together
  static constexpr std::size_t kOwnStatesMax = 150;   // of one by itself

  // False where the pattern cannot be one of them: it looks at what stands before it, takes characters of several
  // bytes, may be empty, or is too large.
  bool add(std::string_view re2, std::uint32_t id);
  // Call after the last add(). Returns the ids of patterns that had no room beside the others.
  [[nodiscard]] std::vector<std::uint32_t> finish();

  // Calls visit(id, end) for each pattern that matches text from `at` on, and looks no further than `reach`.
  template <typename Visit>
  void visit_at(std::string_view text, std::size_t at, std::size_t reach, Visit&& visit) const {
    if (steps_.empty()) return;
    std::array<std::uint32_t, kPatternsMax> ends;
    std::uint64_t matched = 0;
    std::uint32_t state = kStart;
    for (std::size_t i = at; state != 0 && i <= reach; ++i) {
      const std::size_t symbol = i < text.size() ? static_cast<unsigned char>(text[i]) : kEndOfText;
      const Step step = steps_[state * classes_ + class_of_[symbol]];
      if (step.matched != 0) {
        const std::uint64_t now = matches_[step.matched];
        matched |= now;
        for (std::uint64_t left = now; left != 0; left &= left - 1) ends[static_cast<std::size_t>(std::countr_zero(left))] = static_cast<std::uint32_t>(i);
      }
      state = step.to;
    }
    for (; matched != 0; matched &= matched - 1) {
      const auto pattern = static_cast<std::size_t>(std::countr_zero(matched));
      visit(ids_[pattern], ends[pattern]);
    }
  }

 private:
  static constexpr std::uint32_t kStart = 1;  // 0: no pattern can match any more
  struct Step {
    std::uint16_t to = 0;
    std::uint16_t matched = 0;  // index into matches_: which patterns end before the byte
  };
  // One step of a pattern as a program, as in Thompson's construction.
  struct Instruction {
    enum class Kind : std::uint8_t { byte, either, edge, match } kind;
    std::uint8_t pattern;
    ByteSet bytes{};
    std::uint32_t next = 0;
    std::uint32_t other = 0;  // either: where to go if `next` leads nowhere
  };
  class Program;
  class Builder;

  // As far as kStatesMax; how many states there are.
  static std::size_t build(std::span<const PatternNode> trees, ShortPatterns& into);

  struct Member {
    PatternNode tree;
    std::uint32_t id;
    std::size_t states;  // by itself
  };
  std::vector<Member> members_;  // until finish()
  std::vector<std::uint32_t> ids_;
  std::vector<std::uint32_t> starts_;  // instructions, by pattern; until finish()
  std::vector<Instruction> program_;   // until finish()
  std::size_t classes_ = 1;
  std::array<std::uint16_t, kSymbols> class_of_{};
  std::vector<Step> steps_;  // by state and class
  std::vector<std::uint64_t> matches_;  // a bit for each pattern
};

}  // namespace hallpass
