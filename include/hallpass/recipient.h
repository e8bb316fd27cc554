// Recipient: an envelope recipient as policy and detectors see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass {

enum class RecipientClass : std::uint8_t { internal, student, guardian, partner, external };
inline constexpr RecipientClass kRecipientClasses[] = {
    RecipientClass::internal, RecipientClass::student, RecipientClass::guardian,
    RecipientClass::partner, RecipientClass::external};
[[nodiscard]] std::string_view to_string(RecipientClass value);  // policy/

struct Recipient {
  std::string address;                  // as in the envelope
  std::string normalized;               // base/address.h
  std::string domain;                   // of `normalized`
  RecipientClass recipient_class = RecipientClass::external;
  std::vector<PersonId> people;         // roster people with this address, ascending
  std::vector<PersonId> entitled;       // students about whom this recipient may know, ascending
};

}  // namespace hallpass
