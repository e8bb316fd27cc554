// A reader of RE2's syntax from left to right with a stack of open groups, that knows of each piece what it
// costs and whether it takes bytes of words, of gaps, or both. What it does not know takes both.
#include "detectors/patterns/pattern_span.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "detectors/terms/gate.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

struct Span {
  unsigned gaps = 0, bytes = 0;    // that it crosses; that may be either
  bool word = false, gap = false;  // what it may take

  bool mixed() const { return word && gap; }
};

constexpr Span kNothing{}, kWord{0, 0, true, false}, kGap{1, 0, false, true}, kMixed{0, 1, true, true};

constexpr unsigned plus(unsigned a, unsigned b) { return std::min(a + b, kUnboundedSpan); }
constexpr unsigned times(unsigned a, unsigned count) { return a == 0 ? 0 : count >= kUnboundedSpan / a ? kUnboundedSpan : a * count; }

Span span_of_byte(char c) { return is_word_byte(c) ? kWord : kGap; }

Span span_of_escape(char c) {
  if (c == 'd') return kWord;
  if (std::string_view("stnrfv").find(c) != std::string_view::npos) return kGap;
  if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return kNothing;
  return is_word_byte(c) ? kMixed : kGap;  // \w takes '_', \pL and others are not looked into
}

// An open group: what stands before its last '|', and the branch since.
struct Group {
  Span before, branch, last;

  void end_piece(Span next) {
    branch = {plus(branch.gaps, last.gaps), plus(branch.bytes, last.bytes), branch.word || last.word, branch.gap || last.gap};
    last = next;
  }
  void end_branch() {
    end_piece(kNothing);
    before = {std::max(before.gaps, branch.gaps), std::max(before.bytes, branch.bytes), before.word || branch.word, before.gap || branch.gap};
    branch = kNothing;
  }
};

class SpanReader {
 public:
  explicit SpanReader(std::string_view re2) : re2_(re2) {}

  Span read() {
    while (at_ < re2_.size()) step();
    while (groups_.size() > 1) close();
    groups_.back().end_branch();
    return groups_.back().before;
  }

 private:
  void step() {
    const char c = re2_[at_++];
    switch (c) {
      case '\\': piece(escape()); break;
      case '[': piece(char_class()); break;
      case '(': open(); break;
      case ')': close(); break;
      case '|': groups_.back().end_branch(); break;
      case '.': piece(kMixed); break;
      case '^': case '$': piece(kNothing); break;
      case '*': case '+': repeat(kUnboundedSpan); break;
      case '?': break;  // once at most, or a loop that is not greedy
      case '{':
        if (const unsigned count = counted(); count > 0) repeat(count);
        else piece(kGap);
        break;
      default: piece(span_of_byte(c));
    }
  }

  void piece(Span span) { groups_.back().end_piece(span); }

  void repeat(unsigned count) {
    Span& last = groups_.back().last;
    if (!last.mixed()) return;
    last.gaps = times(last.gaps, count);
    last.bytes = times(last.bytes, count);
  }

  // Behind '{': "n}", "n,}" or "n,m}". 0: it stands for itself.
  unsigned counted() {
    const std::size_t end = re2_.find('}', at_);
    if (end == std::string_view::npos || end == at_) return 0;
    std::string_view inside = re2_.substr(at_, end - at_);
    if (inside.find_first_not_of("0123456789,") != std::string_view::npos || !is_digit(inside[0])) return 0;
    at_ = end + 1;
    if (inside.ends_with(',')) return kUnboundedSpan;
    inside.remove_prefix(inside.find(',') + 1);  // npos + 1: nothing
    unsigned count = kUnboundedSpan;
    std::from_chars(inside.data(), inside.data() + inside.size(), count);
    return count;
  }

  Span escape() {
    if (at_ >= re2_.size()) return kMixed;
    const char c = re2_[at_++];
    if ((c == 'p' || c == 'P' || c == 'x') && at_ < re2_.size()) {
      if (re2_[at_] == '{') at_ = std::min(re2_.find('}', at_), re2_.size() - 1) + 1;
      else at_ = std::min(at_ + (c == 'x' ? 2 : 1), re2_.size());
    }
    return span_of_escape(c);
  }

  // Behind '['.
  Span char_class() {
    Span taken;
    const auto take = [&](Span span) { taken = {0, 0, taken.word || span.word, taken.gap || span.gap}; };
    const bool negated = at_ < re2_.size() && re2_[at_] == '^';
    if (negated) ++at_;
    for (bool first = true; at_ < re2_.size() && (first || re2_[at_] != ']'); first = false) {
      const char c = re2_[at_++];
      if (c == '\\') take(escape());
      else if (c == '[' && at_ < re2_.size() && re2_[at_] == ':') {  // [:alpha:]
        at_ = std::min(re2_.find(":]", at_), re2_.size() - 2) + 2;
        take(kMixed);
      } else if (at_ + 1 < re2_.size() && re2_[at_] == '-' && re2_[at_ + 1] != ']') {
        const auto to = static_cast<unsigned char>(re2_[at_ + 1]);
        if (to == '\\') take(kMixed);
        for (unsigned byte = static_cast<unsigned char>(c); byte <= to; ++byte) take(span_of_byte(static_cast<char>(byte)));
        at_ += to == '\\' ? 1 : 2;
      } else take(span_of_byte(c));
    }
    ++at_;
    if (negated || taken.mixed()) return kMixed;
    return taken.gap ? kGap : kWord;
  }

  // Behind '(': "(?i)" is no group.
  void open() {
    if (at_ < re2_.size() && re2_[at_] == '?') {
      at_ = std::min(re2_.find_first_of(":>)", at_), re2_.size() - 1) + 1;
      if (re2_[at_ - 1] == ')') return;
    }
    groups_.emplace_back();
  }

  void close() {
    if (groups_.size() < 2) return;
    groups_.back().end_branch();
    const Span whole = groups_.back().before;
    groups_.pop_back();
    piece(whole);
  }

  std::string_view re2_;
  std::size_t at_ = 0;
  std::vector<Group> groups_ = std::vector<Group>(1);
};

// From one word that begins as `re2` does to the next at least; 1 where a match need not begin with a word.
unsigned bytes_between_starts(std::string_view re2) {
  std::size_t least = kGateBytesMax;
  for (const std::vector<ByteSet>& way : leading_ways(re2)) {
    const auto in_word = [](const ByteSet& bytes) {
      for (std::size_t c = 0; c < kSymbols; ++c) {
        if (bytes.test(c) && (c == kEndOfText || !is_word_byte(static_cast<char>(c)))) return false;
      }
      return true;
    };
    least = std::min<std::size_t>(least, static_cast<std::size_t>(std::ranges::find_if_not(way, in_word) - way.begin()));
  }
  return static_cast<unsigned>(least) + 1;
}

}  // namespace

unsigned span_of(std::string_view re2) {
  const Span span = SpanReader(re2).read();
  if (span.gaps >= kUnboundedSpan || span.bytes >= kUnboundedSpan) return kUnboundedSpan;
  const unsigned between = bytes_between_starts(re2);
  return span.gaps + (span.bytes + between - 1) / between;
}

}  // namespace hallpass
