#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.grades") {
  const TextCase cases[] = {
      {"GPA", "Devon Ashworth has a 3.14 cumulative GPA.", "record.grades"},
      {"rank", "Devon Ashworth is ranked 88 out of 310 juniors.", "record.grades"},
      {"failing", "Tobias Okonkwo is failing Algebra, 44%.", "record.grades"},
      {"list under a heading", "Failing one or more as of noon:\n\nDevon Ashworth (10) - F Geometry 44%\nTobias Okonkwo (11) - F Biology", "record.grades"},
      {"gradebook", "Student\tHW avg\tUnit 4\tLtr\nQuintero, Marisol\t88\t79\tB\nAshworth, Devon\t71\t64\tD", "record.grades"},
      {"letters under any head", "Who\tSpring\nQuintero, Marisol\tB+\nAshworth, Devon\tD", "record.grades"},
      {"Spanish", "Marisol Quintero va reprobando matemáticas, su promedio general es 58.", "record.grades"},
      {"later paragraph, one pupil", "Caleb Whitfield had a good week.\n\nHis missing assignments in English are the problem.", "record.grades"},
      {"policy", "Grades are due Friday. Students failing two classes are ineligible.", ""},
      {"scale", "A = 4.0, A- = 3.67; an AP B counts like an A for class rank.", ""},
      {"name without a grade", "Devon Ashworth brought cookies.", ""},
      {"grade level", "Devon Ashworth, grade 10, plays tuba.", "", ""},
      {"sports", "113 - Devon Ashworth pinned Tauke, 1:12. We won 41-30.", ""},
      {"honor roll", "Honor roll, grade 5: Marisol Quintero, Lucia Ferreira", ""},
      {"beef", "80# ground beef, USDA Grade A; eggs grade AA", ""},
      {"aggregate", "63% of third graders are proficient; average GPA rose to 3.1.", ""},
      {"first name only", "Valentina still owes me the retake.", ""},
      {"road grade", "The grade of the parking lot is 4%.", ""},
      {"lesson", "Lesson 4: find the mean of the test scores 88, 92 and 71.", ""},
      {"staff name", "Harriet Lindgren enters grades on Friday.", ""},
  };
  check_texts(cases);
}

TEST_CASE("record.grades: about whom") {
  CHECK(subjects_in("Failing:\n\nDevon Ashworth - F Geometry 44%\nTobias Okonkwo - F Biology 51%\n", "record.grades") == "1 3");
  CHECK(subjects_in("Marisol Quintero won the spelling bee. Devon Ashworth is failing math.", "record.grades") == "1");
}

}  // namespace hallpass::test
