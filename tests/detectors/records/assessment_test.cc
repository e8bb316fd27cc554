#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.assessment") {
  const TextCase cases[] = {
      {"MAP", "Devon Ashworth's fall RIT was 203, 24th percentile.", "record.assessment"},
      {"table", "Name\tMath RIT\tPercentile\tLexile\nQuintero, Marisol\t203\t24\t610L\nAshworth, Devon\t221\t48\t905L", "record.assessment"},
      {"DIBELS", "Lucia Ferreira scored well below benchmark on DIBELS, 41 wcpm.", "record.assessment"},
      {"ACT", "Tobias Okonkwo has an ACT composite of 27.", "record.assessment"},
      {"IQ", "WISC-V results for Caleb Whitfield: Full Scale IQ 79.", "record.assessment", "record.special_education"},
      {"state test", "Marisol Quintero is Not Yet Proficient on the state assessment.", "record.assessment"},
      {"STAR lines", "winter STAR\n\nLucia Ferreira  SS 655, PR 8\nDevon Ashworth  SS 901, PR 58", "record.assessment"},
      {"Spanish", "Marisol Quintero quedó en el percentil 12 en la prueba diagnóstica.", "record.assessment"},
      {"aggregate", "Third-grade reading proficiency is 63%, two points over the state.", ""},
      {"registration", "Register for the ACT by March 6.", ""},
      {"schedule", "MAP testing window: Sept 8 to 19. Testing schedule attached.", ""},
      {"map", "A map of the campus is on the wall by Devon Ashworth's locker.", ""},
      {"star student", "Marisol Quintero is our star of the week.", ""},
      {"tax", "The property assessment is a percentile shift.", ""},
      {"vendor", "Can your product import percentile ranks and RIT scores?", ""},
      {"practice", "Lucia Ferreira asked for a practice test.", ""},
      {"needs assessment", "The needs assessment survey closes Friday; thank you Grant Sorensen.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
