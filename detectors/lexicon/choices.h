// Choices: how a lexicon says several phrases at once. "(is|was|) sent home" stands for "is sent home",
// "was sent home" and "sent home"; an empty choice leaves the word out. Choices do not nest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

inline constexpr std::size_t kChoicesMax = 1024; // forms of one phrase; those past it are left out

// Every form of `phrase`, the first choices first, single spaces between words. A phrase without choices is
// its only form; an unclosed bracket is taken as it stands.
[[nodiscard]] std::vector<std::string> with_choices(std::string_view phrase);

}  // namespace hallpass
