#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("pii.phone and pii.address") {
  const TextCase cases[] = {
      {"family list", "Buddy\tWhere they live\tCall\nDevon Ashworth\t1445 Ridge Road\t319-555-6467\nLucia Ferreira\t5018 2nd Ct\t319-555-2496", "pii.address pii.phone"},
      {"mother's cell", "Marisol Quintero's mom cell is 319-555-2212.", "pii.phone"},
      {"home address", "Tobias Okonkwo lives at 4827 Main Street, Apt 3.", "pii.address"},
      {"moved", "New address for Caleb Whitfield: 74 Maple Lane", "pii.address"},
      {"Spanish", "El celular de la mamá de Marisol Quintero es 319-555-4107.", "pii.phone"},
      {"rider list", "Stop\tRider\tHome\n1\tASHWORTH, DEVON\t5132 Larkspur Road\n2\tFERREIRA, LUCIA\t9344 Sunset Lane", "pii.address"},
      {"school phone", "Call the Riverside office at 319-555-6630.", ""},
      {"signature", "Harriet Lindgren\nMaple Fork High School\n319-555-1341", ""},
      {"signature under a pupil's name", "Devon Ashworth did well today.\n\nHarriet Lindgren\nOffice 319-555-1341", ""},
      {"venue", "The concert is at 900 Main Street, at the church.", ""},
      {"game with a pupil", "Devon Ashworth plays at Central High School, 1200 Oak Street, at 7.", ""},
      {"business", "Send the bill to 12 Commerce Drive, Suite 4; phone 515-555-0188.", ""},
      {"bus stops", "6:55 Maple St at the church lot\n7:02 Quarry Road turnaround", ""},
      {"fax", "Fax 319-555-0199", ""},
      {"order number", "order 319-555 and 6630 pieces", ""},
      {"staff list", "Building\tAdministrator\tOffice\nOak Hill\tHarriet Lindgren\t319-555-3201\nLincoln\tGrant Sorensen\t319-555-1409", ""},
      {"street in a lesson", "The runner covers 5 miles on Elm Street every day; Devon Ashworth computed his pace.", ""},
      {"grade range", "Grades 9 to 12 run the court.", ""},
      {"hotline", "Crisis line 1-800-555-0143", ""},
      {"extension", "Call me at extension 4471.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
