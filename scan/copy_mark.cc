#include "scan/copy_mark.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

std::uint64_t mixed(std::uint64_t x) {  // SplitMix64's last step
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// FNV-1a of the word; every figure as '0'.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(c >= '0' && c <= '9' ? '0' : c)) * 0x100000001b3ull;
  return mixed(hash);
}

// Each feature votes on every bit. How many voted for each is counted for all bits at once: digits_[d] holds the d-th
// binary digit of every count.
class Votes {
 public:
  void add(std::uint64_t feature) {
    ++features_;
    for (std::size_t digit = 0; feature != 0 && digit < digits_.size(); ++digit) {
      const std::uint64_t carried = digits_[digit] & feature;
      digits_[digit] ^= feature;
      feature = carried;
    }
  }
  CopyMark mark() const {
    CopyMark mark = 0;
    for (std::size_t bit = 0; bit < 64; ++bit) {
      std::uint64_t votes = 0;
      for (std::size_t digit = 0; digit < digits_.size(); ++digit) votes |= (digits_[digit] >> bit & 1) << digit;
      mark |= static_cast<CopyMark>(votes * 2 > features_) << bit;
    }
    return mark == 0 ? 1 : mark;
  }

 private:
  std::array<std::uint64_t, 32> digits_{};
  std::uint64_t features_ = 0;
};

class Shingler {
 public:
  void add_line(std::string_view line) {
    if (line.starts_with('>')) return;
    for (std::size_t i = 0; i < line.size() && words_ < kCopyWordsMax;) {
      if (!is_word_byte(line[i])) {
        ++i;
        continue;
      }
      const std::size_t begin = i;
      while (i < line.size() && is_word_byte(line[i])) ++i;
      add_word(hash_of(line.substr(begin, i - begin)));
    }
  }
  CopyMark mark() const { return words_ < kCopyWordsMin ? 0 : votes_.mark(); }

 private:
  void add_word(std::uint64_t word) {
    ++words_;
    votes_.add(word);
    if (words_ > 1) votes_.add(mixed(before_ * 3 + word));
    before_ = word;
  }

  Votes votes_;
  std::uint64_t before_ = 0;
  std::size_t words_ = 0;
};

}  // namespace

CopyMark copy_mark(const Message& message, std::span<const FoldedUnit> folded) {
  Shingler shingler;
  for (std::size_t i = 0; i < folded.size() && i < message.units.size(); ++i) {
    if (message.units[i].kind != UnitKind::body) continue;
    std::string_view text = folded[i].text;
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      shingler.add_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  return shingler.mark();
}

}  // namespace hallpass
