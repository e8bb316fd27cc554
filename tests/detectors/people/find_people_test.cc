// Whom find_people() recognises, and whom it leaves alone.
#include "tests/detectors/people/people_finder.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

// sourcedId,role,given,middle,family,identifier,state,email,phone,agents,grade,school,address,birthDate
constexpr const char* kPeople =
    "hunter,student,Hunter,James,Stewart,182235,4653401313,hunter@school.example,555-201-0101,dad,07,o1,"
    "\"5715 Lincoln Avenue, Apt 20, Town\",2012-03-14\n"
    "maria,student,María José,,García López,182236,4653401314,,,,04,o1,,2015-12-01\n"
    "obrien,student,Siobhán,,O'Brien,182237,4653401315,,,,11,o1,,2009-05-06\n"
    "cruz,student,Ayaan,,De la Cruz,182238,,,,,02,o1,,\n"
    "page,student,Will,,Page,182239,,,,,02,o1,,\n"
    "law,student,Grant,,Law,182240,,,,,02,o1,,\n"
    "snow1,student,Noah,,Meyer,182241,,,,mum1,03,o1,,2016-01-02\n"
    "snow2,student,Noah,,Meyer,182242,,,,mum2,05,o2,,2014-01-02\n"
    "wei1,student,Wei,,Tanaka,182243,,,,,05,o1,,\n"
    "wei2,staff,Wei,,Tanaka,E17561,,wei.tanaka@school.example,,,,o1,,\n"
    "robert,student,Robert,,Nguyen,182244,,,,,06,o1,,\n"
    "dad,guardian,Paul,,Stewart,,,paul@home.example,555-201-0102,,,,,\n"
    "mum1,guardian,Ida,,Meyer,,,ida@home.example,,,,,,\n"
    "mum2,guardian,Ada,,Meyer,,,ada@home.example,,,,,,\n"
    "office,staff,Ola,,Berg,E17562,,office@school.example,,,,,,\n"
    "uncle,guardian,Olaf,,Nilsen,,,,555-201-0102,,,,,\n"  // a phone that another family has too
    "aunt,guardian,Runa,,Nilsen,,,,555-201-0109,niece,,,,\n"
    "niece,student,Tuva,,Nilsen,182245,,,555-201-0102,,05,o1,,\n"
    "kim,teacher,Kim,,Jung,E17560,,kim.jung@school.example,,,,o1,,\n";

struct Setup : PeopleFinder {
  Setup() : PeopleFinder(kPeople) {}
};

}  // namespace

TEST_CASE("find_people: names in running text") {
  const Setup setup;
  struct Case {
    const char* why;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"given family", "I met with Hunter Stewart today.", "hunter"},
      {"possessive", "Hunter Stewart's grades fell", "hunter"},
      {"typographic possessive", "Hunter Stewart’s grades fell", "hunter"},
      {"capitals", "HUNTER STEWART", "hunter"},
      {"small letters", "hunter stewart was late", "hunter"},
      {"family first", "Stewart, Hunter", "hunter"},
      {"family first, middle initial", "Stewart, Hunter J.", "hunter"},
      {"family first without a blank", "stewart,hunter,7", "hunter"},
      {"middle initial", "Hunter J. Stewart", "hunter"},
      {"middle name", "Hunter James Stewart", "hunter"},
      {"wrapped line", "please call Hunter\nStewart at home", "hunter"},
      {"accents", "María José García López", "maria"},
      {"no accents", "maria jose garcia lopez", "maria"},
      {"decomposed accents", "Mari\xCC\x81""a José Garci\xCC\x81""a López", "maria"},
      {"hyphen between family names", "María José García-López", "maria"},
      {"first given and first family name", "Maria Jose Garcia", "maria"},
      {"two family names first", "García López, María José", "maria"},
      {"apostrophe", "Siobhan O'Brien", "obrien"},
      {"typographic apostrophe", "Siobhán O’Brien", "obrien"},
      {"no apostrophe", "Siobhan OBrien", "obrien"},
      {"particles", "Ayaan de la Cruz", "cruz"},
      {"particles, family first", "De la Cruz, Ayaan", "cruz"},
      {"particles joined", "Ayaan Delacruz", "cruz"},
      {"nickname", "Bob Nguyen", "robert"},
      {"several in a list", "Hunter Stewart, Siobhan O'Brien, Robert Nguyen", "hunter obrien robert"},
      {"in quoted mail", "> Hunter Stewart was out", "hunter"},
      {"given name alone", "Hunter was late", ""},
      {"family name alone", "the Stewart family", ""},
      {"limited identification", "Hunter S. was late", ""},
      {"initial and family name", "H. Stewart", ""},
      {"two given names", "Hunter, Maria and Siobhan came", ""},
      {"two family names", "Stewart, O'Brien and Nguyen won", ""},
      {"other first name", "Martha Stewart cooks", ""},
      {"over a sentence's end", "We saw Hunter. Stewart came later.", ""},
      {"over a paragraph", "Hunter\n\nStewart", ""},
      {"over other words", "Hunter and Stewart", ""},
      {"inside a longer word", "Hunterston Stewartville", ""},
      {"in a list by line", "Hunter\tA\nStewart\tB", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text) == std::string(c.want));
  }
}

TEST_CASE("find_people: names that are common words need company") {
  const Setup setup;
  struct Case {
    const char* why;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"capitals inside a sentence", "I spoke to Will Page about it", "page"},
      {"beside a number of his", "Will Page 182239", "page"},
      {"small letters", "the printer will page you", ""},
      {"small letters, other words", "under grant law we may not", ""},
      {"at a sentence's start", "Grant Law is a field of study.", "law?"},
      {"at a sentence's start, about a student", "Grant Law was absent from class.", "law"},
      {"small letters, law student", "the school's grant law seminar", ""},
      {"as a title", "GRANT LAW UPDATE", "law?"},
      {"family first", "Page, Will", "page?"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text) == std::string(c.want));
  }
}

TEST_CASE("find_people: numbers, addresses and dates") {
  const Setup setup;
  struct Case {
    const char* why;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"under a label", "Student ID: 182235", "hunter"},
      {"with a hash", "#182235 was late", "hunter"},
      {"as a spreadsheet writes it", "ID 182235.0", "hunter"},
      {"state number needs no label", "record of 4653401313", "hunter"},
      {"employee number", "employee E17560 on leave", "kim"},
      {"e-mail", "write to hunter@school.example.", "hunter"},
      {"phone of the named guardian", "call Paul Stewart, (555) 201-0102", "dad"},
      {"phone of the named child's guardian", "Hunter Stewart\n\nhome: +1 555.201.0102", "dad hunter"},
      {"home address beside the name", "Hunter Stewart, 5715 Lincoln Ave.", "hunter"},
      {"home address alone", "a package to 5715 lincoln avenue, apt 20", "hunter?"},
      {"phone that two families have, beside one", "Hunter Stewart 555-201-0102", "dad hunter"},
      {"phone alone", "my number here is (555) 201-0102", ""},
      {"prefix", "see id182235 in the list", "hunter"},
      {"in groups under a label", "Student no. 182 235", "hunter"},
      {"in groups, state number", "SSID 4653-401-313", "hunter"},
      {"in groups beside the name", "Hunter Stewart 182-235", "hunter"},
      {"in groups alone", "rooms 182 235", ""},
      {"birth date as one word, beside the name", "Hunter Stewart 14MAR2012", "hunter"},
      {"birth date beside the name", "Hunter Stewart (3/14/12)", "hunter"},
      {"part of a longer number", "order 1822350", ""},
      {"part of a serial", "part 182235-77-A", ""},
      {"a price", "$182235", ""},
      {"a decimal", "0.182235", ""},
      {"another house", "5717 Lincoln Ave.", ""},
      {"birth date alone", "on March 14, 2012 we opened", ""},
      {"somebody else's phone", "555-201-0199", ""},
      {"phone with a digit more", "555-201-01022", ""},
      {"a time", "12:18:22 35", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text) == std::string(c.want));
  }
}

TEST_CASE("find_people: file names") {
  const Setup setup;
  struct Case {
    const char* why;
    const char* name;
    const char* want;
  };
  const Case cases[] = {
      {"underscore", "Hunter_Stewart_IEP.pdf", "hunter"},
      {"family name first", "stewart_hunter.pdf", "hunter"},
      {"dots", "hunter.stewart.docx", "hunter"},
      {"capitals", "HunterStewart-grades.xlsx", "hunter"},
      {"number", "photo_182235.jpg", "hunter"},
      {"initial", "H Stewart.pdf", ""},
      {"one name", "Stewart.pdf", ""},
      {"common words in small letters", "grant_law_2026.pdf", ""},
      {"camera", "IMG_4471.png", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.name, from_kim(), UnitKind::file_name) == std::string(c.want));
  }
}

TEST_CASE("find_people: rows whose columns split the name") {
  const Setup setup;
  struct Case {
    const char* why;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"named columns", "First Name\tLast Name\tID\nHunter\tStewart\t182235\nBob\tNguyen\t9", "hunter robert"},
      {"family column first", "Last\tFirst\nStewart\tHunter\nDe la Cruz\tAyaan", "cruz hunter"},
      {"columns apart", "Last\tGrade\tFirst\nStewart\t7\tHunter", "hunter"},
      {"no head", "Hunter\tStewart\t7\nO'Brien\tSiobhan\t11", "hunter obrien"},
      {"whole name in a cell", "Student\tScore\nStewart, Hunter\t71", "hunter"},
      {"common words in cells", "Last\tFirst\nPage\tWill\nLaw\tGrant", "law page"},
      {"names of different rows", "First\tLast\nHunter\tMiller\nMartha\tStewart", ""},
      {"apart without a head", "Hunter\t7\tStewart", ""},
      {"words beside words", "will\tcall\npage\ttwo", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text, from_kim(), UnitKind::attachment, cells_of(c.text)) == std::string(c.want));
  }
}

TEST_CASE("find_people: people of one name are told apart") {
  const Setup setup;
  const Envelope to_mum2 = mail("kim.jung@school.example", "ada@home.example");
  const Envelope from_wei = mail("wei.tanaka@school.example", "x@else.example");
  const Envelope of_strangers = mail("a@else.example", "b@else.example");
  const Envelope of_office = mail("office@school.example", "x@else.example");
  CHECK_MESSAGE(setup.people_in("Noah Meyer was late", of_office) == "snow1", "nothing tells them apart, but a student it is");
  CHECK_MESSAGE(setup.people_in("Noah Meyer was late") == "snow1", "he goes to the sender's school");
  CHECK_MESSAGE(setup.people_in("Noah Meyer 182242") == "snow2", "by number");
  CHECK_MESSAGE(setup.people_in("Noah Meyer, born 1/2/2014") == "snow2", "by birth date");
  CHECK_MESSAGE(setup.people_in("Noah Meyer was late.\n\nRecord\nID 182242") == "snow2", "by a number further down");
  CHECK_MESSAGE(setup.people_in("Noah Meyer was late", to_mum2) == "snow2", "by the guardian it goes to");
  CHECK_MESSAGE(setup.people_in("Noah Meyer, gr 5, was late") == "snow2", "by the grade level");
  CHECK_MESSAGE(setup.people_in("Noah Meyer of Larch MS was late", of_office) == "snow2", "by the school");
  CHECK_MESSAGE(setup.people_in("Noah Meyer was late", of_office) == "snow1", "without it the first");
  CHECK_MESSAGE(setup.people_in("Noah Meyer (3) was late") == "snow1", "by the grade level in brackets");
  CHECK_MESSAGE(setup.people_in("Noah Meyer, gr 7, was late", of_office) == "snow1", "neither is in that grade");
  CHECK_MESSAGE(setup.people_in("Hunter Stewart won the race", of_strangers) == "hunter?", "mail of strangers");
  CHECK_MESSAGE(setup.people_in("Hunter Stewart, 182235, won", of_strangers) == "hunter", "strangers who know his number");
  CHECK_MESSAGE(setup.people_in("Thanks,\nWei Tanaka", from_wei) == "wei2", "staff sign their own mail");
  CHECK_MESSAGE(setup.people_in("Wei Tanaka was late") == "wei1?", "a student or a teacher");
}

TEST_CASE("find_people: part of a name in company") {
  const Setup setup;
  const Envelope to_dad = mail("kim.jung@school.example", "paul@home.example");
  struct Case {
    const char* why;
    const char* text;
    Envelope envelope;
    const char* want;
  };
  const Case cases[] = {
      {"family name beside the number", "H. Stewart 182235", from_kim(), "hunter"},
      {"capitals, family name first", "LOPEZ MARIA JOSE", from_kim(), "maria"},
      {"as a passport has it", "STEWART/HUNTER  M  14MAR2012", from_kim(), "hunter"},
      {"given name beside the birth date", "Siobhan O., born 5/6/2009", from_kim(), "obrien"},
      {"given name to his guardian", "I am proud of Hunter this week.", to_dad, "hunter"},
      {"possessive, to his guardian", "We talked about Hunter's grades.", to_dad, "hunter"},
      {"given name after the full name", "Hunter Stewart was late. Again, Hunter left early.", from_kim(), "hunter"},
      {"given name to somebody else", "I am proud of Hunter this week.", from_kim(), ""},
      {"greeting", "Hi Hunter, see you", to_dad, ""},
      {"signature", "See you,\nHunter", to_dad, ""},
      {"another Hunter", "I am proud of Hunter Miller this week.", to_dad, ""},
      {"small letters", "the hunter came", to_dad, ""},
      {"another child's given name", "I am proud of Robert this week.", to_dad, ""},
      {"family name first in small letters", "stewart hunter", from_kim(), ""},
      {"limited identification", "Siobhan O. was late", from_kim(), ""},
      {"list of family names", "Nguyen, Stewart, Hunter and Law", from_kim(), "hunter?"},
      {"titled like a grown-up", "Mr. Hunter Stewart called", from_kim(), "hunter?"},
      {"as who wrote", "On May 6 Hunter Stewart wrote:", from_kim(), "hunter?"},
      {"in a quoted header", "> From: Hunter Stewart", from_kim(), "hunter?"},
      {"somebody else's birth date", "Siobhan O., born 5/7/2009", from_kim(), ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(setup.people_in(c.text, c.envelope) == std::string(c.want));
  }
}

TEST_CASE("find_people: bounds and headers") {
  const Setup setup;
  Message message;
  message.parts.emplace_back();
  message.units.push_back({UnitKind::header, 0, "header/From", "Hunter Stewart <hunter@school.example>", {}});
  message.units.push_back({UnitKind::header, 0, "header/Subject", "about Hunter Stewart", {}});
  std::string many;
  for (int i = 0; i < 100; ++i) many += "Hunter Stewart\n\n";
  message.units.push_back({UnitKind::body, 0, "1", many, {}});
  std::vector<Note> notes;
  const auto folded = fold_units(message, notes);
  const auto in_time = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  Limits limits;
  const auto all = find_people(message, folded, {}, {}, *setup.roster, {}, limits, in_time, notes);
  REQUIRE(all.size() == 101);
  CHECK(all.front().unit == 1);
  CHECK(notes.empty());
  limits.mentions_max = 101;
  CHECK(find_people(message, folded, {}, {}, *setup.roster, {}, limits, in_time, notes).size() == 101);
  CHECK(notes.empty());
  limits.mentions_max = 100;
  CHECK(find_people(message, folded, {}, {}, *setup.roster, {}, limits, in_time, notes).size() == 100);
  REQUIRE(notes.size() == 1);
  CHECK(notes.front().category == "content.over_limit");
  CHECK(find_people(message, folded, {}, {}, *empty_roster(), {}, limits, in_time, notes).empty());
}
