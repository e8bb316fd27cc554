// AnchoredPatterns: the patterns that can begin at one kind of place, each behind its gates.
#pragma once

#include <re2/re2.h>

#include <array>
#include <bitset>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/terms/gate.h"
#include "hallpass/terms.h"

namespace hallpass {

[[nodiscard]] RE2::Options re2_options();

struct CompiledPattern {
  TermId term = 0;
  std::unique_ptr<RE2> re2;
};

class AnchoredPatterns {
 public:
  void add(TermId term, const std::string& text, std::unique_ptr<RE2> re2);

  // Appends a hit for each pattern that matches text from `at` on.
  void match_at(std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const {
    if (at + 1 < text.size() && !first_two_.test(pair_at(text, at))) return;
    match_gated(text, at, unit, out);
  }

 private:
  // 64 gates: which of them allow a byte at a position, and which end before it.
  struct Block {
    std::array<std::array<std::uint64_t, 256>, kGateBytesMax> allowed{};
    std::array<std::uint64_t, kGateBytesMax> ended_by{};
    std::array<std::uint16_t, 64> pattern{};
  };

  static std::size_t pair_at(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 | static_cast<unsigned char>(text[at + 1]);
  }
  void match_gated(std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const;
  static std::uint64_t candidates(const Block& block, std::string_view text, std::size_t at);

  std::bitset<1u << 16> first_two_;
  std::size_t gates_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<CompiledPattern> patterns_;
};

}  // namespace hallpass
