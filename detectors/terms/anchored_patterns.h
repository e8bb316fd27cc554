// AnchoredPatterns: the patterns that can begin at one kind of place, each behind its gates. One look at a
// key of the place (at a number: how many digits and what comes after them; else its first two bytes) tells
// which blocks of 64 gates are worth asking.
#pragma once

#include <re2/re2.h>

#include <array>
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
  // `numbers`: the places are first digits of numbers.
  explicit AnchoredPatterns(bool numbers) : numbers_(numbers) {}

  void add(TermId term, const std::string& text, std::unique_ptr<RE2> re2);

  // Appends a hit for each pattern that matches text from `at` on.
  void match_at(std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const {
    if (const std::uint64_t blocks = blocks_at_[key_at(text, at)]; blocks) match_gated(blocks, text, at, unit, out);
  }

 private:
  // 64 gates: which of them allow a byte at a position, and which end before it.
  struct Block {
    std::array<std::array<std::uint64_t, 256>, kGateBytesMax> allowed{};
    std::array<std::uint64_t, kGateBytesMax> ended_by{};
    std::array<std::uint16_t, 64> pattern{};
  };

  static constexpr std::size_t kRunMax = 15;
  static std::size_t key(std::size_t first, std::size_t second) { return first << 8 | second; }
  std::size_t key_at(std::string_view text, std::size_t at) const {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : std::size_t{0}; };
    if (!numbers_) return key(byte(at), byte(at + 1));
    std::size_t run = 0;
    while (run < kRunMax && byte(at + run) >= '0' && byte(at + run) <= '9') ++run;
    return key(run, byte(at + run));
  }
  void open_number_keys(const std::vector<ByteSet>& front, std::uint64_t block_bit);
  void open_word_keys(const std::vector<ByteSet>& front, std::uint64_t block_bit);
  void match_gated(std::uint64_t blocks, std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const;
  static std::uint64_t candidates(const Block& block, std::string_view text, std::size_t at);

  bool numbers_;
  std::vector<std::uint64_t> blocks_at_ = std::vector<std::uint64_t>(1u << 16, 0);  // by key: bit b for block b
  std::size_t gates_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<CompiledPattern> patterns_;
};

}  // namespace hallpass
