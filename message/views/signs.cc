// Every character becomes a bit in a mask of its class; words are then taken from the masks, one a step, and
// their classes are told without reading the characters again.
#include "message/views/signs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kLongRun = 16;
constexpr std::size_t kBlock = 64;
constexpr std::size_t kBlocksMax = kSignsBytesMax / kBlock + 2;  // one more than there can be, and empty
constexpr char kEastFirst = '\xe3', kEastLast = '\xe9';  // first bytes of U+3000 to U+9FFF
constexpr std::size_t kApartGap = 14;
constexpr std::size_t kCellGroups = 3, kCellDigits = 10;
constexpr std::size_t kNumberGap = 6;
constexpr std::size_t kNumberDigits = 6;

struct Block {
  std::uint64_t digit, letter, hex, join;  // join: + / =
};

#ifdef __SSE2__

// Characters of 16 that lie between `first` and `last`.
__m128i between(__m128i bytes, char first, char last) {
  const __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(-128 - first)));
  return _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(-128 + (last - first) + 1)));
}

struct Others {
  __m128i escape = _mm_setzero_si128(), markup = _mm_setzero_si128(), letter = _mm_setzero_si128(), tilde = _mm_setzero_si128(), tab = _mm_setzero_si128(), high = _mm_setzero_si128(), east = _mm_setzero_si128();

  void see(__m128i v) {
    const auto is = [v](char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
    escape = _mm_or_si128(escape, _mm_or_si128(_mm_or_si128(is('%'), is('\\')), _mm_or_si128(_mm_or_si128(is('&'), is('=')), is('+'))));
    markup = _mm_or_si128(markup, _mm_or_si128(is('<'), _mm_or_si128(is('*'), is('_'))));
    letter = _mm_or_si128(letter, _mm_or_si128(is('@'), _mm_or_si128(is('$'), is('!'))));
    tilde = _mm_or_si128(tilde, is('~'));
    tab = _mm_or_si128(tab, is('\t'));
    high = _mm_or_si128(high, v);
    east = _mm_or_si128(east, between(v, kEastFirst, kEastLast));
  }

  void tell(Signs& signs) const {
    signs.escape_signs = _mm_movemask_epi8(escape) != 0;
    signs.markup_signs = _mm_movemask_epi8(markup) != 0;
    signs.letter_signs = _mm_movemask_epi8(letter) != 0;
    signs.tilde = _mm_movemask_epi8(tilde) != 0;
    signs.tabs = _mm_movemask_epi8(tab) != 0;
    signs.above_ascii = _mm_movemask_epi8(high) != 0;
    signs.eastern = _mm_movemask_epi8(east) != 0;
  }
};

Block block_of(const char* bytes, Others& others) {
  Block block{};
  for (unsigned i = 0; i < 4; ++i) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));
    const __m128i digit = between(v, '0', '9'), letter = between(small, 'a', 'z');
    const auto put = [i](std::uint64_t& mask, __m128i bits) { mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(bits))) << (16 * i); };
    put(block.digit, digit);
    put(block.letter, letter);
    put(block.hex, _mm_or_si128(digit, between(small, 'a', 'f')));
    put(block.join, _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('+')), _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('/')), _mm_cmpeq_epi8(v, _mm_set1_epi8('=')))));
    others.see(v);
  }
  return block;
}

#else

struct Others {
  std::array<bool, 256> seen{};
  void tell(Signs& signs) const {
    const auto any = [this](std::string_view of) { bool found = false; for (const char c : of) found = found || seen[static_cast<unsigned char>(c)]; return found; };
    signs.escape_signs = any("%\\&=+");
    signs.markup_signs = any("<*_");
    signs.letter_signs = any("@$!");
    signs.tilde = any("~");
    signs.tabs = any("\t");
    for (std::size_t c = 0x80; c < 256; ++c) signs.above_ascii = signs.above_ascii || seen[c];
    for (std::size_t c = 0xe3; c <= 0xe9; ++c) signs.eastern = signs.eastern || seen[c];
  }
};

Block block_of(const char* bytes, Others& others) {
  Block block{};
  for (unsigned i = 0; i < kBlock; ++i) {
    const char c = bytes[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    others.seen[static_cast<unsigned char>(c)] = true;
    if (is_digit(c)) block.digit |= bit;
    if (is_letter(c)) block.letter |= bit;
    if (is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f')) block.hex |= bit;
    if (c == '+' || c == '/' || c == '=') block.join |= bit;
  }
  return block;
}

#endif

using Blocks = std::array<Block, kBlocksMax>;

// The bits of a class for the characters [begin, end), at most the first 64 of them, the first lowest.
std::uint64_t bits(const Blocks& blocks, std::uint64_t Block::*mask, std::size_t begin, std::size_t end) {
  const std::size_t i = begin / kBlock, shift = begin % kBlock, size = end - begin;
  std::uint64_t found = blocks[i].*mask >> shift;
  if (shift != 0) found |= blocks[i + 1].*mask << (kBlock - shift);
  return size >= kBlock ? found : found & ((std::uint64_t{1} << size) - 1);
}

// By the first two letters.
using Pairs = std::array<bool, 32 * 32>;
constexpr std::size_t pair_of(char first, char second) { return static_cast<std::size_t>((first & 31) << 5 | (second & 31)); }
constexpr Pairs pairs_of(const auto&... lists) {
  Pairs table{};
  const auto add = [&table](const auto& words) { for (const std::string_view word : words) table[pair_of(word[0], word[1])] = true; };
  (add(lists), ...);
  return table;
}
// The digits' names, English and Spanish.
constexpr Pairs kNameBegins = pairs_of(std::array<std::string_view, 19>{"ze", "on", "tw", "th", "fo", "fi", "si", "se", "ei", "ni", "oh", "ce", "un", "do", "tr", "cu", "ci", "oc", "nu"});
// What only_turned() knows.
constexpr Pairs kTurnedBegins = pairs_of(kOnlyBackwards, kOnlyRotated);

// Three digits in base64 begin with M, N or O, and have these next.
bool number_in_base64(std::string_view word) {
  return word[0] >= 'M' && word[0] <= 'O' && std::string_view("DTjzCSiy").find(word[1]) != std::string_view::npos && std::string_view("AEIMQUYcgk").find(word[2]) != std::string_view::npos;
}

// What words in a row have in common. Written without branches where words differ from each other.
class Row {
 public:
  Row(std::string_view text, const Blocks& blocks) : text_(text.data()), size_(text.size()), blocks_(blocks) {}

  void word(std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    const char* const at = text_ + begin;
    const std::uint64_t digit = bits(blocks_, &Block::digit, begin, end);
    const std::size_t pair = pair_of(at[0], at[size > 1]);
    const bool letters = digit == 0;
    gap(begin, is_upper(at[0]));
    const char between = text_[last_end_];  // the first of the signs, at the very front the word itself
    apart_ = begin - last_end_ > kApartGap ? 0 : between == last_between_ ? apart_ : std::min<std::size_t>(apart_, 1);
    apart_ = (size == 1) | (letters & ((size == 2) | ((size <= 6) & kNameBegins[pair]))) ? apart_ + 1 : 0;
    apart_most_ = std::max(apart_most_, apart_);
    const bool code_long = (size == 2) | (size == 3) | (size == 7) | (size == 8);  // no character has a shorter code
    const bool all_hex = code_long & ((bits(blocks_, &Block::hex, begin, end) + 1) >> (size & 15) == 1);
    hex_ = all_hex ? hex_ + 1 : 0;
    const bool number = digit == ~std::uint64_t{0} >> (kBlock - std::min(size, kBlock));
    same_ = (size == last_size_) & (size >= 4) & (size % 4 == 0) & !number ? same_ + 1 : 0;
    last_size_ = size;
    ended_high_ |= letters & (size >= 4) & is_upper(at[size - 1]) & is_lower(at[0]);
    if (!letters) with_digits(begin, end, digit, between == '\t');
    else mixed_ = 0;
    if ((size == 3 || size == 4) && kTurnedBegins[pair]) turned_ = turned_ || only_turned({at, size});
    if (size >= 8) runs_ = runs_ || size >= kLongRun || same_ >= 2 || number_in_base64({at, size});
    runs_ |= same_ >= 5;
    hex_most_ = std::max(hex_most_, hex_);
    last_between_ = between;
    last_end_ = end;
  }

  void tell(Signs& signs) const {
    signs.apart = apart_most_ >= 6;
    signs.turned = turned_ || ended_high_;
    signs.runs = signs.runs || runs_;
    signs.codes = hex_most_ >= 6 || codes_;
    signs.joined = joined_found_;
    signs.dressed = dressed_;
    signs.numbers = numbers_ || number_ends_here();
  }

 private:
  // Words since the sign between them changed.
  void gap(std::size_t begin, bool capital) {
    const std::size_t size = begin - last_end_;
    std::uint32_t now = size == 1 ? static_cast<unsigned char>(text_[last_end_]) : 0;
    for (std::size_t i = 0; size <= 4 && size > 1 && i < size; ++i) now = now << 8 | static_cast<unsigned char>(text_[last_end_ + i]);
    const bool same = (now == last_gap_) & (now != 0);
    joined_ = same ? joined_ + 1 : 1;
    capitals_ = (same ? capitals_ : last_capital_) + capital;
    last_gap_ = now;
    last_capital_ = capital;
    joined_found_ |= (joined_ >= 3) & (capitals_ >= 2) & (now != ' ') & (now != '\n') & ((now >> 8 & 0xff) != '\n');
  }

  // Groups in cells are a number only where they are few: a table of numbers is none.
  void with_digits(std::size_t begin, std::size_t end, std::uint64_t digit, bool tab) {
    const std::size_t size = end - begin;
    const auto digits = static_cast<std::size_t>(std::popcount(digit));
    const bool letters = bits(blocks_, &Block::letter, begin, end) != 0;
    const bool prefixed = size >= 3 && size <= 6 && text_[begin] == '0' && text_[begin + 1] == 'x';
    if (prefixed) hex_ = prefixed_ + 1;
    prefixed_ = prefixed ? hex_ : 0;
    codes_ = codes_ || (!letters && size >= 48);
    mixed_ = letters && size >= 3 ? mixed_ + 1 : 0;
    dressed_ = dressed_ || mixed_ >= 2;
    const bool goes_on = number_digits_ > 0 && begin - number_end_ <= kNumberGap && number_end_ == last_end_ && (groups_ == 1 || tab == tabbed_);
    if (!goes_on) numbers_ = numbers_ || number_ends_here();
    groups_ = goes_on ? groups_ + 1 : 1;
    tabbed_ = tab && goes_on;
    number_digits_ = (goes_on ? number_digits_ : 0) + (letters && digits * 2 >= size ? digits + passing(begin, end) : digits);
    number_end_ = end;
    lettered_ = letters || (goes_on && lettered_);
  }

  // The groups so far are all of a number; those in cells where the last one is no amount.
  bool number_ends_here() const {
    if (number_digits_ < kNumberDigits || (groups_ == 1 && !lettered_)) return false;
    if (!tabbed_) return true;
    const bool amount = number_end_ + 1 < size_ && text_[number_end_] == '.' && is_digit(text_[number_end_ + 1]);
    return !amount && groups_ <= kCellGroups && number_digits_ <= kCellDigits;
  }

  // Letters of the word that pass for digits.
  std::size_t passing(std::size_t begin, std::size_t end) const {
    return static_cast<std::size_t>(std::count_if(text_ + begin, text_ + end, [](char c) { return passes_for(c) != 0; }));
  }

  const char* text_;
  std::size_t size_;
  const Blocks& blocks_;
  bool turned_ = false, runs_ = false, codes_ = false, joined_found_ = false, dressed_ = false, numbers_ = false;
  std::size_t hex_ = 0, hex_most_ = 0, prefixed_ = 0, apart_ = 0, apart_most_ = 0, same_ = 0, last_size_ = 0, mixed_ = 0, last_end_ = 0;
  std::size_t joined_ = 0, capitals_ = 0;  // words with the same gap
  std::uint32_t last_gap_ = 0;
  bool last_capital_ = false, ended_high_ = false, tabbed_ = false, lettered_ = false;
  char last_between_ = 0;
  std::size_t groups_ = 0, number_digits_ = 0, number_end_ = 0;  // of a number in groups
};

// Runs of 16 characters that base64 is made of, over the gaps that + / = leave.
bool has_long_run(std::uint64_t run, std::uint64_t before) {
  const auto with = [](std::uint64_t low, std::uint64_t high, unsigned by) { return low & (low << by | high >> (kBlock - by)); };
  // bit i of `run` is set where the characters i, i-1, ... are of a run; `before` are the 64 in front
  std::uint64_t now = with(run, before, 1), then = before & before << 1;
  for (const unsigned by : {2u, 4u, 8u}) {
    const std::uint64_t longer = with(now, then, by);
    then &= then << by;
    now = longer;
  }
  return now != 0;
}

}  // namespace

Signs signs_of(std::string_view text) {
  text = text.substr(0, kSignsBytesMax);
  Signs signs;
  Blocks blocks;
  Others others;
  const std::size_t whole = text.size() / kBlock, rest = text.size() % kBlock;
  for (std::size_t i = 0; i < whole; ++i) blocks[i] = block_of(text.data() + i * kBlock, others);
  char last[kBlock] = {};
  if (rest > 0) std::memcpy(last, text.data() + whole * kBlock, rest);
  blocks[whole] = block_of(last, others);
  blocks[whole + 1] = {};
  others.tell(signs);

  Row row(text, blocks);
  std::uint64_t before = 0;      // the characters of a run in the block before
  std::uint64_t word_before = 0; // 1: the block before ends inside a word
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= whole; ++i) {
    const std::uint64_t word = blocks[i].letter | blocks[i].digit, run = word | blocks[i].join;
    signs.runs = signs.runs || has_long_run(run, before);
    before = run;
    for (std::uint64_t edges = word ^ (word << 1 | word_before); edges != 0; edges &= edges - 1) {
      const std::size_t at = i * kBlock + static_cast<std::size_t>(std::countr_zero(edges));
      if (word >> (at % kBlock) & 1) begin = at;
      else row.word(begin, at);
    }
    word_before = word >> (kBlock - 1);
  }
  row.tell(signs);
  return signs;
}

}  // namespace hallpass
