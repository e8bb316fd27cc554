// The categories of findings, as policy files may name them: alone, or a family as "record.*".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

[[nodiscard]] std::span<const std::string_view> known_categories();  // sorted
// The categories that `word` names; empty where it names none.
[[nodiscard]] std::vector<std::string> categories_named(std::string_view word);

}  // namespace hallpass
