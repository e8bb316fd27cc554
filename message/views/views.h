// Second reading: what text in disguise says to a person. Encoded by hand (base64, hexadecimal, escapes, codes),
// pulled apart (a blank between the digits), written out (digits as words), turned round, or in letters that
// pass for digits: each disguise is undone where it stands, with enough of the text around it for a label to
// be near its number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

struct SecondReading {
  // Stretches in which something was undone, a line or more each. Inside one text nothing stands twice; what is worn
  // one over another is there as each of them was taken off.
  std::vector<std::string> texts;
  bool disguised = false;          // nobody writes so by accident: worth a note
  std::vector<std::string> files;  // base64 that is no text but a file: a zip, a PDF
};

// `utf8` is valid UTF-8. Linear; text without disguise is looked through once.
[[nodiscard]] SecondReading second_reading(std::string_view utf8);

}  // namespace hallpass
