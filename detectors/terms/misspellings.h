// Misspellings: which keyword a misspelt word stands for. A word of kMisspeltLettersMin letters or more that
// nothing knows and that is one edit (a letter too many, too few, wrong, or two swapped) from a keyword stands for
// it. First and last letters are hardly ever the mistyped ones and carry most inflections, so they must agree
// ("evaluates" is no "evaluated"). Immutable once finished; safe from any number of threads.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "detectors/terms/word_hash.h"
#include "hallpass/terms.h"

namespace hallpass {

// Set in the term of a hit whose phrase stands there misspelt. A detector that knows nothing of it sees a term that
// is not its own.
inline constexpr TermId kMisspeltBit = 0x8000'0000;

inline constexpr std::size_t kMisspeltLettersMin = 8;
inline constexpr std::size_t kMisspeltLettersMax = 24;     // longer words are none of ours
inline constexpr std::size_t kMisspeltCandidatesMax = 64;  // keywords compared with one word
inline constexpr std::size_t kMeantMax = 4;                // keywords that one word may stand for

class Misspellings {
 public:
  // Folded words; those of other lengths are passed over.
  void add_keyword(std::string_view word);
  // A word that means what it says however near a keyword it is.
  void add_known(std::string_view word);
  // Call after the last add.
  void finish();

  // Calls visit(keyword) for each keyword that `word` stands for, at most kMeantMax; none where it is known.
  template <typename Visit>
  void visit_meant(std::string_view word, Visit&& visit) const {
    if (word.size() < kMisspeltLettersMin || word.size() > kMisspeltLettersMax) return;
    const std::uint64_t head = head_key(word, word.size()), tail = tail_key(word, word.size());
    if (!maybe_[slot_of(head)] && !maybe_[slot_of(tail)]) return;
    for (std::uint32_t keyword : meant_by(word, head, tail)) {
      if (keyword != kNone) visit(std::string_view(keywords_[keyword]));
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  using Meant = std::array<std::uint32_t, kMeantMax>;  // kNone where there are fewer
  // Keywords that words of one length may stand for, by the half that the edit left alone.
  struct Half {
    std::uint64_t key = 0;
    std::uint32_t keyword = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };

  // What a text's word of `letters` letters that stands for `word` begins with, if the edit is behind it, and ends with.
  static std::uint64_t head_key(std::string_view word, std::size_t letters) {
    const std::uint64_t last = static_cast<unsigned char>(word.back());
    return hash_bytes(word.substr(0, letters / 2), last << 8 | letters * 2);
  }
  static std::uint64_t tail_key(std::string_view word, std::size_t letters) {
    const std::uint64_t first = static_cast<unsigned char>(word.front());
    return hash_bytes(word.substr(word.size() - (letters - letters / 2 - 1)), first << 8 | letters * 2 | 1);
  }
  static std::size_t slot_of(std::uint64_t key) { return key & (kSlots - 1); }
  Meant meant_by(std::string_view word, std::uint64_t head, std::uint64_t tail) const;

  static constexpr std::size_t kSlots = std::size_t{1} << 19;
  std::bitset<kSlots> maybe_;  // by slot: is there a half?
  std::vector<Half> halves_;   // by key
  std::vector<std::string> keywords_;
  std::unordered_set<std::string, Hash, std::equal_to<>> known_;
};

// Is `word` `keyword` with one edit, its first and last letter being the keyword's?
[[nodiscard]] bool is_misspelt(std::string_view word, std::string_view keyword);

}  // namespace hallpass
