// One reader from left to right that calls itself for groups, which RE2 lets nest a thousand deep at most.
#include "detectors/terms/pattern_tree.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace hallpass {
namespace {

using Kind = PatternNode::Kind;

ByteSet range(unsigned char from, unsigned char to) {
  ByteSet set;
  for (unsigned c = from; c <= to; ++c) set.set(c);
  return set;
}

std::optional<ByteSet> class_escape(char c) {
  switch (c) {
    case 'd': return range('0', '9');
    case 's': return ByteSet().set(' ').set('\t').set('\n').set('\r').set('\f');
    case 'w': return word_bytes();
    case 't': return ByteSet().set('\t');
    case 'n': return ByteSet().set('\n');
    case 'r': return ByteSet().set('\r');
    case 'f': return ByteSet().set('\f');
    case 'v': return ByteSet().set('\v');
    default: return std::nullopt;
  }
}

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

PatternNode of_bytes(const ByteSet& bytes) { return {.kind = Kind::byte, .bytes = bytes}; }
// One character: ASCII of `ascii`, or any other.
PatternNode of_character(const ByteSet& ascii) { return {.kind = Kind::character, .bytes = ascii | range(0x80, 0xff)}; }
PatternNode of_unknown() { return {.kind = Kind::unknown}; }

class TreeReader {
 public:
  explicit TreeReader(std::string_view re2) : rest_(re2) {}

  PatternNode read() {
    PatternNode tree = read_choice();
    return beyond_ || !rest_.empty() ? of_unknown() : tree;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  PatternNode read_choice() {
    PatternNode choice{.kind = Kind::choice};
    do choice.parts.push_back(read_sequence());
    while (take('|'));
    return choice.parts.size() == 1 ? std::move(choice.parts[0]) : std::move(choice);
  }

  PatternNode read_sequence() {
    PatternNode sequence{.kind = Kind::sequence};
    while (!rest_.empty() && rest_[0] != '|' && rest_[0] != ')') {
      PatternNode element = read_element();
      for (auto [least, most] = take_counts(); least >= 0; std::tie(least, most) = take_counts()) {
        PatternNode repeat{.kind = Kind::repeat, .least = least, .most = most, .lazy = take('?')};
        repeat.parts.push_back(std::move(element));
        element = std::move(repeat);
      }
      sequence.parts.push_back(std::move(element));
    }
    return sequence;
  }

  PatternNode read_element() {
    const char c = rest_[0];
    if (c == '[') return read_class();
    if (c == '(') return read_group();
    rest_.remove_prefix(1);
    if (c == '\\') return read_escape();
    if (c == '.') return of_character(range(0, 0x7f).reset('\n'));
    if (c == '^' || c == '$') return of_unknown();
    if (static_cast<unsigned char>(c) >= 0x80) {
      while (!rest_.empty() && (static_cast<unsigned char>(rest_[0]) & 0xc0) == 0x80) rest_.remove_prefix(1);
      return {.kind = Kind::character, .bytes = ByteSet().set(static_cast<unsigned char>(c))};
    }
    return of_bytes(ByteSet().set(static_cast<unsigned char>(c)));
  }

  PatternNode read_escape() {
    if (rest_.empty()) return of_unknown();
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (c == 'b') return {.kind = Kind::edge};
    if (c == 'D' || c == 'W' || c == 'S') return of_character(range(0, 0x7f) & ~*class_escape(static_cast<char>(c - 'A' + 'a')));
    if (const auto set = class_escape(c)) return of_bytes(*set);
    if (!is_alnum(c)) return of_bytes(ByteSet().set(static_cast<unsigned char>(c)));
    if (c == 'p' || c == 'P' || c == 'x') skip_name(c == 'x' ? 2 : 1);
    else if (c != 'B' && c != 'A' && c != 'z') beyond_ = true;  // \Q, octal numbers
    return of_unknown();
  }

  // "{Greek}", or as many characters.
  void skip_name(std::size_t characters) {
    if (!rest_.empty() && rest_[0] == '{') characters = rest_.find('}') == std::string_view::npos ? rest_.size() : rest_.find('}') + 1;
    rest_.remove_prefix(std::min(characters, rest_.size()));
  }

  PatternNode read_group() {
    rest_.remove_prefix(1);
    if (rest_.starts_with("?:")) {
      rest_.remove_prefix(2);
    } else if (rest_.starts_with("?P<")) {
      rest_.remove_prefix(std::min(rest_.find('>'), rest_.size() - 1) + 1);
    } else if (rest_.starts_with("?")) {
      beyond_ = true;  // flags: not worth understanding
    }
    PatternNode inside = read_choice();
    take(')');
    return inside;
  }

  PatternNode read_class() {
    ByteSet set;
    bool plain = true;
    std::size_t i = 1;
    const bool negated = i < rest_.size() && rest_[i] == '^';
    if (negated) ++i;
    for (bool first = true; i < rest_.size() && (first || rest_[i] != ']'); first = false) {
      auto from = static_cast<unsigned char>(rest_[i++]);
      if (from == '[' && i < rest_.size() && rest_[i] == ':') {  // [:alpha:]
        i = std::min(rest_.find(":]", i), rest_.size() - 2) + 2;
        plain = false;
        continue;
      }
      if (from >= 0x80) plain = false;
      if (from == '\\' && i < rest_.size()) {
        const char escaped = rest_[i++];
        if (const auto known = class_escape(escaped)) {
          set |= *known;
          continue;
        }
        if (is_alnum(escaped)) {
          plain = false;
          if (i < rest_.size() && rest_[i] == '{') i = std::min(rest_.find('}', i), rest_.size() - 1) + 1;
          continue;
        }
        from = static_cast<unsigned char>(escaped);
      }
      if (i + 1 < rest_.size() && rest_[i] == '-' && rest_[i + 1] != ']') {
        const auto to = static_cast<unsigned char>(rest_[i + 1]);
        if (to == '\\' || to >= 0x80) plain = false;
        else set |= range(from, to);
        i += to == '\\' ? 3 : 2;
      } else {
        set.set(from);
      }
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    if (!plain) return of_character(range(0, 0x7f));
    return negated ? of_character(range(0, 0x7f) & ~set) : of_bytes(set);
  }

  // {-1, -1}: no repetition.
  std::pair<int, int> take_counts() {
    if (rest_.empty()) return {-1, -1};
    std::pair<int, int> counts{-1, -1};
    const char c = rest_[0];
    if (c == '?' || c == '*' || c == '+') {
      rest_.remove_prefix(1);
      counts = {c == '+' ? 1 : 0, c == '?' ? 1 : kUnbounded};
    } else if (c == '{') {
      counts = take_braces();
    }
    return counts;
  }

  // "{n}", "{n,}" or "{n,m}"; else the brace stands for itself.
  std::pair<int, int> take_braces() {
    const std::size_t end = rest_.find('}');
    if (end == std::string_view::npos || end == 1 || rest_[1] == ',') return {-1, -1};
    const std::string_view inside = rest_.substr(1, end - 1);
    if (inside.find_first_not_of("0123456789,") != std::string_view::npos) return {-1, -1};
    const auto number = [](std::string_view digits) {
      int value = 0;
      for (char c : digits) value = std::min(value * 10 + (c - '0'), kUnbounded);
      return value;
    };
    rest_.remove_prefix(end + 1);
    const std::size_t comma = inside.find(',');
    const int least = number(inside.substr(0, comma));
    if (comma == std::string_view::npos) return {least, least};
    return {least, comma + 1 == inside.size() ? kUnbounded : number(inside.substr(comma + 1))};
  }

  std::string_view rest_;
  bool beyond_ = false;
};

}  // namespace

const ByteSet& word_bytes() {
  static const ByteSet set = range('0', '9') | range('a', 'z') | range('A', 'Z') | ByteSet().set('_');
  return set;
}

PatternNode pattern_tree(std::string_view re2) { return TreeReader(re2).read(); }

}  // namespace hallpass
