// Evidence: all that is known about one message when the detectors look at it. Everything it refers to
// outlives the detectors' calls.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hallpass/correspondence.h"
#include "hallpass/district.h"
#include "hallpass/envelope.h"
#include "hallpass/mention.h"
#include "hallpass/message.h"
#include "hallpass/recipient.h"
#include "hallpass/roster.h"
#include "hallpass/terms.h"
#include "hallpass/volume.h"

namespace hallpass {

// A unit's text as it is compared: NFKC, lower case, no accents, without zero-width and soft-hyphen
// characters, digits of any script as ASCII. `cells` are those of the unit, with folded offsets.
struct FoldedUnit {
  std::string text;
  std::vector<Cell> cells;
  // For text that folding moved: source_offset[i] is where text[i] stood in the unit. Empty: same place.
  std::vector<std::uint32_t> source_offset;

  std::uint32_t source(std::uint32_t folded) const {
    return source_offset.empty() ? folded
           : folded < source_offset.size() ? source_offset[folded]
           : source_offset.back() + 1;
  }
};

struct Layout;  // detectors/layout.h

struct Evidence {
  const Envelope& envelope;
  std::span<const Recipient> recipients;
  const Message& message;
  std::span<const FoldedUnit> folded;   // one for each of message.units, same order
  std::span<const Hit> hits;            // sorted by unit, begin, term
  std::span<const Mention> mentions;    // sorted by unit, begin
  const Roster& roster;
  const District& district;
  const Correspondence& correspondence;
  const Volume& volume;
  std::int64_t now_seconds;             // Unix time: the message's clock, never the machine's
  const Layout* layout = nullptr;       // made by detect() for the detectors; callers leave it out
  CopyMark copy_mark = 0;               // of the text, for near-copies
};

}  // namespace hallpass
