#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.discipline") {
  const TextCase cases[] = {
      {"days of suspension", "Devon Ashworth got 3 days OSS for fighting in the locker room.", "record.discipline"},
      {"narrative without a keyword", "Tobias Okonkwo was sent home for three days after the fight.", "record.discipline"},
      {"referral", "Office referral: Caleb Whitfield threw a chair at another student.", "record.discipline"},
      {"bus", "Lucia Ferreira is off the bus for a week, third bus write up.", "record.discipline"},
      {"vape", "We found a vape in Devon Ashworth's backpack and he will serve detention.", "record.discipline"},
      {"cheating", "Marisol Quintero was caught cheating on the final.", "record.discipline"},
      {"table", "Student\tOffense\tAction taken\nAshworth, Devon\tdefiance\t1 day ISS\nOkonkwo, Tobias\tphone\tdetention", "record.discipline"},
      {"Spanish", "Devon Ashworth fue suspendido por una pelea.", "record.discipline"},
      {"misspelt", "The suspention letter for Caleb Whitfield is in your box.", "record.discipline"},
      {"expulsion hearing", "The expulsion hearing for Tobias Okonkwo is Thursday.", "record.discipline"},
      {"threat", "Caleb Whitfield made a threat on the bus; threat assessment done.", "record.discipline"},
      {"ceiling", "The suspended ceiling above Devon Ashworth's desk leaks.", ""},
      {"bridge", "Imogen built a suspension bridge of spaghetti.", ""},
      {"policy", "Students who fight are suspended; see the code of conduct.", ""},
      {"aggregate", "Suspensions fell 12% district-wide.", ""},
      {"prevention week", "Bullying prevention week starts Monday, wear orange.", ""},
      {"self-discipline", "Marisol Quintero shows real self discipline at the piano.", ""},
      {"delivery", "Suspend the bread delivery Monday, reinstate Tuesday.", ""},
      {"book", "\"Suspension and its discontents\" is in the library.", ""},
      {"first names", "Devon and Tobias argued about dinosaurs again.", ""},
      {"wrestling", "Tobias Okonkwo pinned his man and had a takedown in the last fight of the night.", ""},
      {"firefighters", "Lucia Ferreira's dad talked to us about firefighting.", ""},
      {"play", "Caleb Whitfield plays the villain who is expelled from the kingdom.", "", "record.discipline"},
      {"account", "Your account will be suspended unless you reply.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
