// Reads elements (a literal, a class, \d, .) with their repetition from the front of a pattern. An element
// that must come n times gives n sets. One that may be missing shares its position with the element after
// it, and there the reading ends, as it does at groups, anchors and alternatives.
#include "detectors/terms/gate.h"

#include <optional>

namespace hallpass {
namespace {

ByteSet range(unsigned char from, unsigned char to) {
  ByteSet set;
  for (unsigned c = from; c <= to; ++c) set.set(c);
  return set;
}

std::optional<ByteSet> class_escape(char c) {
  switch (c) {
    case 'd': return range('0', '9');
    case 's': return ByteSet().set(' ').set('\t').set('\n').set('\r').set('\f').set('\v');
    case 'w': return range('0', '9') | range('a', 'z') | range('A', 'Z') | ByteSet().set('_');
    default: return std::nullopt;
  }
}

class FrontReader {
 public:
  explicit FrontReader(std::string_view pattern) : rest_(pattern) {}

  std::vector<ByteSet> read() {
    std::vector<ByteSet> sets;
    if (has_top_alternative()) return sets;
    while (sets.size() < kGateBytesMax) {
      const auto element = take_element();
      if (!element) break;
      const auto [least, most] = take_repetition();
      for (int i = 0; i < least && sets.size() < kGateBytesMax; ++i) sets.push_back(*element);
      if (least == most) continue;
      // After the least number: the element again, or whatever must follow it.
      const auto next = take_element();
      if (next && take_repetition().first > 0 && sets.size() < kGateBytesMax) sets.push_back(*element | *next);
      break;
    }
    return sets;
  }

 private:
  bool has_top_alternative() const {
    int depth = 0;
    bool in_class = false;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (c == '\\') ++i;
      else if (in_class) in_class = c != ']';
      else if (c == '[') in_class = true;
      else if (c == '(') ++depth;
      else if (c == ')') --depth;
      else if (c == '|' && depth == 0) return true;
    }
    return false;
  }

  std::optional<ByteSet> take_element() {
    if (rest_.empty()) return std::nullopt;
    const char c = rest_[0];
    if (c == '[') return take_class();
    if (c == '\\') {
      if (rest_.size() < 2) return std::nullopt;
      const char escaped = rest_[1];
      auto set = class_escape(escaped);
      const bool alnum = (escaped >= 'a' && escaped <= 'z') || (escaped >= 'A' && escaped <= 'Z') ||
                         (escaped >= '0' && escaped <= '9');
      if (!set && alnum) return std::nullopt;  // \b and other things that are no byte
      rest_.remove_prefix(2);
      return set ? set : ByteSet().set(static_cast<unsigned char>(escaped));
    }
    if (c == '(' || c == ')' || c == '^' || c == '$' || c == '.' || c == '|' || static_cast<unsigned char>(c) >= 0x80) {
      return std::nullopt;
    }
    rest_.remove_prefix(1);
    return ByteSet().set(static_cast<unsigned char>(c));
  }

  std::optional<ByteSet> take_class() {
    ByteSet set;
    std::size_t i = 1;
    const bool negated = i < rest_.size() && rest_[i] == '^';
    if (negated) ++i;
    for (bool first = true; i < rest_.size() && (first || rest_[i] != ']'); first = false) {
      if (rest_[i] == '[' || static_cast<unsigned char>(rest_[i]) >= 0x80) return std::nullopt;
      unsigned char from = static_cast<unsigned char>(rest_[i++]);
      if (from == '\\') {
        if (i >= rest_.size()) return std::nullopt;
        const char escaped = rest_[i++];
        if (const auto known = class_escape(escaped)) {
          set |= *known;
          continue;
        }
        if (escaped >= 'a' && escaped <= 'z') return std::nullopt;
        from = static_cast<unsigned char>(escaped);
      }
      if (i + 1 < rest_.size() && rest_[i] == '-' && rest_[i + 1] != ']' && rest_[i + 1] != '\\') {
        set |= range(from, static_cast<unsigned char>(rest_[i + 1]));
        i += 2;
      } else {
        set.set(from);
      }
    }
    if (i >= rest_.size()) return std::nullopt;
    rest_.remove_prefix(i + 1);
    return negated ? ~set : set;
  }

  std::pair<int, int> take_repetition() {
    if (rest_.empty()) return {1, 1};
    const char c = rest_[0];
    if (c == '?' || c == '*' || c == '+') {
      rest_.remove_prefix(1);
      if (!rest_.empty() && rest_[0] == '?') rest_.remove_prefix(1);
      return {c == '+' ? 1 : 0, c == '?' ? 1 : 1000};
    }
    if (c != '{') return {1, 1};
    int least = 0, most = 0;
    std::size_t i = 1;
    for (; i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; ++i) least = least * 10 + (rest_[i] - '0');
    most = least;
    if (i < rest_.size() && rest_[i] == ',') {
      for (++i, most = 0; i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; ++i) most = most * 10 + (rest_[i] - '0');
      if (most == 0) most = 1000;
    }
    rest_.remove_prefix(i < rest_.size() ? i + 1 : i);
    if (!rest_.empty() && rest_[0] == '?') rest_.remove_prefix(1);
    return {least, most};
  }

  std::string_view rest_;
};

}  // namespace

std::vector<ByteSet> leading_bytes(std::string_view re2) { return FrontReader(re2).read(); }

}  // namespace hallpass
