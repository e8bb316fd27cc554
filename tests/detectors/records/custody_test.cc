#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.custody") {
  const TextCase cases[] = {
      {"order", "There is a protective order: do not release Lucia Ferreira to her father.", "record.custody"},
      {"foster", "Caleb Whitfield moved to a new foster placement Thursday.", "record.custody"},
      {"homeless", "McKinney-Vento: Marisol Quintero and her mom are doubled up with an aunt.", "record.custody"},
      {"list below", "These are my McKinney-Vento kids, everybody below is in the motel:\n\nDevon Ashworth, 4th\nTobias Okonkwo, 5th", "record.custody"},
      {"released only to", "Court order: until May Devon Ashworth is released ONLY to Ximena.", "record.custody"},
      {"Spanish", "La orden de la corte da la custodia de Marisol Quintero a la abuela.", "record.custody"},
      {"tennis", "Tobias Okonkwo won on the tennis court.", ""},
      {"homecoming court", "Homecoming court: Devon Ashworth, Lucia Ferreira.", ""},
      {"animal shelter", "Marisol Quintero volunteers at the animal shelter.", ""},
      {"shelter in place", "Shelter in place drill at 10; Grant Sorensen leads.", ""},
      {"drive", "Homeless shelter drive: bring socks. Caleb Whitfield counts them.", ""},
      {"grandmother", "Lucia Ferreira's grandmother brings cookies.", ""},
      {"foster creativity", "We foster creativity, says Harriet Lindgren.", ""},
      {"field trip", "We visit the court house and meet the judge on Tuesday.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
