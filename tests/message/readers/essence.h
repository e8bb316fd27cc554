// Text reduced to what a comparison with other programs' output can be about: letters and digits. Layout,
// dashes, bullets, quotes and case are not compared.
#pragma once

#include <cctype>
#include <string>
#include <string_view>

#include "base/fold.h"
#include "base/utf8.h"

namespace hallpass::test {

inline std::string essence(std::string_view text) {
  std::string out;
  const std::string folded = folded_text(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(folded, at);
    const bool kept = c < 0x80 ? std::isalnum(static_cast<int>(c)) != 0 : c > 0xbf && !(c >= 0x2000 && c < 0x2c00);
    if (kept) out.append(folded, begin, at - begin);
  }
  return out;
}

}  // namespace hallpass::test
