#include <doctest/doctest.h>

#include "message/readers/number_format.h"

namespace hallpass::test {

TEST_CASE("number formats: what a number is shown as") {
  struct Case {
    std::string_view why;
    std::string_view code;
    double value;
    std::string_view want;
  };
  const Case cases[] = {
      {"no format", "General", 310151, "310151"},
      {"no rounding noise", "General", 83.600000000000009, "83.6"},
      {"whole numbers stay whole", "General", 4111111111111111.0, "4111111111111111"},
      {"leading zeros", "000000", 4711, "004711"},
      {"Social Security mask", "000\\-00\\-0000", 78051120, "078-05-1120"},
      {"phone mask, long", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 3195552823, "(319) 555-2823"},
      {"phone mask, short", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5552823, "555-2823"},
      {"a day", "m/d/yyyy", 40977, "2012-03-09"},
      {"a day in long words", "[$-409]mmmm\\ d\\,\\ yyyy;@", 40977, "2012-03-09"},
      {"day and time", "m/d/yy h:mm", 40977.5, "2012-03-09 12:00"},
      {"time alone", "h:mm AM/PM", 0.76041666666, "18:15"},
      {"before the 29 February that never was", "m/d/yyyy", 59, "1900-02-28"},
      {"after it", "m/d/yyyy", 61, "1900-03-01"},
      {"percent", "0.0%", 0.836, "83.6%"},
      {"decimals", "0.00", 3.14159, "3.14"},
      {"thousands add nothing", "#,##0", 1234567, "1234567"},
      {"scientific is no year", "0.00E+00", 12345, "12345"},
      {"text format", "@", 12, "12"},
      {"quoted d is no day", "0\" days\"", 3, "3 days"},
      {"a date beyond all dates", "m/d/yyyy", 1e12, "1000000000000"},
      {"a negative date", "m/d/yyyy", -5, "-5"},
      {"a broken code", "[", 7, "7"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(NumberFormat(c.code).show(c.value, false) == c.want);
  }
  CHECK(NumberFormat("m/d/yyyy").show(39515, true) == "2012-03-09");
  CHECK(NumberFormat::builtin(14).show(40977, false) == "2012-03-09");
  CHECK(NumberFormat::builtin(1).show(40977, false) == "40977");
}

}  // namespace hallpass::test
