// A run of single characters, or of words that each name a digit, with the same thing between them. What is
// between goes; where more stands between than usual, words or groups of digits end.
#include <algorithm>
#include <array>
#include <utility>

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kTokensMin = 6;
constexpr std::size_t kPairsMin = 4;  // "Ma ri be l"
constexpr std::size_t kOddMin = 4;    // small letters or digits with signs between
constexpr std::size_t kGapMax = 14;

constexpr std::array<std::pair<std::string_view, char>, 22> kNumberWords{{
    {"cero", '0'}, {"cinco", '5'}, {"cuatro", '4'}, {"dos", '2'}, {"eight", '8'}, {"five", '5'}, {"four", '4'}, {"nine", '9'},
    {"nueve", '9'}, {"ocho", '8'}, {"oh", '0'}, {"one", '1'}, {"seis", '6'}, {"seven", '7'}, {"siete", '7'}, {"six", '6'},
    {"three", '3'}, {"tres", '3'}, {"two", '2'}, {"una", '1'}, {"uno", '1'}, {"zero", '0'},
}};
static_assert(std::ranges::is_sorted(kNumberWords, {}, &std::pair<std::string_view, char>::first));

// U+3007 and the numerals of one to nine.
constexpr std::array<std::string_view, 10> kChinese{"\xe3\x80\x87", "\xe4\xb8\x80", "\xe4\xba\x8c", "\xe4\xb8\x89", "\xe5\x9b\x9b",
                                                    "\xe4\xba\x94", "\xe5\x85\xad", "\xe4\xb8\x83", "\xe5\x85\xab", "\xe4\xb9\x9d"};

struct Token {
  char value = 0;  // of its last character; 0: a word like any other
  char first = 0;  // of the first, where it has two
  std::size_t end = 0;
  bool chinese = false;
};

char number_word(std::string_view word) {
  std::string wanted(word);  // short: no allocation
  for (char& c : wanted) c = static_cast<char>(c | 32);
  const auto found = std::ranges::lower_bound(kNumberWords, std::string_view(wanted), {}, &std::pair<std::string_view, char>::first);
  return found != kNumberWords.end() && found->first == std::string_view(wanted) ? found->second : '\0';
}

Token token_at(std::string_view text, std::size_t at) {
  if (!is_ascii(text[at])) {
    for (std::size_t i = 0; i < kChinese.size(); ++i) {
      if (text.substr(at, 3) == kChinese[i]) return {static_cast<char>('0' + i), 0, at + 3, true};
    }
    return {};
  }
  std::size_t end = at;
  while (end < text.size() && is_alnum(text[end])) ++end;
  if (end - at == 1) return {text[at], 0, end, false};
  const char number = end - at <= 6 ? number_word(text.substr(at, end - at)) : '\0';
  if (number == 0 && end - at == 2 && is_letter(text[at]) && is_letter(text[at + 1])) return {text[at + 1], text[at], end, false};
  return {number, 0, end, false};
}

class Run {
 public:
  bool empty() const { return values_.empty(); }

  bool takes(std::string_view text, std::size_t begin, const Token& token) const {
    const std::string_view gap = text.substr(end_, begin - end_);
    return gap.size() <= kGapMax && (!gap.empty() || token.chinese);
  }

  // Does the run end before its last token, which begins another: "it is 3*0*4"?
  bool turns(std::string_view text, std::size_t begin, const Token& token) const {
    const std::string_view gap = text.substr(end_, begin - end_);
    if (count_ < 2 || usual_.empty() || gap == usual_ || gap.find_first_of(usual_) != std::string_view::npos) return false;
    return !(is_digit(token.value) && is_digit(values_.back()) && gap.find('-') != std::string_view::npos);
  }

  void add(std::string_view text, std::size_t begin, const Token& token) {
    if (empty()) {
      begin_ = begin;
    } else {
      const std::string_view gap = text.substr(end_, begin - end_);
      if (count_ == 1) usual_ = gap;
      const bool digits = is_digit(token.value) && is_digit(values_.back());
      if (gap != usual_ && (digits ? gap.find('-') != std::string_view::npos || gap.size() > usual_.size() : gap.size() > usual_.size())) values_.push_back(digits ? '-' : ' ');
    }
    if (token.first) values_.push_back(token.first);
    pairs_ += token.first != 0;
    values_.push_back(token.value);
    small_ += is_lower(token.value);
    digits_ += is_digit(token.value);
    end_ = token.end;
    ++count_;
  }

  // What stood between the characters may stand around them all, too.
  void close(std::string_view text, Edits& edits) {
    const std::size_t single = count_ - pairs_;
    if (single >= kTokensMin || (pairs_ >= kPairsMin && count_ >= kTokensMin)) {
      const bool blank = usual_.find_first_not_of(" \t\n") == std::string_view::npos;
      const auto usual = [this](char c) { return c != ' ' && c != '\n' && usual_.find(c) != std::string_view::npos; };
      for (std::size_t i = 0; i < usual_.size() && begin_ > 0 && usual(text[begin_ - 1]); ++i) --begin_;
      for (std::size_t i = 0; i < usual_.size() && end_ < text.size() && usual(text[end_]); ++i) ++end_;
      const bool disguise = pairs_ == 0 && (blank ? small_ >= 8 : small_ + digits_ >= kOddMin);  // "C.E.O." is none
      edits.push_back({begin_, end_, values_, disguise});
    }
    *this = {};
  }

 private:
  std::size_t begin_ = 0, end_ = 0, count_ = 0, small_ = 0, digits_ = 0, pairs_ = 0;
  std::string_view usual_;
  std::string values_;
};

}  // namespace

void undo_spacing(std::string_view text, Edits& edits) {
  Run run;
  Token last;
  std::size_t last_at = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_alnum(text[at]) && is_ascii(text[at])) {
      ++at;
      continue;
    }
    const Token token = token_at(text, at);
    if (token.end == 0) {
      ++at;
      continue;
    }
    if (!run.empty() && (token.value == 0 || !run.takes(text, at, token))) {
      run.close(text, edits);
    } else if (!run.empty() && run.turns(text, at, token)) {
      run.close(text, edits);
      run.add(text, last_at, last);
    }
    if (token.value != 0) run.add(text, at, token);
    last = token;
    last_at = at;
    at = token.end;
  }
  run.close(text, edits);
}

}  // namespace hallpass
