// Words in disguise. None of it is rare in honest mail (file names, links, headlines), so it is read and not noted.
#include <algorithm>

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kTagMax = 300;
constexpr std::size_t kGapMax = 4;
constexpr std::size_t kJoinedMin = 4;
constexpr std::size_t kLineMin = 12;
constexpr std::size_t kCutsMax = 2;  // more of them are the way the text is written
constexpr std::size_t kEarlyBreak = 50;  // a line that ends before was ended by hand

// "Mar<b>ib</b>el": tags where there should be none.
void tags(std::string_view text, Edits& edits) {
  if (text.find("</") == std::string_view::npos) return;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '/') ++i;
    const std::size_t name = i;
    while (i < text.size() && i - name < 16 && is_alnum(text[i])) ++i;
    if (i == name || !is_letter(text[name]) || i >= text.size() || (text[i] != '>' && text[i] != ' ' && text[i] != '/' && text[i] != '\n')) continue;
    const std::size_t end = text.substr(0, std::min(text.size(), at + kTagMax)).find_first_of("<>", i);
    if (end != std::string_view::npos && text[end] == '>') edits.push_back({at, end + 1, "", false});
  }
}

char letter_for(char c) {
  switch (c) {
    case '0': return 'o';
    case '1': case '!': return 'i';
    case '3': return 'e';
    case '4': case '@': return 'a';
    case '5': case '$': return 's';
    case '7': return 't';
    case '8': return 'b';
    default: return 0;
  }
}

struct Word {
  std::size_t begin = 0, end = 0;
  std::size_t letters = 0, signs = 0;  // signs: digits and signs that pass for letters
};

// "M4r1b3l 0str4nd3r": two such words in a row begin it, every one that can be read so goes on with it.
class SignWords {
 public:
  void word(std::string_view text, Word word, Edits& edits) {
    while (word.end > word.begin && !is_alnum(text[word.end - 1]) && text[word.end - 1] != '$' && text[word.end - 1] != '@') --word.end;
    const bool can = word.signs > 0 && word.letters > 0;
    const bool strong = can && word.letters >= 2 && word.letters + word.signs >= 4;
    if (!can || (words_ == 0 && !strong)) return close(text, edits);
    if (words_ == 0) begin_ = word.begin;
    end_ = word.end;
    ++words_;
    strong_ += strong;
  }
  void close(std::string_view text, Edits& edits) {
    if (words_ >= 2 && strong_ >= 2) {
      std::string out(text.substr(begin_, end_ - begin_));
      for (char& c : out) c = letter_for(c) ? letter_for(c) : c;
      for (std::size_t i = 0; i < out.size(); ++i) {  // a name begins with a capital
        const bool starts = i == 0 || out[i - 1] == ' ';
        if (starts && is_lower(out[i]) && letter_for(text[begin_ + i])) out[i] = static_cast<char>(out[i] - 32);
      }
      edits.push_back({begin_, end_, out, false});
    }
    words_ = strong_ = 0;
  }

 private:
  std::size_t begin_ = 0, end_ = 0, words_ = 0, strong_ = 0;
};

void sign_words(std::string_view text, Edits& edits) {
  SignWords words;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] <= ' ' && is_ascii(text[at])) {
      ++at;
      continue;
    }
    Word word{at, at, 0, 0};
    bool other = false;
    for (; word.end < text.size() && !(is_ascii(text[word.end]) && text[word.end] <= ' '); ++word.end) {
      const char c = text[word.end];
      const bool last = word.end + 1 >= text.size() || text[word.end + 1] <= ' ';
      if (is_letter(c)) ++word.letters;
      else if (letter_for(c) && !(last && c == '!')) ++word.signs;
      else other = other || !last;
    }
    if (other) word.signs = 0;
    words.word(text, word, edits);
    at = word.end;
  }
  words.close(text, edits);
}

bool ends_word(char c) { return c == ' ' || c == '\n' || c == '.' || c == ',' || c == '!' || c == '?' || c == ')'; }

// "Maribel_Ostrander_was_suspended": a clause whose words have the same sign between, instead of a blank. It begins
// with two capitals and goes on in small letters, and stands among other words: paths, names of files and lists do not.
class JoinedWords {
 public:
  JoinedWords(std::string_view text, Edits& edits) : text_(text), edits_(edits) {}

  void word(std::size_t begin, std::size_t end) {
    const std::string_view gap = text_.substr(end_, begin - end_);
    if (words_ == 0 || gap != usual_) {
      close();
      const bool joins = words_ > 0 && end_ > 0 && joins_words(gap);
      const std::size_t first = begin_of_last_;
      words_ = 0;
      if (joins) take(first, end_);
      usual_ = gap;
    }
    if (words_ == 0) begin_ = begin;
    take(begin, end);
    begin_of_last_ = begin;
    end_ = end;
  }

  void close() {
    const bool alone = (begin_ == 0 || text_[begin_ - 1] == ' ' || text_[begin_ - 1] == '\n') && (end_ >= text_.size() || ends_word(text_[end_]));
    if (names_ < 2 || words_ < kJoinedMin || words_ - names_ < 2 || !plain_ || !alone || !joins_words(usual_)) return;
    std::string out(text_.substr(begin_, end_ - begin_));
    for (std::size_t at = 0; (at = out.find(usual_, at)) != std::string::npos; ++at) out.replace(at, usual_.size(), " ");
    edits_.push_back({begin_, end_, out, false});
  }

 private:
  static bool joins_words(std::string_view gap) { return !gap.empty() && gap.size() <= kGapMax && gap.find('\n') == std::string_view::npos && gap != " " && gap != ", " && gap != ". "; }

  void take(std::size_t begin, std::size_t end) {
    if (words_ == 0) {
      begin_ = begin;
      names_ = 0;
      plain_ = true;
    }
    const bool name = is_upper(text_[begin]) && end - begin >= 3 && is_lower(text_[begin + 1]);
    names_ += name && names_ == words_;
    plain_ = plain_ && std::ranges::all_of(text_.substr(begin, end - begin), is_letter);
    ++words_;
  }

  std::string_view text_;
  Edits& edits_;
  std::size_t begin_ = 0, end_ = 0, begin_of_last_ = 0, words_ = 0, names_ = 0;  // names_: capitals at the front
  bool plain_ = true;
  std::string_view usual_;
};

}  // namespace

namespace {

// "created: 2026"
bool begins_field(std::string_view line) {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(line, is_letter) - line.begin());
  return end < line.size() && line[end] == ':';
}

}  // namespace

// "Mari\nbel": a word with a capital at a line's end, though the next would have had room there.
void undo_cut_words(std::string_view text, Edits& edits) {
  std::size_t line = 0;
  Edits cuts;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    std::size_t last = end;
    if (last > line && text[last - 1] == ' ') --last;
    std::size_t next = end + 1;
    while (next < text.size() && next - end < 8 && (text[next] == '>' || text[next] == ' ')) ++next;
    const bool cut = last > line + kLineMin && end - line < kEarlyBreak && text.substr(line, last - line).find(' ') != std::string_view::npos &&
                     text.substr(line, last - line).find('\t') == std::string_view::npos && is_letter(text[last - 1]) && next < text.size() && is_lower(text[next]) &&
                     is_upper(text[text.substr(0, last).rfind(' ') + 1]) && !begins_field(text.substr(next));
    if (cut) cuts.push_back({last, next, "", false});
    line = end + 1;
  }
  if (cuts.size() <= kCutsMax) edits.insert(edits.end(), cuts.begin(), cuts.end());
}

void undo_markup(std::string_view text, Edits& edits) {
  tags(text, edits);
  for (const std::string_view mark : {"**", "__"}) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 2)) {
      const bool beside = (at > 0 && is_alnum(text[at - 1])) || (at + 2 < text.size() && is_alnum(text[at + 2]));
      if (beside) edits.push_back({at, at + 2, "", false});
    }
  }
}

void undo_word_dress(std::string_view text, Edits& edits) {
  sign_words(text, edits);
}

void undo_joined_words(std::string_view text, Edits& edits) {
  JoinedWords words(text, edits);
  for (std::size_t at = 0; at < text.size();) {
    if (!is_alnum(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_alnum(text[at])) ++at;
    words.word(begin, at);
  }
  words.close();
}

}  // namespace hallpass
