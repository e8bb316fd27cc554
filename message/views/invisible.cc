// Tag characters repeat ASCII out of sight; fillers take the room of a letter and show nothing.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kTagsMin = 8;  // the flags of countries' parts have up to seven
constexpr std::array<std::string_view, 5> kFillers{"\xe3\x85\xa4", "\xef\xbe\xa0", "\xe1\x85\x9f", "\xe1\x85\xa0", "\xe2\xa0\x80"};

void tag_characters(std::string_view text, Edits& edits) {
  for (std::size_t at = text.find("\xf3\xa0"); at != std::string_view::npos; at = text.find("\xf3\xa0", at)) {
    const std::size_t begin = at;
    std::string plain;
    while (at < text.size() && text.substr(at, 2) == "\xf3\xa0") {
      const char32_t c = next_code_point(text, at);
      if (c < 0xe0020 || c > 0xe007e) break;
      plain.push_back(static_cast<char>(c - 0xe0000));
    }
    at = std::max(at, begin + 2);
    if (plain.size() >= kTagsMin) edits.push_back({begin, at, " " + plain + " "});
  }
}

}  // namespace

void undo_invisible(std::string_view text, Edits& edits) {
  tag_characters(text, edits);
  for (const std::string_view filler : kFillers) {
    for (std::size_t at = text.find(filler); at != std::string_view::npos; at = text.find(filler, at + 3)) edits.push_back({at, at + 3, " ", false});
  }
}

}  // namespace hallpass
