#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.english_learner") {
  const TextCase cases[] = {
      {"status", "Marisol Quintero is an English learner and gets ESL services.", "record.english_learner"},
      {"levels", "ELPA21 for Lucia Ferreira: listening 4, speaking 4, reading 3.", "record.english_learner"},
      {"table", "Pupil\tListening\tSpeaking\tOverall\nQuintero, Marisol\t2\t2\tEmerging\nFerreira, Lucia\t3\t4\tProgressing", "record.english_learner"},
      {"WIDA", "Caleb Whitfield's WIDA composite moved to 4.1, he may be reclassified.", "record.english_learner", "record.assessment"},
      {"Spanish", "Marisol Quintero sigue clasificada como aprendiz del inglés.", "record.english_learner"},
      {"Vietnamese", "Em Lucia Ferreira tiếp tục là học sinh đang học tiếng Anh.", "record.english_learner"},
      {"class for parents", "ESL classes for parents start Monday.", ""},
      {"aggregate", "English learners 9.3%, eleven home languages.", ""},
      {"Spanish article", "El jueves 14 las esperamos en el salón de Marisol Quintero.", ""},
      {"speech", "Public speaking club: Devon Ashworth won.", ""},
      {"endorsement", "Harriet Lindgren earned her ESL endorsement.", ""},
      {"listening center", "Lucia Ferreira loves the listening center.", ""},
      {"phone", "Could you bring the interpreter phone for Tobias Okonkwo's family?", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
