// Recipient: an envelope recipient as policy and detectors see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/roster.h"
#include "hallpass/volume.h"

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
  std::uint32_t reaches = 1;            // how many people: the size of a list where it is known
};

[[nodiscard]] constexpr Audience audience_of(RecipientClass value) {
  switch (value) {
    case RecipientClass::internal:
    case RecipientClass::student: return Audience::inside;
    case RecipientClass::guardian: return Audience::families;
    case RecipientClass::partner:
    case RecipientClass::external: return Audience::outside;
  }
  return Audience::outside;
}

}  // namespace hallpass
