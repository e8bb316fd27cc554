// Charsets: any bytes with any label to valid UTF-8, through ICU. A label that is unknown or that the
// bytes contradict is answered with a best guess.
#pragma once

#include <string>
#include <string_view>

namespace hallpass {

enum class CharsetDoubt : unsigned char {
  none,
  unknown_label,  // no such charset; guessed
  wrong_label,    // the bytes say otherwise; guessed
  undecodable,    // some bytes mean nothing in it and became U+FFFD
};

// `label` in lower case; empty: none was given (which is no doubt in itself). A byte order mark wins.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view label, CharsetDoubt* doubt = nullptr);

// Loads what ICU loads late. Call before the process gives up its files.
void warm_up_charsets();

}  // namespace hallpass
