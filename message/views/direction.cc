// Overrides turn a stretch round on the page. A line written backwards or in ROT13 is known by its short words, of
// which every English line has some, and by capitals at the ends of words.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::string_view kOverride = "\xe2\x80\xae";  // U+202E
constexpr std::string_view kPop = "\xe2\x80\xac", kPopIsolate = "\xe2\x81\xa9";
constexpr std::size_t kLineMax = 8192;

std::string backwards(std::string_view text) {
  std::string out;
  for (std::size_t end = text.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) --begin;
    out.append(text.substr(begin, end - begin));
    end = begin;
  }
  return out;
}

std::string rotated(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_letter(c)) c = static_cast<char>((c | 32) < 'n' ? c + 13 : c - 13);
  }
  return out;
}

void overrides(std::string_view text, Edits& edits) {
  for (std::size_t at = text.find(kOverride); at != std::string_view::npos; at = text.find(kOverride, at)) {
    const std::size_t begin = at + kOverride.size();
    const std::string_view line = text.substr(begin, kLineMax);
    std::size_t end = begin + std::min({line.find(kPop), line.find(kPopIsolate), line.find('\n'), line.size()});
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    edits.push_back({at, end, backwards(text.substr(begin, end - begin))});
    at = std::max(end, begin);
  }
}

// Words of at most four letters as one number, for a quick comparison.
constexpr unsigned packed(std::string_view word) {
  unsigned value = 0;
  for (const char c : word) value = value << 8 | static_cast<unsigned char>(c | 32);
  return value;
}
template <std::size_t N>
constexpr std::array<unsigned, N> packed_list(const std::array<std::string_view, N>& words) {
  std::array<unsigned, N> list{};
  for (std::size_t i = 0; i < N; ++i) list[i] = packed(words[i]);
  return list;
}
constexpr auto kBackwards = packed_list(kOnlyBackwards);
constexpr std::array kBackwardsToo{packed("fo"), packed("dna"), packed("saw"), packed("reh"), packed("sih"), packed("ot"), packed("si")};
constexpr auto kRotated = packed_list(kOnlyRotated);
constexpr std::array kRotatedToo{packed("bs"), packed("ure"), packed("uvf"), packed("gb"), packed("vf"), packed("va")};

void lines(std::string_view text, Edits& edits) {
  unsigned strong[2] = {0, 0}, weak[2] = {0, 0}, capitals = 0;
  std::size_t line = 0;
  const auto close = [&](std::size_t end) {
    const auto says = [&](int i) { return strong[i] > 0 && strong[i] + weak[i] >= 2; };
    if (end - line <= kLineMax) {
      const std::string_view whole = text.substr(line, end - line);
      if (says(0) || capitals >= 2) edits.push_back({line, end, backwards(whole)});
      else if (says(1)) edits.push_back({line, end, rotated(whole)});
    }
    strong[0] = strong[1] = weak[0] = weak[1] = capitals = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      if (text[at] == '\n') {
        close(at);
        line = at + 1;
      }
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    const std::size_t size = at - begin;
    const bool whole = (begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == '\n') && (at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == ',');
    if (whole && size >= 4 && is_upper(text[at - 1]) && is_lower(text[begin]) && std::ranges::all_of(text.substr(begin, size - 1), is_lower)) ++capitals;
    if (size < 2 || size > 4) continue;
    const unsigned word = packed(text.substr(begin, size));
    const auto in = [word](const auto& list) { return std::ranges::find(list, word) != list.end(); };
    if (size > 2) {
      strong[0] += in(kBackwards);
      strong[1] += in(kRotated);
    }
    weak[0] += in(kBackwardsToo);
    weak[1] += in(kRotatedToo);
  }
  close(text.size());
}

}  // namespace

bool only_turned(std::string_view word) {
  const unsigned wanted = packed(word);
  return std::ranges::find(kBackwards, wanted) != kBackwards.end() || std::ranges::find(kRotated, wanted) != kRotated.end();
}

void undo_overrides(std::string_view text, Edits& edits) { overrides(text, edits); }
void undo_turned_lines(std::string_view text, Edits& edits) { lines(text, edits); }

}  // namespace hallpass
