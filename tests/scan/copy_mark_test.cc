#include "scan/copy_mark.h"

#include <doctest/doctest.h>

#include <bit>

#include "hallpass/detection.h"

namespace hallpass {
namespace {

CopyMark mark_of(const std::string& text) {
  Message message;
  message.units.push_back({UnitKind::header, 0, "header/Subject", "News of the week", {}});
  message.units.push_back({UnitKind::body, 0, "1", text, {}});
  std::vector<Note> notes;
  return copy_mark(message, fold_units(message, notes));
}

bool alike(const std::string& one, const std::string& other) { return std::popcount(mark_of(one) ^ mark_of(other)) <= kCopyBitsMax; }

const std::string kLetter =
    "Dear Ms. Quintero,\nthe fifth grade sells popcorn again this year to pay for the bus to the science museum in May. Each bag "
    "costs four dollars. Please send the order form with your child by Friday, and let me know whether you can help at the table on "
    "Saturday morning between nine and noon. We need two grown-ups an hour.\nThank you,\nDana Hill\n";

std::string with(std::string text, const std::string& old_words, const std::string& new_words) {
  return text.replace(text.find(old_words), old_words.size(), new_words);
}

TEST_CASE("copy_mark: near-copies are alike, other texts are not") {
  struct Case {
    std::string_view why;
    std::string text;
    bool want;
  };
  const Case cases[] = {
      {"the same", kLetter, true},
      {"another name", with(kLetter, "Quintero", "Vandermeer"), true},
      {"another name and price", with(with(kLetter, "Quintero", "Bishop"), "four", "five"), true},
      {"in capitals, other line ends", with(kLetter, "the fifth grade", "THE FIFTH\r\nGRADE"), true},
      {"a sentence added", kLetter + "Bring a bag.\n", true},
      {"a number added to each", with(kLetter, "Thank you", "Order 4711. Thank you"), true},
      {"a quotation below it", kLetter + "> When is the science fair?\n> I could come at ten.\n", true},
      {"the same subject in other words",
       "Dear Ms. Quintero,\nyour order of popcorn has come in and can be had at the office from Monday on. If somebody else collects "
       "it, tell them to say your name. We thank all families who helped; the museum trip is paid for.\nDana Hill\n",
       false},
      {"something else",
       "Good morning, the copier in room 12 is out of toner once more and shows an error about tray two. Could somebody look at it "
       "before the third hour? I have sixty tests to print. Thanks so much, Dana Hill\n",
       false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(alike(kLetter, c.text) == c.want);
  }
  CHECK(mark_of("See you on Monday at the game.") == 0);  // short texts are alike by chance
  CHECK(mark_of("> a b c d e f g h i j k l m n o p\n") == 0);
  CHECK(mark_of("") == 0);
}

}  // namespace
}  // namespace hallpass
