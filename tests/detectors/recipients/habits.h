// A simulated district's correspondence: senders with habits over school days, and slips planted in known
// places. Everything follows from the seed.
//
// The knobs say what is assumed: who writes how much to whom, how often to somebody new, and how often a
// slip happens. Defaults are meant to be ordinary; a different seed gives a different district.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hallpass/district.h"
#include "tests/support/made_roster.h"

namespace hallpass::test {

struct HabitKnobs {
  std::uint64_t seed = 1;
  unsigned senders = 40;
  unsigned days = 60;
  unsigned messages_daily = 3;       // of each sender, on average
  unsigned families_each = 20;       // whose guardians a sender writes to
  unsigned outsiders_each = 4;       // standing correspondents outside
  unsigned newcomers_percent = 6;    // messages to a proper outsider never written to before
  unsigned bare_percent = 40;        // recipients without a display name
  unsigned slips_permille = 20;
};

enum class SlipKind : std::uint8_t {
  none, provider_typo, local_typo, partner_typo, correspondent_typo, other_family, own_mailbox, colleagues_mailbox, left_colleague,
  other_name, outsider_in_group, neighbour
};
inline constexpr std::size_t kSlipKinds = 12;
[[nodiscard]] const char* to_string(SlipKind kind);

struct SimulatedRecipient {
  std::string display, address;
  SlipKind slip = SlipKind::none;
};

struct SimulatedMessage {
  std::string sender, sender_display;
  std::vector<SimulatedRecipient> to;
  std::vector<PersonId> about;   // students it has a record of
  std::string text;
  std::string child_name;        // as it stands in the text; empty: nobody's
  std::int64_t at_seconds = 0;
};

struct SimulatedDistrict {
  MadeRoster roster;
  District district;
  std::vector<SimulatedMessage> messages;  // in order of time
};

[[nodiscard]] std::unique_ptr<SimulatedDistrict> simulate(const HabitKnobs& knobs);

}  // namespace hallpass::test
