#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.attendance") {
  const TextCase cases[] = {
      {"count of absences", "Devon Ashworth has 11 unexcused absences this semester.", "record.attendance"},
      {"truancy", "We are filing truancy on Tobias Okonkwo Monday.", "record.attendance"},
      {"in words", "Caleb Whitfield has missed seven days since Thanksgiving.", "record.attendance"},
      {"table", "Student\tDays absent\tTardy\nQuintero, Marisol\t14\t3\nAshworth, Devon\t9.5\t17", "record.attendance"},
      {"Spanish", "Su hija Marisol Quintero tiene 8 ausencias injustificadas y 12 retardos.", "record.attendance"},
      {"hard-wrapped", "I wanted you to know that Lucia Ferreira\nwas absent again on Friday and has not been\nin school since.", "record.attendance"},
      {"misspelt", "Devon Ashworth's attendence is terrible, 12 unexcussed abscences.", "record.attendance"},
      {"letter about one", "Re: Caleb Whitfield\n\nThis is the second truancy letter. He has been tardy 9 times.", "record.attendance"},
      {"quoted", "> Tobias Okonkwo was marked absent 3rd hour again\n> can you call home?", "record.attendance"},
      {"policy", "Attendance policy: five unexcused absences trigger a letter home.", ""},
      {"aggregate", "Chronic absenteeism fell from 23 to 18 percent district-wide.", ""},
      {"meeting attendance", "Meeting attendance was good; Harriet Lindgren took notes.", ""},
      {"office", "Attendance office: 319-555-0170. Please call before 9.", ""},
      {"award", "Perfect attendance awards go to everyone in room 4.", ""},
      {"staff absence", "Harriet Lindgren is absent today; Yolanda Prentiss has her class.", "", "personnel.payroll"},
      {"early out for all", "Early dismissal Wednesday at 1:30 for all students.", ""},
      {"novel", "In chapter 3 Huck is truant and nobody minds.", ""},
      {"grade level", "Marisol Quintero, grade 7, plays flute.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
