// The categories of findings, as configuration may name them: alone, or a family as "record.*". Beside those
// that hallpass knows a district has its own, "custom.NAME".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

[[nodiscard]] std::span<const std::string_view> known_categories();  // sorted
// The categories that `word` names; empty where it names none. "custom.*" stands for itself: which there are
// is the district's to say.
[[nodiscard]] std::vector<std::string> categories_named(std::string_view word);
// "custom." and small letters, digits and '_', at most 64 bytes.
[[nodiscard]] bool is_custom_category(std::string_view word);

}  // namespace hallpass
