#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.special_education") {
  const TextCase cases[] = {
      {"meeting", "IEP meeting for Tobias Okonkwo on Tuesday at 3.", "record.special_education"},
      {"eligibility", "Lucia Ferreira is eligible under specific learning disability.", "record.special_education"},
      {"minutes", "Caleb Whitfield gets 60 minutes a week of speech therapy.", "record.special_education"},
      {"aide", "Marisol Quintero will have a 1:1 aide all day per her BIP.", "record.special_education"},
      {"file table", "Student\tPrimary disability\tLRE\nQuintero, Marisol\tSLD\t80+\nAshworth, Devon\tOHI\t40-79", "record.special_education"},
      {"Spanish", "La reunión del PEI de Marisol Quintero es el martes; recibe terapia del habla.", "record.special_education"},
      {"form", "Individualized Education Program\n\nStudent: Amos Pellworth   Grade 3\n\nEligibility: autism. Annual goal 1: reading.", "record.special_education"},
      {"Vietnamese", "Em Lucia Ferreira đủ điều kiện nhận dịch vụ giáo dục đặc biệt.", "record.special_education"},
      {"case manager", "I am case manager for Devon Ashworth, his triennial is due in May.", "record.special_education"},
      {"FBA", "The FBA on Caleb Whitfield showed 11 elopements.", "record.special_education", "record.discipline"},
      {"blank form", "IEP Page A\nStudent: ______________ DOB: ___/___/____ ID: ______\nEligibility: ______", ""},
      {"training", "Writing Better IEP Goals, a workshop for teachers, February 12.", ""},
      {"paperwork day", "05/18 IEP paperwork day for staff, no school for EC", ""},
      {"signature", "Thanks!\n\nYolanda Prentiss\nSpecial Education Teacher, Maple Fork", ""},
      {"room", "The IEP meeting room moved; deliver to dock 2.", ""},
      {"count", "Special education is 14.1% of enrollment.", ""},
      {"policy", "Education records include transcripts, grades, IEPs and Section 504 plans.", ""},
      {"sample", "SAMPLE - FICTITIOUS STUDENT\nStudent: Wilbur Barnyard\nEligibility: autism, IEP goals, speech therapy", ""},
      {"hotel", "The hotel offers accommodations for 40 singers including Lucia Ferreira.", ""},
      {"speech contest", "Imogen Vandermeer's speech won the contest.", "pii.opt_out"},
      {"resource officer", "Grant Sorensen, the resource officer, visited.", ""},
      {"job", "Now hiring: special education paraprofessional, Oak Street School.", ""},
      {"services", "Devon Ashworth's family attends services on Sunday.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
