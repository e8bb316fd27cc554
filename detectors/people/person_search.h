// The search for people, step by step. Every step appends candidates: a place, what kind of value stands
// there, and everybody who has it. Which of them is meant is decided later, with the whole message in view
// (resolve_people.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "detectors/people/person_words.h"
#include "hallpass/evidence.h"
#include "hallpass/mention.h"

namespace hallpass {

struct Candidate {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  MentionKind kind = MentionKind::full_name;
  std::span<const PersonId> people;  // everybody who has this value, ascending; the roster's own memory
  double certainty = 1;           // of the shape alone: that the value is meant as one of its kind
  std::uint32_t given_begin = 0;  // full_name: where the given name stands
  std::uint32_t given_end = 0;
};

struct UnitSearch {
  std::uint32_t unit = 0;
  std::string_view text;          // folded
  const FoldedUnit* folded = nullptr;
  const Unit* source = nullptr;
  std::vector<PersonWord> words;
  std::vector<std::uint32_t> numbers;  // indices of the words that hold digits
  std::vector<Candidate> found;   // sorted by begin once all steps are through
};

void find_full_names(UnitSearch& unit, const Roster& roster);
void find_names_in_rows(UnitSearch& unit, const Roster& roster);  // given and family name in cells of their own
void find_numbers(UnitSearch& unit, const Roster& roster);
void find_emails(UnitSearch& unit, const Roster& roster);
void find_phones(UnitSearch& unit, const Roster& roster);
void find_addresses(UnitSearch& unit, const Roster& roster);
void find_birth_dates(UnitSearch& unit, const Roster& roster, bool day_first);

}  // namespace hallpass
