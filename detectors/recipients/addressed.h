// Addressed: the envelope's recipients as the headers and the first line of the body speak of them, and
// what the roster says to the names used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/evidence.h"

namespace hallpass {

// No more recipients of one message than these are looked at one by one; mail to more is mass mail, and
// other detectors speak of that.
inline constexpr std::size_t kExaminedMax = 200;

// The words of a personal name in folded text: "Pham, Wyatt J." -> wyatt, pham; titles, initials and what
// stands in brackets left out. Empty where it looks like no name (an address, a list, figures).
[[nodiscard]] std::vector<std::string> words_of_name(std::string_view display);

// The decoded display name that To, Cc or Bcc give `normalized`; empty where there is none.
[[nodiscard]] std::string display_of(const Evidence& evidence, std::string_view normalized);

// The display name of the From field.
[[nodiscard]] std::string sender_display(const Evidence& evidence);

// Roster people whose full name (or nickname and family name) these words are. Ascending.
[[nodiscard]] std::vector<PersonId> people_named(const Roster& roster, const std::vector<std::string>& words);

// Is `word` part of the person's name?
[[nodiscard]] bool bears(const Roster& roster, PersonId person, std::string_view word);

// Do these two have a child in common, or is one the other's child?
[[nodiscard]] bool same_family(const Roster& roster, PersonId one, PersonId other);

// Guardian of any of them, barred or not.
[[nodiscard]] bool guards_any(const Roster& roster, PersonId guardian, const std::vector<PersonId>& students);

// Distinct students named or numbered in the text (not in address headers), ascending.
[[nodiscard]] std::vector<PersonId> students_mentioned(const Evidence& evidence);

// Whom the body greets: "Dear Ms. Bishop:" -> bishop; empty where it begins otherwise or greets several.
[[nodiscard]] std::vector<std::string> greeted(const Evidence& evidence);

// The letters between dots, dashes and figures of a local part: "w.pham88" -> w, pham.
[[nodiscard]] std::vector<std::string> words_of_local_part(std::string_view local);

}  // namespace hallpass
