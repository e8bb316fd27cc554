// What else the bytes of a mail can be taken for.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

// Several words in a row that are no names of machines and no list: somebody wrote a sentence.
[[nodiscard]] bool holds_prose(std::string_view text);

// Fields that programs fill in for programs; `name` in lower case. Nothing in them is a disguise.
[[nodiscard]] bool is_written_by_programs(std::string_view name);

// A field's name as words.
[[nodiscard]] std::string with_blanks(std::string name);

// Programs that take a bare carriage return for a line end see other fields and boundaries: the same bytes with
// line feeds there. Empty where it makes no difference.
[[nodiscard]] std::string with_line_feeds(std::string_view bytes);

}  // namespace hallpass
