// The normal form of every kind of value: what has to meet and what has to stay apart.
#include "roster/normalize.h"

#include <doctest/doctest.h>

using namespace hallpass;

TEST_CASE("normal_value: what is written differently and means the same, and what does not") {
  struct Case {
    const char* why;
    RosterField field;
    const char* value;
    const char* want;
  };
  constexpr auto kName = RosterField::full_name;
  constexpr auto kNumber = RosterField::number;
  constexpr auto kPhone = RosterField::phone;
  constexpr auto kAddress = RosterField::address;
  constexpr auto kDate = RosterField::birth_date;
  const Case cases[] = {
      {"accents", kName, "José Núñez", "josenunez"},
      {"decomposed", kName, "Jose\xCC\x81 Nu\xCC\x81n\xCC\x83""ez", "josenunez"},
      {"family first", kName, "Núñez, José", "josenunez"},
      {"apostrophe", kName, "Pat O’Hara-Lee", "patoharalee"},
      {"generation suffix", kName, "Hunter Stewart Jr.", "hunterstewart"},
      {"generation suffix, family first", kName, "Stewart III, Hunter", "hunterstewart"},
      {"a family name that looks like a suffix stays when alone", kName, "V", "v"},
      {"other alphabets stay", kName, "Иван Петров", "иванпетров"},
      {"no name", kName, " - ", ""},
      {"hash and blanks", kNumber, "# 182 235", "182235"},
      {"as a spreadsheet writes it", kNumber, "182235.0", "182235"},
      {"a half stays", kNumber, "182235.5", "1822355"},
      {"leading zeros stay", kNumber, "001234", "001234"},
      {"letters in lower case", kNumber, "E-17560", "e17560"},
      {"no digits, no number", kNumber, "none", ""},
      {"brackets", kPhone, "(319) 555-0142", "3195550142"},
      {"country code", kPhone, "+1 319.555.0142", "3195550142"},
      {"without area", kPhone, "555-0142", "5550142"},
      {"another country", kPhone, "+44 20 7946 0018", "442079460018"},
      {"too short", kPhone, "911", ""},
      {"too long", kPhone, "1234567890123456", ""},
      {"street word", kAddress, "5715 Lincoln Avenue", "5715 lincoln ave"},
      {"already short, with a stop", kAddress, "5715 LINCOLN AVE.", "5715 lincoln ave"},
      {"direction", kAddress, "12 North 3rd Street", "12 n 3rd st"},
      {"flat and town left out", kAddress, "5715 Lincoln Ave, Apt 20, Cedar, IA 50613", "5715 lincoln ave"},
      {"flat without a comma", kAddress, "5715 Lincoln Ave #20", "5715 lincoln ave"},
      {"flat by its word", kAddress, "5715 Lincoln Ave Apt 20", "5715 lincoln ave"},
      {"no house number", kAddress, "Lincoln Avenue", ""},
      {"a number alone", kAddress, "5715", ""},
      {"ISO", kDate, "2012-03-14", "2012-03-14"},
      {"ISO with time", kDate, "2012-03-14T00:00:00Z", "2012-03-14"},
      {"American", kDate, "3/14/2012", "2012-03-14"},
      {"no such month", kDate, "14/3/2012", ""},
      {"no such day", kDate, "2011-02-29", ""},
      {"leap day", kDate, "2012-02-29", "2012-02-29"},
      {"too few numbers", kDate, "2012-03", ""},
      {"e-mail", RosterField::email, "<Pat@Example.COM>", "pat@example.com"},
      {"sourcedIds keep their case", RosterField::source_id, "Stu-1", "Stu-1"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(normal_value(c.field, c.value) == std::string(c.want));
  }
}

TEST_CASE("turns_18_day and grade_level_of") {
  CHECK(turns_18_day("1952-01-01") == 0);      // 1970-01-01
  CHECK(turns_18_day("1952-01-02") == 1);
  CHECK(turns_18_day("2008-02-29") == 20'513);  // 1 March 2026
  CHECK(turns_18_day("") == 0);
  CHECK(grade_level_of("KG") == 0);
  CHECK(grade_level_of("PK") == -1);
  CHECK(grade_level_of("07") == 7);
  CHECK(grade_level_of("12,11") == 12);
  CHECK(grade_level_of("14") == -128);
  CHECK(grade_level_of("UG") == -128);
  CHECK(grade_level_of("") == -128);
}
