// Reads the front of a pattern as a set of ways to begin: each way is the list of byte sets its first
// positions allow and whether the pattern is known to go on plainly after them. Literals, classes and
// escapes lengthen every way, groups multiply the ways by their alternatives, what may be missing adds a
// way without it. Anchors and anything not understood end the ways as they stand, and an ended way allows
// every byte from there on: a gate may let through too much, never too little.
#include "detectors/terms/gate.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace hallpass {
namespace {

constexpr int kUnbounded = 1'000;      // "as often as you like"
constexpr std::size_t kWaysMax = 400;  // more: they end where they stand

struct Way {
  std::vector<ByteSet> bytes;
  bool open = true;  // what follows may lengthen it
  bool edge = false; // "\b" stands behind the bytes
};
using Ways = std::vector<Way>;

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

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const ByteSet& word_bytes() {
  static const ByteSet set = *class_escape('w');
  return set;
}

// Is it a word that ends at the edge, so that no ASCII letter or digit follows?
bool ends_a_word(const Way& way) { return way.edge && !way.bytes.empty() && (way.bytes.back() & ~word_bytes()).none(); }

// A word's end becomes a look at the byte behind it, which may be the text's end.
void settle_edge(Way& way) {
  if (ends_a_word(way) && way.bytes.size() < kGateBytesMax) way.bytes.push_back(~word_bytes());
  way.edge = false;
}

Ways closed(Ways ways) {
  for (Way& way : ways) {
    settle_edge(way);
    way.open = false;
  }
  return ways;
}

// `a`, which is open, and then `b`.
Way joined(Way a, const Way& b) {
  if (b.bytes.empty()) {
    a.edge = a.edge || b.edge;
    a.open = b.open;
    if (!a.open) settle_edge(a);
    return a;
  }
  const bool word_ended = ends_a_word(a);
  for (std::size_t i = 0; i < b.bytes.size() && a.bytes.size() < kGateBytesMax; ++i) {
    a.bytes.push_back(word_ended && i == 0 ? b.bytes[0] & ~word_bytes() : b.bytes[i]);
  }
  a.edge = b.edge;
  a.open = b.open;
  return a;
}

// Every way of `first` followed by every way of `second`.
Ways joined(const Ways& first, const Ways& second) {
  Ways result;
  for (const Way& a : first) {
    if (!a.open || a.bytes.size() >= kGateBytesMax) {
      result.push_back(a);
      continue;
    }
    for (const Way& b : second) result.push_back(joined(a, b));
  }
  return result.size() > kWaysMax ? closed(first) : result;
}

class FrontReader {
 public:
  explicit FrontReader(std::string_view pattern) : rest_(pattern) {}

  Ways read_alternatives() {
    Ways result;
    do {
      const Ways ways = read_sequence();
      result.insert(result.end(), ways.begin(), ways.end());
    } while (take('|'));
    return result;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Ways read_sequence() {
    Ways ways{Way{}};
    while (!rest_.empty() && rest_[0] != '|' && rest_[0] != ')') {
      const Ways element = read_element();
      const auto [least, most] = take_repetition();
      ways = joined(ways, repeated(element, least, most));
    }
    return ways;
  }

  static Ways repeated(const Ways& element, int least, int most) {
    Ways result{Way{}};
    for (int i = 0; i < least && i < static_cast<int>(kGateBytesMax); ++i) result = joined(result, element);
    Ways all = result;
    if (most >= kUnbounded) {
      // Mostly none or once ("one space"); the rare further time passes whatever follows it.
      if (least == 0) {
        result = joined(result, element);
        all.insert(all.end(), result.begin(), result.end());
      }
      const Ways more = closed(joined(result, element));
      all.insert(all.end(), more.begin(), more.end());
      return all;
    }
    // Each further time may be the last one.
    for (int i = least; i < most && i < static_cast<int>(kGateBytesMax); ++i) {
      result = joined(result, element);
      all.insert(all.end(), result.begin(), result.end());
      if (all.size() > kWaysMax) return closed(Ways{Way{}});
    }
    return all;
  }

  Ways read_element() {
    const char c = rest_[0];
    if (c == '[') return read_class();
    if (c == '(') return read_group();
    rest_.remove_prefix(1);
    if (c == '\\') return read_escape();
    if (c == '.' || c == '^' || c == '$' || static_cast<unsigned char>(c) >= 0x80) return {Way{{}, false, false}};
    return one(ByteSet().set(static_cast<unsigned char>(c)));
  }

  Ways read_escape() {
    if (rest_.empty()) return {Way{{}, false, false}};
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (const auto set = class_escape(c)) return one(*set);
    if (c == 'b') return {Way{{}, true, true}};
    if (is_alnum(c)) return {Way{{}, false, false}};  // other things that are no byte
    return one(ByteSet().set(static_cast<unsigned char>(c)));
  }

  Ways read_group() {
    rest_.remove_prefix(1);
    if (rest_.starts_with("?:")) {
      rest_.remove_prefix(2);
    } else if (rest_.starts_with("?")) {
      rest_ = {};  // flags: not worth understanding
      return {Way{{}, false, false}};
    }
    Ways ways = read_alternatives();
    take(')');
    return ways;
  }

  static Ways one(const ByteSet& set) { return {Way{{set}, true, false}}; }

  Ways read_class() {
    ByteSet set;
    bool plain = true;
    std::size_t i = 1;
    const bool negated = i < rest_.size() && rest_[i] == '^';
    if (negated) ++i;
    for (bool first = true; i < rest_.size() && (first || rest_[i] != ']'); first = false) {
      unsigned char from = static_cast<unsigned char>(rest_[i++]);
      if (from == '[' || from >= 0x80) plain = false;
      if (from == '\\' && i < rest_.size()) {
        const char escaped = rest_[i++];
        if (const auto known = class_escape(escaped)) {
          set |= *known;
          continue;
        }
        if (is_alnum(escaped)) plain = false;
        from = static_cast<unsigned char>(escaped);
      }
      if (i + 1 < rest_.size() && rest_[i] == '-' && rest_[i + 1] != ']' && rest_[i + 1] != '\\') {
        set |= range(from, static_cast<unsigned char>(rest_[i + 1]));
        i += 2;
      } else {
        set.set(from);
      }
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    if (!plain) return {Way{{}, false, false}};
    // A negated class also takes characters of several bytes: how many, nobody knows.
    return {negated ? Way{{(~set).reset(kEndOfText)}, false, false} : Way{{set}, true, false}};
  }

  std::pair<int, int> take_repetition() {
    if (rest_.empty()) return {1, 1};
    const char c = rest_[0];
    std::pair<int, int> times{1, 1};
    if (c == '?' || c == '*' || c == '+') {
      rest_.remove_prefix(1);
      times = {c == '+' ? 1 : 0, c == '?' ? 1 : kUnbounded};
    } else if (c == '{') {
      times = take_counts();
    } else {
      return times;
    }
    take('?');
    return times;
  }

  std::pair<int, int> take_counts() {
    int least = 0, most = 0;
    std::size_t i = 1;
    for (; i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; ++i) least = least * 10 + (rest_[i] - '0');
    most = least;
    if (i < rest_.size() && rest_[i] == ',') {
      for (++i, most = 0; i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; ++i) most = most * 10 + (rest_[i] - '0');
      if (most == 0) most = kUnbounded;
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    return {least, most};
  }

  std::string_view rest_;
};

}  // namespace

std::vector<std::vector<ByteSet>> leading_ways(std::string_view re2) {
  std::vector<std::vector<ByteSet>> result;
  for (Way& way : FrontReader(re2).read_alternatives()) {
    settle_edge(way);
    result.push_back(std::move(way.bytes));
  }
  return result;
}

}  // namespace hallpass
