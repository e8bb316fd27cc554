#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("pii.ssn") {
  const TextCase cases[] = {
      {"keyword", "SSN: 321-02-3456", "pii.ssn"},
      {"keyword after", "321-02-3456 is her social security number", "pii.ssn"},
      {"bare, delimited", "321-02-3456", ""},
      {"full date beside it", "321-02-3456 7/4/1980", "pii.ssn"},
      {"a date in words", "321-02-3456 July 4", "pii.ssn"},
      {"half a date", "321-02-3456 7/4", ""},
      {"two of them", "321-02-3456\n421-07-8456", "pii.ssn"},
      {"the same twice is not two", "321-02-3456\n321-02-3456", ""},
      {"name before it", "Joe Smith 321-02-3456", "pii.ssn"},
      {"state and ZIP code", "321-02-3456 CA 94066", "pii.ssn"},
      {"a pupil born after 2011: a random area", "Marisol Quintero 812-44-7093", "pii.ssn"},
      {"undelimited with keyword", "ssn 321023456", "pii.ssn"},
      {"undelimited without", "Marisol Quintero 321023456", ""},
      {"spaces", "Social security 321 02 3456", "pii.ssn"},
      {"mixed delimiters", "SSN 321-02 3456", ""},
      {"Spanish", "Su número de seguro social es 321-02-3456", "pii.ssn"},
      {"column head", "Name\tSSN\nAmos Pell\t321-02-3456\nIda Roe\t322-02-3457", "pii.ssn"},
      {"undelimited under a head", "Name\tSSN\nAmos Pell\t321023456\nIda Roe\t322023457", "pii.ssn"},
      {"my social", "they have my social wrong. The right one is 748-31-5526.", "pii.ssn"},
      {"area 000", "SSN 000-12-3456", ""},
      {"area 666", "SSN 666-12-3456", ""},
      {"area 9xx", "SSN 912-12-3456", ""},
      {"group 00", "SSN 321-00-3456", ""},
      {"serial 0000", "SSN 321-02-0000", ""},
      {"the wallet maker's", "SSN 078-05-1120", ""},
      {"the worksheet's", "SSN 123-45-6789", ""},
      {"all the same digit", "SSN 111-11-1111", ""},
      {"masked", "SSN ***-**-3456", ""},
      {"masked with x", "SSN XXX-XX-3456", ""},
      {"said to be made up", "practice W-4 with a made-up SSN 321-02-3456", ""},
      {"said to be an example", "an example. SSN 321-02-3456", ""},
      {"a host that is named so says nothing", "SSN 321-02-3456, from office@district.example.org", "pii.ssn"},
      {"nor a mailbox", "example@district.org wrote: her SSN is 321-02-3456", "pii.ssn"},
      {"case number", "your case 774-20-5513-A and order 114-88-4152", ""},
      {"a longer code", "PO 1-321-02-3456", ""},
      {"phone number", "call 319-555-6630", ""},
      {"talk about them", "Never put a Social Security number in e-mail.", ""},
      {"tracking", "tracking 321 02 3456", ""},
      {"part number", "Item 321-02-3456 is on back order", ""},
      {"a ZIP+4", "Box 12, 50613-3456", ""},
      {"decimal", "SSN field width 321.5", ""},
  };
  check_texts(cases);
}

TEST_CASE("pii.student_id") {
  const TextCase cases[] = {
      {"beside its owner", "Marisol Quintero (204517) rides bus 4.", "pii.student_id"},
      {"label", "Student ID: 204517", "pii.student_id"},
      {"unknown number with label", "Student ID: 771200", "pii.student_id"},
      {"hash", "ID #204517", "pii.student_id"},
      {"column", "Student ID\tBus\n771201\t4\n771202\t4", "pii.student_id"},
      {"invoice that looks like it", "Invoice 771200 is due", ""},
      {"purchase order in the roster's range", "PO 204517 shipped", ""},
      {"money", "raised $204517", ""},
      {"room", "Extension 771200", ""},
      {"student talk", "The student council sold 771200 cookies", ""},
      {"a blank", "Student ID: ______", ""},
      {"all zeros", "Student ID: 000000", ""},
      {"a name only", "Marisol Quintero rides bus 4.", ""},
      {"part of a longer code", "Student order 771200-44", ""},
      {"account", "Account number 771200 at the bank", "", "pii.financial_account"},
      {"ISBN", "ISBN 9780140", ""},
      {"year range", "The 2025-2026 student handbook", ""},
  };
  check_texts(cases);
}

TEST_CASE("pii.birth_date") {
  const TextCase cases[] = {
      {"label", "DOB: 04/12/2013", "pii.birth_date"},
      {"label in words", "Date of birth July 4, 2015", "pii.birth_date"},
      {"born", "Marisol Quintero, born 4/12/13, moved in March", "pii.birth_date"},
      {"roster", "Marisol Quintero 04/12/2013", "pii.birth_date"},
      {"Spanish", "Fecha de nacimiento: 22 de julio de 2014", "pii.birth_date"},
      {"column", "Name\tBirthdate\nAmos Pell\t2014-02-03\nIda Roe\t2014-05-06", "pii.birth_date"},
      {"compact", "Name\tdob\nAmos Pell\t20140203\nIda Roe\t20140506", "pii.birth_date"},
      {"day, short month, year", "Birth date: 9-Jul-2012", "pii.birth_date"},
      {"a meeting", "The meeting is on 04/13/2026 at 9.", ""},
      {"history", "Abraham Lincoln was born on February 12, 1809.", ""},
      {"King's birthday as a holiday", "No school January 19, 2026: Martin Luther King Jr.'s birthday observed", ""},
      {"history of this century", "The author was born January 15, 1929 and published in 1961.", ""},
      {"blank", "DOB: ___/___/_____", ""},
      {"in the future", "DOB 04/12/2031", ""},
      {"impossible", "DOB 44/55/2013", ""},
      {"due date", "Forms due 04/12/2013", "", "pii.birth_date"},
      {"birthday treats", "Birthday treats must be store-bought this year.", ""},
      {"no year", "Her birthday is May 30!", ""},
      {"founded", "The school, born of a merger, opened 9/1/1998.", ""},
      {"an invoice date", "Invoice 03/02/2026", ""},
      {"version number", "Version 3.2.26 is born", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
