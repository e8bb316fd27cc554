// Reads the front of a pattern as a set of ways to begin: each way is the list of byte sets its first
// positions allow and whether the pattern is known to go on plainly after them. Literals, classes and
// escapes lengthen every way, groups multiply the ways by their alternatives, what may be missing adds a
// way without it. Anchors and anything not understood end the ways as they stand, and an ended way allows
// every byte from there on: a gate may let through too much, never too little.
#include "detectors/terms/gate.h"

#include <utility>

namespace hallpass {
namespace {

constexpr std::size_t kWaysMax = 400;  // more: they end where they stand

struct Way {
  std::vector<ByteSet> bytes;
  bool open = true;  // what follows may lengthen it
  bool edge = false; // "\b" stands behind the bytes
};
using Ways = std::vector<Way>;

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

bool may_grow(const Way& way) { return way.open && way.bytes.size() < kGateBytesMax; }

// Every way of `first` followed by every way of `second`.
Ways joined(const Ways& first, const Ways& second) {
  Ways result;
  for (const Way& a : first) {
    if (!may_grow(a)) {
      result.push_back(a);
      continue;
    }
    for (const Way& b : second) result.push_back(joined(a, b));
  }
  return result.size() > kWaysMax ? closed(first) : result;
}

Ways repeated(const Ways& element, int least, int most) {
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

Ways ways_of(std::span<const PatternNode> parts);

Ways ways_of(const PatternNode& node) {
  switch (node.kind) {
    case PatternNode::Kind::byte: return {Way{{node.bytes}, true, false}};
    case PatternNode::Kind::character: return {Way{{node.bytes}, false, false}};  // how many bytes, nobody knows
    case PatternNode::Kind::edge: return {Way{{}, true, true}};
    case PatternNode::Kind::unknown: return {Way{{}, false, false}};
    case PatternNode::Kind::sequence: return ways_of(std::span(node.parts));
    case PatternNode::Kind::repeat: return repeated(ways_of(node.parts[0]), node.least, node.most);
    case PatternNode::Kind::choice: break;
  }
  Ways all;
  for (const PatternNode& part : node.parts) {
    const Ways ways = ways_of(part);
    all.insert(all.end(), ways.begin(), ways.end());
  }
  return all;
}

Ways ways_of(std::span<const PatternNode> parts) {
  Ways ways{Way{}};
  for (const PatternNode& part : parts) {
    bool grow = false;
    for (const Way& way : ways) grow = grow || may_grow(way);
    if (!grow) break;
    ways = joined(ways, ways_of(part));
  }
  return ways;
}

}  // namespace

std::vector<std::vector<ByteSet>> leading_ways(std::span<const PatternNode> parts) {
  std::vector<std::vector<ByteSet>> result;
  for (Way& way : ways_of(parts)) {
    settle_edge(way);
    result.push_back(std::move(way.bytes));
  }
  return result;
}

std::vector<std::vector<ByteSet>> leading_ways(std::string_view re2) {
  const PatternNode tree = pattern_tree(re2);
  return leading_ways(std::span(&tree, 1));
}

}  // namespace hallpass
