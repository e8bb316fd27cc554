// ASCII is most of all mail and only needs lower case: it is copied run by run. Every other character is
// folded by itself: NFKC_Casefold, then decomposed so that its marks can be dropped, then mapped onto the
// few characters that detectors compare with (digits, space, hyphen, quotes). The answers for the Latin
// blocks and for punctuation stand in a table; a mark that follows its letter is dropped as it comes, so
// "e" + acute and "é" fold alike without looking at more than one character.
//
// Letters of Cyrillic or Greek that look like Latin ones are replaced only inside a word that also holds
// Latin letters: a Russian word stays Russian, "pаssword" with a Cyrillic а becomes "password".
#include "base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace hallpass {
namespace {

// Letters without a decomposition that people write without their stroke, and line separators.
constexpr std::array<std::pair<char32_t, std::string_view>, 12> kPlainSpelling{{
    {0x0085, "\n"}, {0x00B4, "'"},  {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"},
    {0x0111, "d"},  {0x0131, "i"},  {0x0142, "l"},  {0x0153, "oe"}, {0x2028, "\n"}, {0x2029, "\n"},
}};
static_assert(std::ranges::is_sorted(kPlainSpelling, {}, &std::pair<char32_t, std::string_view>::first));

// Lower-case Cyrillic and Greek letters (after folding) and the Latin letters they pass for.
constexpr std::array<std::pair<char32_t, char>, 29> kLookAlikes{{
    {0x03B1, 'a'}, {0x03B5, 'e'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'},
    {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'}, {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043A, 'k'},
    {0x043C, 'm'}, {0x043D, 'h'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'},
    {0x0261, 'g'},
}};

char look_alike(char32_t point) {
  for (const auto& [from, to] : kLookAlikes) {
    if (from == point) return to;
  }
  return 0;
}

constexpr bool ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_dash(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION || c == 0x2212; }

std::string_view quote_for(char32_t c) {
  if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x2032 || c == 0x02BC || c == 0x2039 ||
      c == 0x203A) {
    return "'";
  }
  if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x2033 || c == 0xAB || c == 0xBB) return "\"";
  return {};
}

void append_mapped(std::string& out, char32_t c) {
  const UChar32 point = static_cast<UChar32>(c);
  if (u_charType(point) == U_NON_SPACING_MARK || u_charType(point) == U_ENCLOSING_MARK) return;
  if (const int digit = u_charDigitValue(point); digit >= 0) out += static_cast<char>('0' + digit);
  else if (u_isUWhiteSpace(point) && c != '\n' && c != '\t' && c != '\r') out += ' ';
  else if (is_dash(c)) out += '-';
  else if (c == 0x2044 || c == 0x2215) out += '/';
  else if (const auto quote = quote_for(c); !quote.empty()) out += quote;
  else append_utf8(out, c);
}

std::string folded_character(char32_t c) {
  for (const auto& [from, to] : kPlainSpelling) {
    if (from == c) return std::string(to);
  }
  if (const auto quote = quote_for(c); !quote.empty()) return std::string(quote);
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (!casefold || !decompose) {
    append_utf8(out, c);
    return out;
  }
  icu::UnicodeString text = casefold->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
  const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
  if (!hangul) text = decompose->normalize(text, status);
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto point = static_cast<char32_t>(text.char32At(i));
    const auto plain = std::ranges::find(kPlainSpelling, point, &std::pair<char32_t, std::string_view>::first);
    if (plain != kPlainSpelling.end()) out += plain->second;
    else append_mapped(out, point);
  }
  return out;
}

// Everything below U+2600 but ASCII, made once: Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation.
constexpr char32_t kTableEnd = 0x2600;
const std::vector<std::string>& character_table() {
  static const std::vector<std::string> table = [] {
    std::vector<std::string> made(kTableEnd);
    for (char32_t c = 0x80; c < kTableEnd; ++c) made[c] = folded_character(c);
    return made;
  }();
  return table;
}

// Characters that leave no trace on the page: folding gives nothing and they are no accent.
bool is_invisible(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT); }

class Folder {
 public:
  explicit Folder(std::string_view source) : source_(source) {
    result_.text.reserve(source.size());
    result_.source_offset.reserve(source.size());
  }

  Folded run() {
    while (at_ < source_.size()) {
      if (static_cast<unsigned char>(source_[at_]) < 0x80) take_ascii();
      else take_other();
    }
    end_word();
    return std::move(result_);
  }

 private:
  void take_ascii() {
    const char c = source_[at_];
    if (!ascii_alnum(c)) end_word();
    else if (c > '9') latin_ = true;
    put(ascii_lower(c), at_++);
    if (!ascii_alnum(c)) word_ = result_.text.size();
  }

  void take_other() {
    const std::size_t begin = at_;
    const char32_t c = next_code_point(source_, at_);
    const std::string local = c < kTableEnd ? std::string() : folded_character(c);
    const std::string& folded = c < kTableEnd ? character_table()[c] : local;
    if (folded.empty()) {
      if (is_invisible(c) && inside_word()) ++result_.tricks;
      return;
    }
    const bool letter = u_isalnum(static_cast<UChar32>(c));
    if (!letter) end_word();
    else if (look_alike_in(folded)) foreign_ = true;
    for (char byte : folded) put(byte, begin);
    if (!letter) word_ = result_.text.size();
  }

  static bool look_alike_in(const std::string& folded) {
    std::size_t at = 0;
    return static_cast<unsigned char>(folded[0]) >= 0x80 && look_alike(next_code_point(folded, at)) != 0;
  }

  bool inside_word() const {
    return !result_.text.empty() && ascii_alnum(result_.text.back()) && at_ < source_.size() && ascii_alnum(source_[at_]);
  }

  // A word that mixes Latin letters with look-alikes is rewritten in Latin.
  void end_word() {
    if (latin_ && foreign_) {
      std::string& text = result_.text;
      std::size_t out = word_;
      for (std::size_t in = word_; in < text.size();) {
        const std::size_t begin = in;
        const char latin = look_alike(next_code_point(text, in));
        if (latin) ++result_.tricks;
        for (std::size_t k = begin; k < (latin ? begin + 1 : in); ++k, ++out) {
          text[out] = latin ? latin : text[k];
          result_.source_offset[out] = result_.source_offset[k];
        }
      }
      text.resize(out);
      result_.source_offset.resize(out);
    }
    latin_ = foreign_ = false;
    word_ = result_.text.size();
  }

  void put(char byte, std::size_t source) {
    result_.text += byte;
    result_.source_offset.push_back(static_cast<std::uint32_t>(source));
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t word_ = 0;    // where in the result the word being read begins
  bool latin_ = false;      // it holds an ASCII letter
  bool foreign_ = false;    // it holds a letter that looks like one
  Folded result_;
};

}  // namespace

Folded fold(std::string_view utf8) {
  const bool ascii = std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) return Folder(utf8).run();
  Folded result;
  result.text.resize(utf8.size());
  std::ranges::transform(utf8, result.text.begin(), ascii_lower);
  return result;
}

std::string folded_text(std::string_view utf8) { return fold(utf8).text; }

}  // namespace hallpass
