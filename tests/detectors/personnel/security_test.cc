#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("operations.security") {
  const TextCase cases[] = {
      {"alarm code", "The alarm code is 4471 at the north door.", "operations.security"},
      {"plan", "Lockdown plan attached: staging area, reunification site, evacuation routes and floor plans.", "operations.security"},
      {"network", "Firewall rules and the admin VLAN subnet are below, with the switch config.", "operations.security"},
      {"cameras", "Camera locations and camera blind spots for the high school, see floor plan.", "operations.security"},
      {"gate", "gate code: 8123#", "operations.security"},
      {"Spanish", "El código de la alarma es 5521 y el código de acceso 7781.", "operations.security"},
      {"fire drill", "There's a fire drill Thursday at 10:20.", ""},
      {"dress code", "Dress code: jeans on Friday.", ""},
      {"zip code", "Our zip code is 50613.", ""},
      {"class code", "Google Classroom code is 8812345 for period 3.", ""},
      {"knox box not in mail", "Knox box codes are unchanged and are NOT in this mail.", ""},
      {"hour of code", "Hour of Code: bring a laptop.", ""},
      {"document camera", "The document camera in room 4 needs a bulb.", ""},
      {"security deposit", "The security deposit for the hall is $200.", ""},
      {"lockdown drill notice", "We practised a lockdown drill today. It went well.", ""},
      {"door duty", "Grant Sorensen has door 6 at 3:05.", ""},
      {"key", "The key is on the hook behind the flag.", ""},
      {"discount", "Discount code 2026 gets ten percent off.", "", "bulk.solicitation"},
      {"area code", "area code 319", ""},
      {"combination of factors", "A combination of factors and a camera-shy cast.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
