#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("personnel.*") {
  const TextCase cases[] = {
      {"evaluation", "Marcus Bellweather's summative evaluation: does not meet standard 4.", "personnel.evaluation"},
      {"coaching memo", "Coaching notes for Yolanda Prentiss: co-plan weekly, observation by December 12.", "personnel.evaluation"},
      {"improvement plan", "Grant Sorensen's improvement plan ends on the 27th.", "personnel.evaluation"},
      {"Spanish evaluation", "La evaluación de desempeño de Yolanda Prentiss está lista.", "personnel.evaluation"},
      {"form", "Employee: Amos Pellworth\nSummative evaluation\nClassroom management: needs improvement", "personnel.evaluation"},
      {"reprimand", "I issued Marcus Bellweather a written reprimand on the 6th.", "personnel.discipline"},
      {"leave pending", "Grant Sorensen was placed on administrative leave during the investigation.", "personnel.discipline", "personnel.payroll"},
      {"termination", "Notice of termination: Yolanda Prentiss", "personnel.discipline"},
      {"reference", "Confidential reference for Marcus Bellweather: would we rehire? no.", "personnel.employment"},
      {"background check", "Grant Sorensen's background check shows a 2016 misdemeanor.", "personnel.employment"},
      {"garnishment", "Garnishment for Grant Sorensen: gross pay $1,482.16", "personnel.payroll"},
      {"salary", "Yolanda Prentiss, base salary $51,870 over 24 checks", "personnel.payroll"},
      {"medical leave", "Marcus Bellweather is out on FMLA until March 30.", "personnel.payroll"},
      {"table", "Employee\tGross\tSick leave\nMarcus Bellweather\t4120.00\t11\nYolanda Prentiss\t3980.00\t4", "personnel.payroll"},
      {"posting", "New posting: counselor. Salary $48,300-$71,900, family insurance.", ""},
      {"payroll calendar", "The payroll calendar for 2026 is attached. Grant Sorensen", ""},
      {"workshop", "Evaluator training for principals, led by Marcus Bellweather.", ""},
      {"thanks", "Thank you Yolanda Prentiss for running the book fair!", ""},
      {"kiln", "The kiln fired overnight; Marcus Bellweather will unload it.", ""},
      {"open enrollment", "Open enrollment for benefits ends Friday; see the HR page.", ""},
      {"interview on air", "Grant Sorensen's interview on KCVR is at 7.", ""},
      {"we leave", "We leave at 8:40; Marcus Bellweather has the list.", ""},
      {"pay attention", "Please pay attention to the new doors, says Grant Sorensen.", ""},
      {"student reference", "I wrote a letter of recommendation for Devon Ashworth.", ""},
      {"science investigation", "Yolanda Prentiss leads the investigation of pond water.", ""},
      {"score sheet", "Marcus Bellweather coaches; we won 41-30.", ""},
      {"staff birthday", "Happy birthday Grant Sorensen!", ""},
      {"weather", "Tornado warning drill, Grant Sorensen has the radio.", ""},
      {"sender's own signature", "The salary schedule is on the website.\n\nHR office", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
