// A small district and the shortest way from a letter to what one detector of recipient.*, bulk.* or
// identity.* says of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/finding.h"
#include "hallpass/state.h"
#include "tests/support/made_roster.h"

namespace hallpass::test {

struct Letter {
  std::vector<std::string> to;           // "Display <address>" or an address; envelope and To alike
  std::string text = "See you on Monday.";
  std::vector<Finding> findings = {};    // what other detectors found, for conclude()
  std::string sender = "dana.hill@maplefork.example";
  std::string from_display = "Dana Hill";
  std::string login = "";                // empty: the sender
  std::string from = "";                 // the From address; empty: the sender
  std::string subject = "";
  std::string reply_to = "";
  CopyMark copy_mark = 0;
};

// Families: Quintero (Rosa and Luis; Marisol, Tomas), Ashworth (Peter; Devon), Vandermeer (Imogen's mother
// Clara Bishop). Staff: Dana Hill, Wyatt Pham, Edward Howard (Ed), Imani Bennett (superintendent), Pat Lee,
// who has left.
class LetterWorld {
 public:
  LetterWorld();

  MadeRoster roster;
  District district;
  std::unique_ptr<State> state = make_state_in_memory();
  PersonId marisol, tomas, devon, imogen, rosa, luis, peter, clara, dana, wyatt, ed, imani, pat;

  // A record of these students, certain.
  static Finding record(std::vector<PersonId> students, double confidence = 0.9);
  // The letter went out `times` times before.
  void sent_before(const Letter& letter, int times);

  // Whom detector `id` speaks of: "peter@home.example", with '?' behind what is only possible, "all" for the
  // message as a whole; separated by spaces; empty for nothing.
  std::string found(std::string_view id, const Letter& letter) const;

  static constexpr std::int64_t kNow = 1'772'452'800;  // 2 March 2026, noon UTC
};

struct LetterCase {
  std::string why;
  Letter letter;
  std::string_view want;
};
void check_letters(const LetterWorld& world, std::string_view id, const std::vector<LetterCase>& cases);

}  // namespace hallpass::test
