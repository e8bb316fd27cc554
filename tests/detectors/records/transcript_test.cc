#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.transcript") {
  const TextCase cases[] = {
      {"attached", "Attached is the official transcript for Tobias Okonkwo.", "record.transcript"},
      {"cum file", "Marisol Quintero's cumulative file is on its way.", "record.transcript"},
      {"Spanish", "Adjunto el historial académico de Marisol Quintero.", "record.transcript"},
      {"form", "UNOFFICIAL TRANSCRIPT\nStudent: Amos Pellworth\nCredits earned 41.5", "record.transcript"},
      {"how to order", "How to order a transcript: use the link on our page.", ""},
      {"due", "05/12 Senior transcripts and fines due in office", ""},
      {"job", "Apply online: letter, resume, three references, transcripts.", ""},
      {"calculation", "Withdrawals after week six go on the transcript as WF.", ""},
      {"podcast", "The podcast transcript by Devon Ashworth is on the wall.", ""},
      {"records of music", "Caleb Whitfield collects records.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
