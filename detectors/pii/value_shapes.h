// The shapes (value_shape.h) that confirm values of pii.*, and the table of all of them that the tests run
// hostile texts against. PCRE2 over folded text.
#pragma once

#include <array>
#include <string_view>

namespace hallpass {

// A byte of a word (tokens.h), and what ties a number to more in front of it.
#define HALLPASS_WORD_BYTE R"([0-9A-Za-z\x80-\xc1\xc3-\xe1\xe3-\xef\xf1-\xff])"
#define HALLPASS_NOT_JOINED "(?<!" HALLPASS_WORD_BYTE "[-.])"

// One delimiter, used twice, or none; issued, and not one digit nine times; not part of a longer number or code.
inline constexpr std::string_view kSsnShape =
    HALLPASS_NOT_JOINED R"((?<![$+*/])(?!000|666|9)(?!(\d)\1\1[-. ]?\1\1[-. ]?\1{4}))"
    R"(\d{3}([-. ]?)(?!00)\d{2}\2(?!0000)\d{4}\b(?!-|[./])" HALLPASS_WORD_BYTE ")";

// 9xx, a group that is issued, four digits; one delimiter, used twice, or none.
inline constexpr std::string_view kItinShape = R"(9\d{2}([ -]?)(?:[5-7]\d|8[0-8]|9[0-24-9])\1\d{4}\b)";

// In fours, as American Express groups, or in one; not part of a longer number or code.
inline constexpr std::string_view kCardShape =
    HALLPASS_NOT_JOINED R"((?>(?:\d{4}[ -]){3}\d{4}(?:[ -]?\d{1,3})?\b|3\d{3}[ -]\d{6}[ -]\d{4,5}\b|\d{12,19}\b)(?![-.]\d))";

// Neither area code nor exchange begins with 0 or 1; ten digits in one are any number.
inline constexpr std::string_view kPhoneShape = R"((?!\d{10})(?:1[ .-])?[2-9]\d{2}\)?[ ./-]{0,2}[2-9]\d{2}[ .-]?\d{4}\b)";

inline constexpr std::array kValueShapes{kSsnShape, kItinShape, kCardShape, kPhoneShape};

}  // namespace hallpass
