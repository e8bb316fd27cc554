// The words and numbers of one unit, as the search for people sees them. Offsets are of the folded text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass {

enum class WordKind : std::uint8_t { letters, digits, mixed };

// What stands between a word and the one before it.
enum class Gap : std::uint8_t {
  space,      // one or two blanks or an underscore, also after the full stop of an initial or of "St."
  hyphen,     // "garcia-lopez"
  comma,      // "stewart, hunter" or "stewart,hunter"
  line_end,   // a single line end, in quoted mail with the mark of the next line
  slash,      // "STEWART/HUNTER", as travel documents have it
  opens,      // before a name in quotes or brackets: William "Will" Page, Robert (Bob) Nguyen
  closes,     // after it
  other,      // anything else: never inside a name
};

struct PersonWord {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  WordKind kind = WordKind::letters;
  Gap before = Gap::other;
  bool name_part = false;  // letters that may be part of somebody's name
  bool initial = false;    // one letter
};

// Mail repeats its words: most are answered from here, without a digest. For one message; one user at a time.
class NamePartCache {
 public:
  explicit NamePartCache(const Roster& roster) : roster_(roster) {}
  [[nodiscard]] bool holds(std::string_view word);

 private:
  static constexpr int kSlotBits = 10;
  struct Slot {
    std::uint64_t low = 0, high = 0;  // the word's bytes
    bool name_part = false;
  };
  const Roster& roster_;
  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << kSlotBits);
};

// Splits at everything but letters, digits and apostrophes inside a word; a possessive 's is left off.
// Linear.
[[nodiscard]] std::vector<PersonWord> person_words(std::string_view folded, NamePartCache& cache);

// "jr", "iii": said after a name, part of none.
[[nodiscard]] bool is_name_suffix(std::string_view word);

// Appends the word's letters without apostrophes: "o'brien" -> "obrien".
void append_letters(std::string& key, std::string_view folded, const PersonWord& word);

}  // namespace hallpass
