// From a text to the people found in it, in one word each: a district of the test's own, its index and find_people().
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fold.h"
#include "hallpass/detection.h"
#include "hallpass/policy.h"
#include "tests/support/roster_district.h"

namespace hallpass::test {

inline Envelope mail(const char* sender, const char* recipient) {
  Envelope envelope;
  envelope.sender = sender;
  envelope.recipients = {recipient};
  return envelope;
}

inline Envelope from_kim() { return mail("kim.jung@school.example", "x@else.example"); }

struct PeopleFinder {
  TempDir dir;
  std::shared_ptr<const Roster> roster;
  District district;

  // Lines of roster_of().
  explicit PeopleFinder(const std::string& people, const std::string& enrollments = "") : roster(roster_of(dir, people, enrollments)) {}

  // The people found in a body text, best confidence each, as "hunter maria?"; '?': below kCertain.
  std::string people_in(std::string_view text, const Envelope& envelope = from_kim(), UnitKind kind = UnitKind::body,
                        std::vector<Cell> cells = {}) const {
    Message message;
    message.parts.emplace_back();
    message.units.push_back({kind, 0, kind == UnitKind::header ? "header/Subject" : "1", std::string(text), std::move(cells)});
    std::vector<Note> notes;
    const auto folded = fold_units(message, notes);
    const auto recipients = classify_recipients(envelope, *roster, district, 0);
    const auto mentions = find_people(message, folded, envelope, recipients, *roster, district, Limits{},
                                      std::chrono::steady_clock::now() + std::chrono::seconds(5), notes);
    return in_words(mentions);
  }

  std::string in_words(const std::vector<Mention>& mentions) const {
    std::vector<std::pair<std::string, double>> best;
    for (const Mention& mention : mentions) {
      CHECK(mention.begin < mention.end);
      REQUIRE_FALSE(mention.people.empty());
      const std::string id(roster->source_id(mention.people.front()));
      const auto known = std::ranges::find(best, id, &std::pair<std::string, double>::first);
      if (known == best.end()) best.emplace_back(id, mention.confidence);
      else known->second = std::max(known->second, mention.confidence);
    }
    std::ranges::sort(best);
    std::string words;
    for (const auto& [id, confidence] : best) {
      if (confidence < kPossible) continue;
      words += (words.empty() ? "" : " ") + id + (confidence < kCertain ? "?" : "");
    }
    return words;
  }
};

// Cells of text whose rows are lines and whose cells are divided by tabs.
inline std::vector<Cell> cells_of(std::string_view text) {
  std::vector<Cell> cells;
  std::uint32_t begin = 0, row = 0;
  std::uint16_t column = 0;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const bool end = at == text.size();
    if (!end && text[at] != '\t' && text[at] != '\n') continue;
    cells.push_back({begin, at, row, column, 0});
    begin = at + 1;
    if (!end && text[at] == '\t') ++column;
    else ++row, column = 0;
  }
  return cells;
}

}  // namespace hallpass::test
