// The folder of lexicons (config/lexicons, and a district's own): TOML files, each of one category and with a
// table for every language. The roster reads those of names, the detectors those of what is written about people.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "base/toml_reader.h"

namespace hallpass {

// English, Spanish, Somali, Vietnamese: the tables a lexicon may have.
inline constexpr std::array<std::string_view, 4> kLexiconLanguages{"en", "es", "so", "vi"};

// Hands every *.toml of `folder` to `read`, in the order of their names. A file that is not TOML, or of which
// `read` says an error, does not stop the others.
// Errors: not_found where there is no such folder; bad_config with the problems of all files, a line each.
[[nodiscard]] Result<void> read_lexicons(const std::string& folder, const std::function<Result<void>(TomlFile&)>& read);

}  // namespace hallpass
