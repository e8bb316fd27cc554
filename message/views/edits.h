// The families of disguises. Each looks for its own and says what stands in the place of what; none knows of
// the others. All are linear in the text.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  bool disguise = true;  // false: ordinary mail has that too (a link's query)
};
using Edits = std::vector<Edit>;  // ascending by begin; where two overlap the first counts

// %35, \u0035, \x35, \065, &#53;, U+0035, =35, =?utf-8?B?...?=, UTF-7, soft line breaks, plus signs for blanks.
void undo_escapes(std::string_view text, Edits& edits);
// Runs of base64, hexadecimal, base32 and ASCII85 that decode to text; those that decode to a file go to `files`.
void undo_runs(std::string_view text, Edits& edits, std::vector<std::string>& files);
// Lists of character codes: decimal, octal, hexadecimal, binary.
void undo_codes(std::string_view text, Edits& edits);
// Single characters and number words with something between them.
void undo_spacing(std::string_view text, Edits& edits);
// Digit groups with odd signs between, letters that pass for digits, numbers cut by a line end.
void undo_number_dress(std::string_view text, Edits& edits);
// Tags and the stars of Markdown inside words of plain text.
void undo_markup(std::string_view text, Edits& edits);
// Words cut by a line end.
void undo_cut_words(std::string_view text, Edits& edits);
// Letters written as digits and signs.
void undo_word_dress(std::string_view text, Edits& edits);
// Words joined by signs.
void undo_joined_words(std::string_view text, Edits& edits);
// A number or a clause in the rows beside one cell.
void undo_spanned_cells(std::string_view text, Edits& edits);
// Right-to-left overrides.
void undo_overrides(std::string_view text, Edits& edits);
// Lines written backwards, ROT13.
void undo_turned_lines(std::string_view text, Edits& edits);
// Text in characters that are not shown: tag characters, fillers that pass for blanks.
void undo_invisible(std::string_view text, Edits& edits);

// --- shared by the families ---

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_letter(char c) { return is_lower(static_cast<char>(c | 32)); }
inline bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Short words that every English line has, turned round and in ROT13.
inline constexpr std::array<std::string_view, 7> kOnlyBackwards{"eht", "rof", "htiw", "taht", "siht", "morf", "ruoy"};
inline constexpr std::array<std::string_view, 8> kOnlyRotated{"gur", "sbe", "jvgu", "gung", "guvf", "sebz", "naq", "jnf"};
// One of these, in any letters: a word that no line has but one turned round or rotated.
bool only_turned(std::string_view word);
// Text that a person could have written: valid UTF-8, no control characters, mostly letters, digits and blanks.
bool is_readable(std::string_view text);
// The digit that a letter passes for; 0: none.
inline constexpr char passes_for(char c) {
  switch (c) {
    case 'O': case 'o': return '0';
    case 'l': case 'I': return '1';
    case 'S': return '5';
    case 'B': return '8';
    default: return 0;
  }
}
// Does a word for a number ("ID", "number", "SSN") stand in the forty characters before `at`?
bool labelled_before(std::string_view text, std::size_t at);

}  // namespace hallpass
