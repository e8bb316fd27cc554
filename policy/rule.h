// Rule: a row of config/policy.toml as decide() uses it. Plain values; made by load_policy() alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hallpass/recipient.h"
#include "hallpass/verdict.h"

namespace hallpass {

// Which findings a rule looks at. possible: of categories of which nothing certain was found.
enum class Certainty : std::uint8_t { certain, possible, any };

// Who is free of a rule: lists of [district] in hallpass.toml.
enum class SenderList : std::uint8_t { none, mass_mail_senders, bulk_release_senders, encrypt_senders };

// What one recipient class gets: `verdict` where the condition holds, else `otherwise`.
struct Cell {
  enum class When : std::uint8_t {
    always,  // no condition
    own,     // all of it is about students this recipient may know about
    below,   // it is about fewer than `number` people
  };
  When when = When::always;
  std::uint32_t number = 0;
  SenderList unless_sender = SenderList::none;  // on this list: `verdict` whatever the number
  Action verdict = Action::allow;
  Action otherwise = Action::allow;
};

struct Rule {
  std::string id;
  std::string title;
  std::vector<std::string> clauses;
  std::vector<std::string> categories;  // sorted, groups and families expanded
  std::vector<std::string> beside;      // sorted: applies only where certain findings of these are there too
  Certainty certainty = Certainty::certain;
  bool identified = false;  // only findings about an identified student count
  SenderList free_senders = SenderList::none;
  std::optional<Action> about_sender;  // instead of the cells, where all is about the student who sends it
  std::array<Cell, std::size(kRecipientClasses)> cells;
};

}  // namespace hallpass
