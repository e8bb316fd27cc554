// ASCII is most of all mail and only needs lower case: it is copied run by run. Every other character is
// folded by itself: NFKC_Casefold, then decomposed so that its marks can be dropped, then mapped onto the
// few characters that detectors compare with (digits, space, hyphen, quotes). The answers for the Latin
// blocks and for punctuation stand in a table; a mark that follows its letter is dropped as it comes, so
// "e" + acute and "é" fold alike without looking at more than one character.
//
// Letters of other alphabets that look like Latin ones (Unicode's list of confusable characters) are replaced
// only inside a word that also holds Latin letters, or in one made of them throughout: a Russian word stays
// Russian, "pаssword" with a Cyrillic а becomes "password". Among digits they are digits.
#include "base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

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
constexpr std::array<std::pair<char32_t, char>, 30> kLookAlikes{{
    {0x03B1, 'a'}, {0x03B5, 'e'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'},
    {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'}, {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043A, 'k'},
    {0x043C, 'm'}, {0x043D, 'h'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'},
    {0x0261, 'g'}, {0x04CF, 'l'},
}};

// Digits that are numbers to Unicode but no decimal digits: in rings, brackets, with a full stop or a comma.
struct DigitBlock {
  char32_t first;
  char digit;   // of `first`
  char count;
};
constexpr std::array kDigitBlocks{
    DigitBlock{0x2474, 1, 9}, DigitBlock{0x2488, 1, 9}, DigitBlock{0x24EA, 0, 1}, DigitBlock{0x24F5, 1, 9}, DigitBlock{0x24FF, 0, 1},
    DigitBlock{0x2776, 1, 9}, DigitBlock{0x2780, 1, 9}, DigitBlock{0x278A, 1, 9}, DigitBlock{0x1CCF0, 0, 10}, DigitBlock{0x1F100, 0, 1},
    DigitBlock{0x1F101, 0, 10}, DigitBlock{0x1F10B, 0, 1}, DigitBlock{0x1F10C, 0, 1},
};

// Letters in boxes, rings and outlines that have no decomposition: A to Z from `first` on.
constexpr std::array<char32_t, 5> kLetterBlocks{0x1CCD6, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6};

// Small capitals and other forms that Unicode has as letters of their own.
constexpr std::array<std::pair<char32_t, char>, 32> kLatinForms{{
    {0x0251, 'a'}, {0x0261, 'g'}, {0x0262, 'g'}, {0x026A, 'i'}, {0x0274, 'n'}, {0x0280, 'r'}, {0x028F, 'y'}, {0x0299, 'b'},
    {0x029C, 'h'}, {0x029F, 'l'}, {0x04BD, 'e'}, {0x0570, 'h'}, {0x0578, 'n'}, {0x057C, 'n'}, {0x057D, 'u'}, {0x0585, 'o'},
    {0x1D00, 'a'}, {0x1D04, 'c'}, {0x1D05, 'd'},
    {0x1D07, 'e'}, {0x1D0A, 'j'}, {0x1D0B, 'k'}, {0x1D0D, 'm'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x1D1B, 't'}, {0x1D1C, 'u'},
    {0x1D20, 'v'}, {0x1D21, 'w'}, {0x1D22, 'z'}, {0xA730, 'f'}, {0xA731, 's'},
}};

// 0: it is none of these.
char plain_form(char32_t c) {
  for (const DigitBlock& block : kDigitBlocks) {
    if (c >= block.first && c < block.first + static_cast<char32_t>(block.count)) return static_cast<char>('0' + block.digit + static_cast<char>(c - block.first));
  }
  for (const char32_t first : kLetterBlocks) {
    if (c >= first && c < first + 26) return static_cast<char>('a' + static_cast<char>(c - first));
  }
  return 0;
}

char of_list(const auto& list, char32_t point) {
  for (const auto& [from, to] : list) {
    if (from == point) return to;
  }
  return 0;
}

// The Latin letter, or digit, that a letter of another alphabet passes for: the capital's look counts, too.
char find_look_alike(char32_t point) {
  if (const char known = of_list(kLookAlikes, point)) return known;
  if (const char form = of_list(kLatinForms, point)) return form;
  static const USpoofChecker* checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    return uspoof_open(&status);
  }();
  const UScriptCode script = [point] {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(point), &status);
  }();
  const bool alphabet = script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK || script == USCRIPT_CHEROKEE || script == USCRIPT_ARMENIAN || script == USCRIPT_LISU || script == USCRIPT_COPTIC;
  if (!checker || !alphabet) return 0;
  for (const UChar32 c : {static_cast<UChar32>(point), u_toupper(static_cast<UChar32>(point))}) {
    UErrorCode status = U_ZERO_ERROR;
    UChar in[2], out[8];
    std::int32_t length = 0;
    U16_APPEND_UNSAFE(in, length, c);
    const std::int32_t got = uspoof_getSkeleton(checker, 0, in, length, out, 8, &status);
    if (U_FAILURE(status) || got != 1 || out[0] >= 0x80) continue;
    const auto latin = static_cast<char>(out[0]);
    if (latin >= 'A' && latin <= 'Z') return static_cast<char>(latin + 32);
    if ((latin >= 'a' && latin <= 'z') || (latin >= '0' && latin <= '9')) return latin;
  }
  return 0;
}

// Made once for Latin extensions, Greek, Cyrillic and Armenian.
char look_alike(char32_t point) {
  static const std::vector<char> table = [] {
    std::vector<char> made(0x590);
    for (char32_t c = 0x250; c < made.size(); ++c) made[c] = find_look_alike(c);
    return made;
  }();
  return point < table.size() ? table[point] : find_look_alike(point);
}

// The digit that a look-alike stands for among digits.
char digit_for(char latin) { return latin == 'o' ? '0' : latin == 'l' || latin == 'i' ? '1' : latin == 'b' ? '6' : latin >= '0' && latin <= '9' ? latin : '\0'; }

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
  if (const char plain = plain_form(c)) return std::string(1, plain);
  if (c == 0x2800) return " ";  // a Braille pattern without dots
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

constexpr std::size_t kAllForeignMin = 3;

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
    else (c > '9' ? latin_ : digits_) = true;
    put(ascii_lower(c), at_++);
    if (!ascii_alnum(c)) word_ = result_.text.size();
  }

  void take_other() {
    const std::size_t begin = at_;
    const char32_t c = next_code_point(source_, at_);
    const std::string local = c < kTableEnd ? std::string() : folded_character(c);
    const std::string& folded = c < kTableEnd ? character_table()[c] : local;
    if (folded.empty()) {
      if (is_invisible(c) && inside_word() && !hyphenates(c)) ++result_.tricks;
      return;
    }
    const bool letter = u_isalnum(static_cast<UChar32>(c)) || ascii_alnum(folded[0]);
    if (!letter) end_word();
    else if (look_alike_in(folded)) ++foreign_;
    else if (static_cast<unsigned char>(folded[0]) >= 0x80) other_ = true;
    else if (folded[0] > '9') latin_ = true;
    for (char byte : folded) put(byte, begin);
    if (!letter) word_ = result_.text.size();
  }

  static bool look_alike_in(const std::string& folded) {
    std::size_t at = 0;
    return static_cast<unsigned char>(folded[0]) >= 0x80 && look_alike(next_code_point(folded, at)) != 0;
  }

  // Soft hyphens between letters are what newsletters have; between digits they hide a number.
  bool hyphenates(char32_t c) const { return c == 0xAD && result_.text.back() > '9' && source_[at_] > '9'; }

  bool inside_word() const {
    return !result_.text.empty() && ascii_alnum(result_.text.back()) && at_ < source_.size() && ascii_alnum(source_[at_]);
  }

  // A word that mixes Latin letters with look-alikes is rewritten in Latin, one of digits and look-alikes in
  // digits. One of look-alikes alone may be honest Russian or Greek: it is rewritten, and is no trick.
  void end_word() {
    const bool number = digits_ && !latin_ && !other_;
    if (foreign_ > 0 && (latin_ || number || (!other_ && foreign_ >= kAllForeignMin))) {
      std::string& text = result_.text;
      std::size_t out = word_;
      for (std::size_t in = word_; in < text.size();) {
        const std::size_t begin = in;
        char latin = look_alike(next_code_point(text, in));
        if (number && latin) latin = digit_for(latin);
        if (latin && (latin_ || number)) ++result_.tricks;
        for (std::size_t k = begin; k < (latin ? begin + 1 : in); ++k, ++out) {
          text[out] = latin ? latin : text[k];
          result_.source_offset[out] = result_.source_offset[k];
        }
      }
      text.resize(out);
      result_.source_offset.resize(out);
    }
    latin_ = digits_ = other_ = false;
    foreign_ = 0;
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
  bool digits_ = false;     // an ASCII digit
  bool other_ = false;      // a letter that looks like none of these
  std::size_t foreign_ = 0; // letters that look like one
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
