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
  space,      // one or two blanks, also after an initial's full stop
  hyphen,     // "garcia-lopez"
  comma,      // "stewart, hunter" or "stewart,hunter"
  line_end,   // a single line end
  slash,      // "STEWART/HUNTER", as travel documents have it
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

// Splits at everything but letters, digits and apostrophes inside a word; a possessive 's is left off.
// Linear.
[[nodiscard]] std::vector<PersonWord> person_words(std::string_view folded, const Roster& roster);

// Appends the word's letters without apostrophes: "o'brien" -> "obrien".
void append_letters(std::string& key, std::string_view folded, const PersonWord& word);

}  // namespace hallpass
