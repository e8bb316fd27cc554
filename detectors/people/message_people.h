// Who is around a message: the people behind the sender, the recipients and their children. Homonyms are
// told apart by them.
#pragma once

#include <span>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/envelope.h"
#include "hallpass/message.h"
#include "hallpass/recipient.h"
#include "hallpass/roster.h"

namespace hallpass {

struct MessagePeople {
  std::vector<PersonId> senders;              // all ascending
  std::vector<PersonId> recipients;
  std::vector<PersonId> children;             // of recipients and senders who are guardians
  std::vector<std::uint16_t> schools;         // of sending staff
  bool from_district = false;                 // the sender is somebody in the roster or writes from the district

  [[nodiscard]] bool teaches(const Roster& roster, PersonId student) const;
};

// Guardians whom only a display name gives away ("To: Ximena Grant <xgrant@yaho.com>") count as recipients.
[[nodiscard]] MessagePeople people_around(const Message& message, const Envelope& envelope,
                                          std::span<const Recipient> recipients, const Roster& roster,
                                          const District& district);

[[nodiscard]] bool holds(std::span<const PersonId> ascending, PersonId person);

}  // namespace hallpass
