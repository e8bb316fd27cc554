// What it tells about a name that the sender teaches: which of two namesakes is meant, and who a given name alone is.
#include "tests/detectors/people/people_finder.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

constexpr const char* kPeople =
    "noah4,student,Noah,,Meyer,182241,,,,mum4,04,o1\n"
    "noah7,student,Noah,,Meyer,182242,,,,mum7,07,o2\n"
    "destiny,student,Destiny,,Lund,182243,,,,dad,07,o2\n"
    "eli1,student,Eli,,Stone,182244,,,,,07,o2\n"
    "eli2,student,Eli,,Rask,182245,,,,,07,o2\n"
    "page,student,Page,,Holm,182246,,,,,07,o2\n"
    "ida,student,Ida,,Holm,182247,,,,,07,o2\n"
    "xena,student,Xena,,Brandt,182248,,,,,04,o1\n"
    "otto,student,Otto,,Falk,182249,,,,,07,o2\n"
    "mum4,guardian,Jodi,,Meyer,,,jodi@home.example\n"
    "mum7,guardian,Laura,,Meyer,,,laura@home.example\n"
    "dad,guardian,Tom,,Lund,,,tom@home.example\n"
    "ottos,guardian,Otto,,Wahl,,,otto@home.example\n"
    "idas,teacher,Ida,,Krag,E1,,krag@school.example,,,,o2\n"
    "frost,teacher,Lin,,Frost,E2,,frost@school.example,,,,o2\n"
    "ring,teacher,Al,,Ring,E3,,ring@school.example,,,,o1\n"
    "head,teacher,Bo,,Head,E4,,head@school.example,,,,o2\n";
constexpr const char* kEnrollments =
    "math7,frost,teacher\nmath7,noah7,student\nmath7,destiny,student\nmath7,eli1,student\nmath7,eli2,student\n"
    "math7,page,student\nmath7,ida,student\nmath7,otto,student\nroom4,ring,teacher\nroom4,noah4,student\nroom4,xena,student\n";

struct Case {
  const char* why;
  const char* text;
  const char* sender;
  const char* recipient;
  const char* want;
};

void check(std::span<const Case> cases, UnitKind kind = UnitKind::body) {
  const PeopleFinder setup(kPeople, kEnrollments);
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text, mail(c.sender, c.recipient), kind) == std::string(c.want));
  }
}

constexpr const char* kFrost = "frost@school.example";
constexpr const char* kHead = "head@school.example";
constexpr const char* kOut = "x@else.example";

}  // namespace

TEST_CASE("find_people: of two namesakes the sender's pupil, whoever gets the letter") {
  const Case cases[] = {
      {"to his own mother", "Noah Meyer has four blanks.", kFrost, "laura@home.example", "noah7"},
      {"to the namesake's mother", "Noah Meyer has four blanks.", kFrost, "jodi@home.example", "noah7"},
      {"the other teacher to the other mother", "Noah Meyer has four blanks.", "ring@school.example", "jodi@home.example", "noah4"},
      {"who teaches neither means the recipient's child", "Noah Meyer has four blanks.", kHead, "jodi@home.example", "noah4"},
      {"the number says the namesake", "Noah Meyer 182241 has four blanks.", kFrost, "jodi@home.example", "noah4"},
      {"the grade says the namesake", "Noah Meyer, gr 4, has four blanks.", kFrost, "jodi@home.example", "noah4"},
  };
  check(cases);
}

TEST_CASE("find_people: a given name alone from the pupil's own teacher is possible") {
  const Case cases[] = {
      {"the only pupil of that name, school spoken of", "The test went badly, Destiny has a low grade.", kFrost, kOut, "destiny?"},
      {"to another child's guardian", "In class Destiny was rude today.", kFrost, "jodi@home.example", "destiny?"},
      {"to her own guardian it is certain", "I am proud of Destiny.", kFrost, "tom@home.example", "destiny"},
      {"nothing about school", "I had coffee with Destiny on Sunday.", kFrost, kOut, ""},
      {"two pupils of that name", "The test went badly, Eli has a low grade.", kFrost, kOut, ""},
      {"no pupil of the sender's", "The test went badly, Xena has a low grade.", kFrost, kOut, ""},
      {"a sender who teaches nobody", "The test went badly, Destiny has a low grade.", kHead, kOut, ""},
      {"a stranger", "The test went badly, Destiny has a low grade.", "a@other.example", kOut, ""},
      {"a word in small letters", "it is her destiny to get a good grade", kFrost, kOut, ""},
      {"a name that is a common word", "Open the Page about grades.", kFrost, kOut, ""},
      {"a colleague's name, too", "Ask Ida about her class.", kFrost, kOut, ""},
      {"the recipient's own name", "So Otto, about the grade", kFrost, "otto@home.example", ""},
      {"a greeting", "Hi Destiny, your grade is here", kFrost, kOut, ""},
      {"another family name behind it", "The grade of Destiny Quale came in.", kFrost, kOut, ""},
      {"a signature", "My grade is wrong.\nDestiny", kFrost, kOut, ""},
  };
  check(cases);
  const Case subjects[] = {
      {"the Subject names her", "Destiny", kFrost, kOut, "destiny?"},
      {"a Subject of somebody else's", "Destiny", kHead, kOut, ""},
      {"a Subject with a common word", "Page", kFrost, kOut, ""},
  };
  check(subjects, UnitKind::header);
}
