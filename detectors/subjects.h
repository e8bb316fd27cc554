// Subjects: whom a place in a message is about. Structure decides first (the row, the column, the sentence,
// the paragraph, the list below, the letter), distance second.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/layout.h"
#include "hallpass/finding.h"

namespace hallpass {

enum class TieKind : std::uint8_t { none, row, column, sentence, paragraph, list, before, letter, label };
[[nodiscard]] std::string_view in_words(TieKind kind);  // "same row"

struct TiedPerson {
  PersonId person = kNobody;
  double confidence = 0;  // that it is this person and a person at all
};

struct Tie {
  TieKind kind = TieKind::none;
  double strength = 0;               // 0..1, how surely the place is about them
  std::vector<TiedPerson> people;    // distinct
  std::uint32_t unknown = 0;         // people without a place in the roster
};

// The students that [begin, end) of unit `unit` is about.
[[nodiscard]] Tie tie_to_students(const Layout& layout, std::size_t unit, std::uint32_t begin, std::uint32_t end);

// The same for members of staff: rows, sentences and paragraphs, labels, then the message's only one.
[[nodiscard]] Tie tie_to_staff(const Layout& layout, std::size_t unit, std::uint32_t begin, std::uint32_t end);

// Weights become confidence: two medium terms or one strong one are certain.
[[nodiscard]] double confidence_of(double score);

}  // namespace hallpass
