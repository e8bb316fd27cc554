// A made-up district of any size, as a OneRoster export: the same counts and seed give the same bytes.
// Names are put together from syllables and are nobody's.
#pragma once

#include <cstdint>
#include <string>

#include "hallpass/roster_build.h"
#include "tests/support/paths.h"

namespace hallpass::test {

struct ManyPeople {
  std::uint32_t students = 1'000;
  std::uint32_t guardians = 1'800;
  std::uint32_t staff = 120;
  std::uint32_t seed = 1;
};

// Writes users.csv, demographics.csv and enrollments.csv into `folder`, which is made.
void write_export(const ManyPeople& counts, const std::string& folder);

// The same into `dir`/export, and what it takes to build `dir`/roster.idx from it.
[[nodiscard]] RosterBuildOptions many_people_to_build(const ManyPeople& counts, const TempDir& dir);

// Some of its students as a mail would list them: "Family,Given,number,birth date,address" lines with a head.
[[nodiscard]] std::string roster_lines(const ManyPeople& counts, std::uint32_t students);

// Prose of everyday words with a student's name about every `bytes_between`.
[[nodiscard]] std::string prose(const ManyPeople& counts, std::size_t bytes, std::size_t bytes_between);

}  // namespace hallpass::test
