// Names as US districts have them and as mail writes them: particles, saints, hyphens, two family names, apostrophes,
// family names first, suffixes, nicknames in quotes. And what looks like one of them and is not.
#include "tests/detectors/people/people_finder.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

// sourcedId,role,given,middle,family,identifier,...
constexpr const char* kPeople =
    "james,student,Mark,,St. James,310001\n"
    "clair,student,Joan,,Saint Clair,310002\n"
    "brien,student,Siobhan,,O'Brien,310003\n"
    "mcdon,student,Fiona,,McDonald,310004\n"
    "macd,student,Ewan,,Mac Donald,310005\n"
    "deleon,student,Hector,,DeLeon,310006\n"
    "vdb,student,Vincent,,Van Der Berg,310007\n"
    "santos,student,María Elena,,De Los Santos,310008\n"
    "alh,student,Omar,,Al-Hassan,310009\n"
    "layla,student,Layla,,Alhassan,310010\n"
    "garcia,student,José Luis,,García Márquez,310011\n"
    "smith,student,Anna,,Smith-Jones,310012\n"
    "dre,student,De'Andre,,Booker,310013\n"
    "luc,student,Jean-Luc,,Picot,310014\n"
    "an,student,An,Van,Nguyen,310015\n"
    "mai,student,Thi Mai,,Tran,310016\n"
    "min,student,Min-Jun,,Kim,310017\n"
    "wei,student,Wei,,Zhang,310018\n"
    "david,student,David,,Nguyen,310019\n"
    "lee,student,Grant,,Lee,310020\n"
    "bob,student,Robert,,Larkin,310021\n"
    "junior,student,Hunter,,Stewart Jr.,310022\n"
    "ivan,student,Иван,,Петров,310023\n"
    "nunez,student,Ana,,Núñez de la Vega,310024\n"
    "kwame,student,Kwame,Nkrumah,Owusu-Ansah,310025\n"
    "noor,student,Noor,,El Sayed,310026\n"
    "tess,student,Teresa,,Dela Cruz,310027\n"
    "page,student,Will,,Page,310028\n"
    "renee,student,Renée,,D'Angelo,310029\n"
    "xiong,student,Pa Houa,,Xiong,310030\n"
    "kim,teacher,Kim,,Jung,E17560,,kim.jung@school.example,,,,o1,,\n";

struct Case {
  const char* why;
  const char* text;
  const char* want;
};

void check(const PeopleFinder& finder, std::span<const Case> cases) {
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CAPTURE(std::string(c.text));
    CHECK(finder.people_in(c.text) == std::string(c.want));
  }
}

}  // namespace

TEST_CASE("find_people: the many ways to write a name") {
  const PeopleFinder finder(kPeople);
  const Case cases[] = {
      {"St. with its full stop", "I met Mark St. James today.", "james"},
      {"without", "I met Mark St James today.", "james"},
      {"in full", "I met Mark Saint James today.", "james"},
      {"no blank after it", "I met Mark St.James today.", "james"},
      {"family first", "St. James, Mark was late", "james"},
      {"at a line's end", "we saw Mark\nSt. James there", "james"},
      {"Saint on file, St. written", "a note from Joan St. Clair's teacher", "clair"},
      {"Saint on file", "Joan Saint Clair", "clair"},
      {"apostrophe", "Siobhan O'Brien", "brien"},
      {"blank for the apostrophe", "Siobhan O Brien", "brien"},
      {"apostrophe and blank", "Siobhan O' Brien", ""},
      {"capitals", "SIOBHAN O'BRIEN", "brien"},
      {"family first, no apostrophe", "OBrien, Siobhan", "brien"},
      {"family first, blank", "O Brien, Siobhan", ""},
      {"Mc", "Fiona McDonald", "mcdon"},
      {"Mc apart", "Fiona Mc Donald", "mcdon"},
      {"Mc in capitals", "FIONA MCDONALD", "mcdon"},
      {"Mc apart, family first", "Mc Donald, Fiona", "mcdon"},
      {"Mac together", "Ewan MacDonald", "macd"},
      {"De together on file, apart in mail", "Hector De Leon", "deleon"},
      {"small particle", "Hector de Leon", "deleon"},
      {"three words", "Vincent van der Berg", "vdb"},
      {"joined", "Vincent Vanderberg", "vdb"},
      {"two and one", "Vincent Vander Berg", "vdb"},
      {"three words, family first", "Van der Berg, Vincent", "vdb"},
      {"De Los Santos", "María Elena de los Santos", "santos"},
      {"joined", "Maria Elena Delossantos", "santos"},
      {"first of two given names", "Maria De Los Santos", "santos?"},
      {"De Los Santos, family first", "DE LOS SANTOS, MARIA ELENA", "santos"},
      {"Al with a hyphen", "Omar Al-Hassan", "alh"},
      {"Al with a blank", "Omar Al Hassan", "alh"},
      {"Al joined", "Omar Alhassan", "alh"},
      {"joined on file, apart in mail", "Layla Al Hassan", "layla"},
      {"El", "Noor Elsayed", "noor"},
      {"two given and two family names", "José Luis García Márquez", "garcia"},
      {"all plain", "Jose Luis Garcia Marquez", "garcia"},
      {"hyphen between family names", "Jose Luis Garcia-Marquez", "garcia"},
      {"one of each, the everyday form", "Jose Garcia was absent", "garcia"},
      {"both family names first", "García Márquez, José", "garcia?"},
      {"decomposed", "Jose\xCC\x81 Luis Garci\xCC\x81""a Ma\xCC\x81rquez", "garcia"},
      {"one of two hyphenated names", "Anna Jones has a conference", "smith?"},
      {"blank for the hyphen", "Anna Smith Jones", "smith"},
      {"apostrophe in the given name", "De'Andre Booker", "dre"},
      {"typographic", "De’Andre Booker", "dre"},
      {"without", "DeAndre Booker", "dre"},
      {"apart", "De Andre Booker", "dre"},
      {"hyphen in the given name", "Jean-Luc Picot", "luc"},
      {"blank for it", "Jean Luc Picot", "luc"},
      {"joined", "Jeanluc Picot", "luc"},
      {"non-breaking hyphen", "Jean‑Luc Picot", "luc"},
      {"Vietnamese, given name first", "An Nguyen", "an"},
      {"Vietnamese order", "Nguyen Van An was late", "an"},
      {"Vietnamese order with its marks", "Nguyễn Văn An was late", "an"},
      {"Vietnamese order, two words of given name", "Tran Thi Mai", "mai"},
      {"Korean order", "Kim Min-Jun", "min"},
      {"Korean order, apart", "Kim Min Jun", "min"},
      {"Korean order, joined", "Kim Minjun", "min"},
      {"Chinese order", "Zhang Wei", "wei"},
      {"a nickname in quotes", "Robert \"Bob\" Larkin", "bob"},
      {"a nickname in brackets", "Robert (Bobby) Larkin", "bob"},
      {"in typographic quotes", "Robert “Bob” Larkin", "bob"},
      {"any nickname", "Fiona (Fifi) McDonald", "mcdon"},
      {"before particles", "Vincent \"Vinny\" Van Der Berg", "vdb"},
      {"Jr. after", "Hunter Stewart Jr. was late", "junior"},
      {"Jr. left out", "Hunter Stewart was late", "junior"},
      {"family first, Jr. after it", "Stewart Jr., Hunter", "junior"},
      {"family first, Jr. between commas", "Stewart, Jr., Hunter", "junior"},
      {"family first, III", "Stewart III, Hunter", "junior"},
      {"Cyrillic", "Иван Петров опоздал", "ivan"},
      {"Cyrillic, family first", "Петров, Иван", "ivan"},
      {"three words of family name", "Ana Nuñez De La Vega", "nunez"},
      {"double name with a hyphen", "Kwame Owusu-Ansah", "kwame"},
      {"double name without", "Kwame Owusu Ansah", "kwame"},
      {"middle initial and double name", "Kwame N. Owusu-Ansah", "kwame"},
      {"Filipino particle", "Teresa Delacruz", "tess"},
      {"D'", "Renee D'Angelo", "renee"},
      {"D apart", "Renée D Angelo", "renee"},
      {"two words of given name", "Pa Houa Xiong", "xiong"},
      {"in quoted mail, over a line's end", "> we called Robert\n> Larkin at home", "bob"},
      {"no-break space", "Robert\xC2\xA0Larkin", "bob"},
  };
  check(finder, cases);
}

TEST_CASE("find_people: what only looks like one of them") {
  const PeopleFinder finder(kPeople);
  const Case cases[] = {
      {"a street", "Turn left on Mark St. James Carter lives there", "james"},  // spelled exactly so: the price of St.
      {"a street, full stop and a sentence", "We live on Oak St. James came by", ""},
      {"another St.", "Mark St. John was late", ""},
      {"Saint alone", "the church of St. James", ""},
      {"Mark and James", "Mark, James and Joan", ""},
      {"O and a name", "Siobhan O. and Brien", ""},
      {"Mac and Donald", "Mac, Donald and Ewan", ""},
      {"only the rest of a name", "Fiona Donald", ""},
      {"only the rest, with an apostrophe", "Siobhan Brien", ""},
      {"only a particle more", "Fiona De Donald", ""},
      {"another particle", "Hector De La Leon", ""},
      {"berg alone", "Vincent Berg", "vdb?"},  // the last word of three is what many go by
      {"Hassan alone", "Omar Hassan", "alh?"},
      {"Hassan of the joined name", "Layla Hassan", ""},
      {"second given name", "Luis Garcia Marquez", ""},
      {"second given name and second family name", "Luis Marquez", ""},
      {"Andre alone", "Andre Booker", ""},
      {"Luc alone", "Luc Picot", ""},
      {"English given name turned", "Nguyen David was late", ""},
      {"a family name that is a given name too", "Lee Grant", ""},
      {"turned, in a list of family names", "Nguyen, Zhang, Kim and Tran", ""},
      {"Van An without a family name", "Van An", ""},
      {"Kim of the staff", "Kim Jung", "kim"},
      {"Min alone", "Min was late", ""},
      {"another name in quotes", "Robert \"Bob\" Lansing", ""},
      {"in brackets, another sentence", "We saw Robert (Bob and Larkin came too)", ""},
      {"quotes around the family name", "Robert \"Larkin\" Lane", ""},
      {"Jr. of somebody else", "Stewart Jr., Harold", ""},
      {"Jr. and a city", "Hunter Jr., Stewart County", ""},
      {"over a list's bullet", "- Robert\n- Larkin", ""},
      {"over a colon", "Robert: Larkin", ""},
      {"over brackets", "Robert (Larkin)", ""},
      {"over quotes", "Robert \"Larkin\"", ""},
      {"over a semicolon", "Robert; Larkin", ""},
      {"two lines of quoted mail apart", "> Robert\n>\n> Larkin", ""},
      {"Vega of three words", "Ana Vega Luna", "nunez?"},
      {"Cruz without its particle", "Teresa Cruz", "tess?"},
      {"Sayed of another", "Noora Sayed", ""},
      {"Owusu and Ansah", "Owusu and Ansah", ""},
      {"a page", "Robert will page Larkin", ""},
      {"a saint's day", "on St. James day Mark", ""},
      {"one letter off", "Siobhan O'Brian", ""},
      {"Angelo alone", "Renee Angelo", ""},
      {"given names of two", "Anna Robert", ""},
      {"street named for one", "at 12 Larkin Road, Robert waits", ""},
      {"a doctor's title is no middle name", "Robert Dr. Larkin", ""},
      {"initial alone", "R. Larkin", ""},
      {"family name and initial", "Larkin, R.", ""},
      {"Cyrillic given name alone", "Иван опоздал", ""},
      {"Cyrillic, another family name", "Иван Сидоров", ""},
      {"Vietnamese, another given name", "Nguyen Van Binh", ""},
      {"Korean, another given name", "Kim Min-Seo", ""},
      {"Chinese, another given name", "Zhang Li", ""},
  };
  check(finder, cases);
}

TEST_CASE("find_people: a number is somebody's only where it is meant as one") {
  const PeopleFinder finder("a,student,Haruto,,Harada,201510\nb,student,Ida,,Moss,310031\nc,student,Ola,,Fenn,20151006\n");
  const Case cases[] = {
      {"under a label", "Student ID 310031", "b"},
      {"under a short label", "ID# 310031", "b"},
      {"Spanish label", "Matricula: 310031", "b"},
      {"lunch number", "Lunch PIN number 310031", "b"},
      {"the name beside it", "Moss 310031", "b"},
      {"invoice number", "Invoice number 310031 is due", ""},
      {"invoice, short", "Inv. and PO # 310031", ""},
      {"order number", "Your order no. 310031 has shipped", ""},
      {"form number", "Form No. 310031", ""},
      {"case number", "case number 310031", ""},
      {"tracking number", "Tracking number: 310031", ""},
      {"meeting number", "Meeting ID: 310031", ""},
      {"room number", "Room number 310031", ""},
      {"customer number", "Customer no. 310031", ""},
      {"quote number", "on quote number 310031", ""},
      {"bus number", "bus #310031", ""},
      {"a student's case number still has a student in it", "student case number 310031", "b"},
      {"a form's date of print", "rev. 201510", ""},
      {"a form's number that is a date", "Form ID 201510", ""},
      {"a date under a bare label", "No. 201510", ""},
      {"a date that is a number, under a student's label", "Student number: 201510", "a"},
      {"a date that is a number, beside the name", "Haruto Harada 201510", "a"},
      {"a whole date", "printed 20151006", ""},
      {"a whole date, under a student's label", "Student ID: 20151006", "c"},
  };
  check(finder, cases);
}
