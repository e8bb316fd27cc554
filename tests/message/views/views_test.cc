// Disguises in plain text: what is read in their place, and what is no disguise. What the whole pipeline makes of
// them stands in tests/evasion.
#include "message/views/views.h"

#include <doctest/doctest.h>

#include <string>

#include "base/utf8.h"
#include "message/other_readings.h"
#include "message/views/signs.h"

namespace hallpass {
namespace {

std::string read_again(std::string_view text) {
  std::string all;
  for (const std::string& one : second_reading(text).texts) all += one;
  return all;
}

}  // namespace

TEST_CASE("views: what a disguise says") {
  struct Case {
    std::string_view why, text, says;
    bool noted;
  };
  const Case cases[] = {
      {"characters apart", "ID 3 0 4 4 1 1 moves", "304411", false},
      {"characters apart by signs", "it is 3*0*4*4*1*1 today", "304411", true},
      {"digits as words", "it is three zero four four one one today", "304411", false},
      {"letters for digits after a label", "student ID 3O44ll here", "304411", true},
      {"a clause joined", "I saw that Ann_Lee_was_suspended today", "Ann Lee was suspended", false},
      {"a name cut by a line's end", "You asked about her today. Mari\nbel Lee was here.", "Maribel Lee", false},
      {"digits for letters", "M4r1b3l 0str4nd3r was here", "Maribel Ostrander", false},
      {"a number in the rows beside its label", "The ID\t304\nThe ID\t411\n", "304411", false},
      {"a social security number in the rows beside its label", "Social security\t524\nSocial security\t71\nSocial security\t9083\n", "524-71-9083", false},
      {"backwards", "eht rebmun rof reh si 114403", "304411", true},
      {"base64 of base64", "see Vkdobklnc3ZiR0YwYVc5dUlHbHpJRzV2ZDJobGNtVT0= ok", "", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const SecondReading reading = second_reading(c.text);
    CHECK(read_again(c.text).find(c.says) != std::string::npos);
    CHECK(reading.disguised == c.noted);
  }
}

TEST_CASE("views: ordinary text is read once") {
  struct Case {
    std::string_view why, text;
  };
  const Case cases[] = {
      {"prose", "The garden club meets on Monday at 3:15, room 214. Bring gloves."},
      {"a phone number behind a label", "My number is (319) 555-0142, or call 319 555-0143."},
      {"a date with its time behind a label", "The number for 9/4/02; 6:06:51 AM is in the book."},
      {"\"no\" is a word", "It closes no later than 11:59:59 tonight."},
      {"shares behind a label", "By number: 84%  16% (50 votes)"},
      {"a date behind another's label", "Student ID #304411\nMeeting date 02/05/2026 Next review 02/04/2027"},
      {"a number and the house beside it", "ID no.\t304411\t5132 Larkspur Road"},
      {"a whole social security number before a list's next number", "Social Security no.: 524-71-9083.\n3. Gross"},
      {"fields", "creator: Office User\ncreated: 2026-02-02\nmodified: 2026-02-03\n"},
      {"a path", "It is in docs/Garden/Club/was/moved/plan.pdf now."},
      {"a file's name", "See Garden_Club_Plan_2026_final.pdf for more."},
      {"an address on the web", "Go to www.Garden.Club.was.example.org today."},
      {"a list of names", "Ann, Lee, Marcus, Yolanda, and the others"},
      {"a trail of pages", "Home / Garden / Club / Plans"},
      {"a headline", "Reading - Writing - Listening"},
      {"a poem", "Roses are\nred and\nviolets are\nblue and\nthe sun is up\nin the east\n"},
      {"a line that was ended by hand", "Please bring your gloves and the\nbig bottle of water on Monday."},
      {"a letter's lines", "Dear Ann\n\nthank you for the cake.\nYours\nLee\n"},
      {"a table of scores beside one label", "Grade 5\t12\nGrade 5\t14\nGrade 5\t15\n"},
      {"identifiers that follow each other", "Student ID\t304411\nStudent ID\t304412\nStudent ID\t304413\n"},
      {"first names in rows", "Group A\tAnn\nGroup A\tLee\nGroup A\tMarcus\nGroup A\tYolanda\n"},
      {"model numbers", "the MP3 player and the ISO17799 standard"},
      {"money", "The $40 clay and the $1,200 kiln, 10% off!"},
      {"an assignment", "x=20 and y=35"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(read_again(c.text) == "");
  }
}

TEST_CASE("views: what is undone begins and ends between characters") {
  // a sign of several bytes between single letters, and one that begins like it behind them
  for (const std::string& text : second_reading("G\uFFFDp\uFFFDl\uFFFDa\uFFFDi\uFFFDn\uFFFDy\uFFFE\uFFFF.").texts) CHECK(is_valid_utf8(text));
  CHECK_FALSE(read_again("G\uFFFDp\uFFFDl\uFFFDa\uFFFDi\uFFFDn\uFFFDy\uFFFE.").empty());
}

TEST_CASE("views: words are told alike wherever in a block of characters they stand") {
  for (std::size_t before = 0; before < 140; ++before) {
    CAPTURE(before);
    const std::string pad(before, '.');
    CHECK(signs_of(pad + " 3 0 4 4 1 1").apart);
    CHECK(signs_of(pad + " QWxkZXJDcmVlazEy").runs);
    CHECK(signs_of(pad + " QWxk/XJD+mVlazEy").runs);
    CHECK(signs_of(pad + " 304-411").numbers);
    CHECK(signs_of(pad + " 54 68 65 20 73 73").codes);
    CHECK(signs_of(pad + " Ann_Lee_was_suspended").joined);
    CHECK(signs_of(pad + " eht garden").turned);
    const Signs none = signs_of(pad + " the garden club meets in the library on Monday at noon");
    CHECK_FALSE((none.apart || none.runs || none.numbers || none.codes || none.joined || none.turned || none.dressed));
  }
}

TEST_CASE("fields: who wrote a sentence into them, and who did not") {
  struct Case {
    std::string_view why, text;
    bool prose;
  };
  const Case cases[] = {
      {"a sentence", "Please move the locker of the student with ID 304411", true},
      {"in brackets", "from x (y (the number of the new aide is known)) by z", true},
      {"a line of Received", "from mail.example.org (mail [192.0.2.1]) by relay.example.org (8.9.3/8.9.3) with ESMTP id g7 for <a@b.example>; Mon, 2 Sep 2002 10:00:00 -0600", false},
      {"names", "Ann Lee, Marcus Oyelaran, Yolanda Prentiss, Harriet Lindgren", false},
      {"an office", "Office of the Superintendent", false},
      {"a list's name", "Garden Club Of Alder Creek And Friends", false},
      {"a program", "Produced By Microsoft MimeOLE V6.00.2600.0000", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(holds_prose(c.text) == c.prose);
  }
}

}  // namespace hallpass
