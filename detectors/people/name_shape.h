// How a place is written: does "will page" look like a person, does a number stand under "student id"?
#pragma once

#include "detectors/people/person_search.h"

namespace hallpass {

// What a name's certainty is multiplied with. 1 for most; less for names made of common words, which need
// capitals away from a sentence's start, a table cell or a word about students nearby.
[[nodiscard]] double name_shape_factor(const UnitSearch& unit, const Candidate& candidate, const Roster& roster);

// The line around [begin, end), at most `reach` bytes to either side: bounded, however long a line is.
struct LinePart {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
[[nodiscard]] LinePart line_around(std::string_view text, std::uint32_t begin, std::uint32_t end, std::uint32_t reach);

// Does the word begin with a capital letter, is all of it in capitals (as the message has it)?
[[nodiscard]] bool is_capitalised(const UnitSearch& unit, const PersonWord& word);
[[nodiscard]] bool is_written_large(const UnitSearch& unit, const PersonWord& word);

// The table cell that holds `at`; null outside of tables. Its head: the cell of row 0 above it.
[[nodiscard]] const Cell* cell_around(const UnitSearch& unit, std::uint32_t at);
[[nodiscard]] const Cell* head_of(const UnitSearch& unit, const Cell& cell);

// Do [begin, end) and blanks fill a table cell?
[[nodiscard]] bool is_whole_cell(const UnitSearch& unit, std::uint32_t begin, std::uint32_t end);

// Does a word about pupils ("grade", "absent", "iep") stand near?
[[nodiscard]] bool has_student_word(const UnitSearch& unit, std::uint32_t begin, std::uint32_t end);

// Does the place follow a full stop, a line's beginning, or nothing at all?
[[nodiscard]] bool begins_sentence(std::string_view text, std::uint32_t begin);

// "Mr. Will Page", "Coach Grant Law": a grown-up is meant.
[[nodiscard]] bool has_title(const UnitSearch& unit, std::uint32_t begin);

// Lines that say who wrote to whom ("From: ...", "On Monday ... wrote:"): nobody there is written about.
[[nodiscard]] bool is_correspondence_line(std::string_view text, std::uint32_t at);

// "201510", "20151006": a year and month, as forms and files carry them, and no number unless something says so.
[[nodiscard]] bool is_like_date(std::string_view digits);

// What the words before a number, or its column's head, say it is a number of.
enum class NumberOf : std::uint8_t { unknown, person, thing };
[[nodiscard]] NumberOf number_of(const UnitSearch& unit, const Candidate& candidate);

}  // namespace hallpass
