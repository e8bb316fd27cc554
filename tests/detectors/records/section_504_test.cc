#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.section_504") {
  const TextCase cases[] = {
      {"plan", "Devon Ashworth has a 504 plan: extended time and a quiet room.", "record.section_504"},
      {"short", "Caleb Whitfield's 504 says he may leave the room.", "record.section_504"},
      {"table", "Student\t504 basis\tAccommodation\nQuintero, Marisol\tanxiety\tbreaks\nFerreira, Lucia\tlow vision\tlarge print", "record.section_504", "record.health"},
      {"Spanish", "Marisol Quintero tiene un plan 504.", "record.section_504"},
      {"meeting", "504 meeting for Tobias Okonkwo moved to Friday", "record.section_504"},
      {"room number", "Devon Ashworth is in room 504 after lunch.", ""},
      {"forms", "Goldenrod is what the 504 forms are on.", ""},
      {"coordinator", "504 coordination is part of the counselor's duties.", ""},
      {"law", "Section 504 of the Rehabilitation Act applies to all of us.", ""},
      {"area code", "Call (504) 555-0134 about the bus.", ""},
      {"breaks", "Devon Ashworth breaks records, not windows.", ""},
      {"amount", "Caleb Whitfield raised $504 for the band.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
