#include "detectors/terms/anchored_patterns.h"

#include <algorithm>

#include "detectors/terms/term_pass.h"

namespace hallpass {

RE2::Options re2_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(RE2::Options::EncodingUTF8);
  options.set_max_mem(8 << 20);
  options.set_never_capture(true);
  return options;
}

void AnchoredPatterns::add(TermId term, const std::string& text, std::unique_ptr<RE2> re2) {
  for (const std::vector<ByteSet>& front : leading_ways(text)) {
    if (gates_ % 64 == 0) blocks_.push_back(std::make_unique<Block>());
    Block& block = *blocks_.back();
    const std::uint64_t bit = std::uint64_t{1} << (gates_ % 64);
    block.pattern[gates_ % 64] = static_cast<std::uint16_t>(patterns_.size());
    ++gates_;
    for (std::size_t i = 0; i < kGateBytesMax; ++i) {
      for (std::size_t byte = 0; byte < 256; ++byte) {
        if (i >= front.size() || front[i].test(byte)) block.allowed[i][byte] |= bit;
      }
      if (i >= front.size()) block.ended_by[i] |= bit;
    }
    // Blocks past the 63rd share the last bit.
    const std::uint64_t block_bit = std::uint64_t{1} << std::min<std::size_t>(blocks_.size() - 1, 63);
    if (numbers_) open_number_keys(front, block_bit);
    else open_word_keys(front, block_bit);
  }
  patterns_.push_back({term, std::move(re2)});
}

// A gate of so many digits and then something else fits runs of that length only.
void AnchoredPatterns::open_number_keys(const std::vector<ByteSet>& front, std::uint64_t block_bit) {
  ByteSet digits;
  for (unsigned c = '0'; c <= '9'; ++c) digits.set(c);
  std::size_t least = 0;
  while (least < front.size() && (front[least] & ~digits).none()) ++least;
  const bool ended = least == front.size();
  const bool longer = ended || (front[least] & digits).any();
  for (std::size_t run = least; run <= kRunMax; ++run) {
    if (run > least && !longer) break;
    for (std::size_t next = 0; next < 256; ++next) {
      if (run == least && !ended && !front[least].test(next)) continue;
      blocks_at_[key(run, next)] |= block_bit;
    }
  }
}

void AnchoredPatterns::open_word_keys(const std::vector<ByteSet>& front, std::uint64_t block_bit) {
  for (std::size_t first = 0; first < 256; ++first) {
    if (!front.empty() && !front[0].test(first)) continue;
    for (std::size_t second = 0; second < 256; ++second) {
      if (front.size() < 2 || front[1].test(second)) blocks_at_[key(first, second)] |= block_bit;
    }
  }
}

namespace {

// The first block from `b` on that `blocks` opens. The last bit stands for all blocks from the 63rd on.
std::size_t next_block(std::uint64_t blocks, std::size_t b) {
  if (b >= 63) return blocks >> 63 ? b : ~std::size_t{0};
  const std::uint64_t rest = blocks >> b;
  return rest ? b + static_cast<std::size_t>(__builtin_ctzll(rest)) : ~std::size_t{0};
}

}  // namespace

std::uint64_t AnchoredPatterns::candidates(const Block& block, std::string_view text, std::size_t at) {
  // From the third byte on first: the key has looked at the first two, so they rarely close a gate.
  std::uint64_t left = ~std::uint64_t{0};
  for (std::size_t step = 0; step < kGateBytesMax && left; ++step) {
    const std::size_t i = (step + 2) % kGateBytesMax;
    left &= at + i < text.size() ? block.allowed[i][static_cast<unsigned char>(text[at + i])] : block.ended_by[i];
  }
  return left;
}

void AnchoredPatterns::match_gated(std::uint64_t blocks, std::string_view text, std::size_t at, std::uint32_t unit, std::vector<Hit>& out) const {
  const std::size_t reach = std::min(text.size(), at + kPatternReachBytes);
  const re2::StringPiece whole(text.data(), text.size());
  std::size_t tried = patterns_.size();
  for (std::size_t b = next_block(blocks, 0); b < blocks_.size(); b = next_block(blocks, b + 1)) {
    const Block& block = *blocks_[b];
    for (std::uint64_t left = candidates(block, text, at); left; left &= left - 1) {
      // The gates of one pattern stand together: it is tried once.
      const std::size_t index = block.pattern[static_cast<std::size_t>(__builtin_ctzll(left))];
      if (index == tried) continue;
      tried = index;
      const CompiledPattern& pattern = patterns_[index];
      re2::StringPiece match;
      if (!pattern.re2->Match(whole, at, reach, RE2::ANCHOR_START, &match, 1) || match.empty()) continue;
      out.push_back({pattern.term, unit, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + match.size())});
    }
  }
}

}  // namespace hallpass
