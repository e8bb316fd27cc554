// FrontAutomaton: which patterns may match at a place, told by its first bytes. The ways that patterns begin
// (gate.h) are determinised into one table over classes of bytes: a place costs one table step a byte, and few
// places live longer than two. Immutable once finished; safe from any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/terms/gate.h"

namespace hallpass {

class FrontAutomaton {
 public:
  // `pattern` may begin in this way; no bytes: anywhere.
  void add(std::vector<ByteSet> front, std::uint32_t pattern);
  // Call after the last add().
  void finish();

  // Calls visit(pattern) once for each pattern that may match text from `at` on.
  template <typename Visit>
  void visit_at(std::string_view text, std::size_t at, Visit&& visit) const {
    std::uint32_t state = root_;
    for (std::size_t i = at; state != 0; ++i) {
      if (state & kOffers) {
        state &= ~kOffers;
        for (std::uint32_t o = offers_from_[state]; o < offers_from_[state + 1]; ++o) visit(offers_[o]);
      }
      if (i > text.size()) return;
      const std::size_t symbol = i < text.size() ? static_cast<unsigned char>(text[i]) : kEndOfText;
      const Step step = steps_[row_[state] + class_of_[symbol]];
      state = step.from == state ? step.to : 0;
    }
  }

  std::size_t state_count() const { return offers_from_.empty() ? 0 : offers_from_.size() - 1; }

 private:
  static constexpr std::uint32_t kOffers = 0x8000;      // set in Step::to: the state has offers
  static constexpr std::size_t kStatesMax = 0x7000;     // beyond: fewer bytes of each way are looked at
  struct Way {
    std::vector<ByteSet> front;
    std::uint32_t pattern;
  };
  struct Step {
    std::uint16_t from = 0;  // whose step it is; 0: nobody's
    std::uint16_t to = 0;
  };
  class Builder;

  void sort_bytes_into_classes();

  std::vector<Way> ways_;  // until finish()
  std::uint32_t root_ = 0;
  std::size_t classes_ = 1;
  std::array<std::uint16_t, kSymbols> class_of_{};  // each symbol may be one by itself: 257
  std::vector<std::uint32_t> row_;         // by state: where its steps lie, at row + class
  std::vector<Step> steps_;                // rows are laid over each other where they do not clash
  std::vector<std::uint32_t> offers_from_; // by state
  std::vector<std::uint32_t> offers_;
};

}  // namespace hallpass
