// UTF-8 (RFC 3629): validity, repair, single characters. Pure, linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hallpass {

// Length in bytes of the valid sequence at the front of `text`; 0 where it is invalid or empty.
[[nodiscard]] std::size_t valid_sequence_length(std::string_view text);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

// `text` with each invalid byte replaced by U+FFFD. `replaced` (may be null) counts them.
[[nodiscard]] std::string repaired_utf8(std::string_view text, std::size_t* replaced = nullptr);

// Decodes the valid sequence at text[at] and advances `at` past it. Invalid bytes give U+FFFD, one each.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

}  // namespace hallpass
