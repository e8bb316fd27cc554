// A state is the list of places in the patterns' programs where matches may be, each pattern's in the order in which RE2
// prefers them: where a match ends, what is less preferred than it is cut off. Whether "\b" holds is seen with the next
// byte, so a match is told by the step out of a state.
#include "detectors/terms/short_patterns.h"

#include <algorithm>
#include <map>
#include <utility>

namespace hallpass {
namespace {

using Kind = PatternNode::Kind;

constexpr std::size_t kInstructionsMax = 1'000;  // of a pattern

bool may_be_empty(const PatternNode& node) {
  switch (node.kind) {
    case Kind::byte:
    case Kind::character: return false;
    case Kind::edge:
    case Kind::unknown: return true;
    case Kind::sequence: return std::ranges::all_of(node.parts, may_be_empty);
    case Kind::choice: return std::ranges::any_of(node.parts, may_be_empty);
    case Kind::repeat: return node.least == 0 || may_be_empty(node.parts[0]);
  }
  return true;
}

bool is_plain(const PatternNode& node) {
  if (node.kind == Kind::character || node.kind == Kind::unknown) return false;
  if (node.kind == Kind::repeat && may_be_empty(node.parts[0])) return false;
  return std::ranges::all_of(node.parts, is_plain);
}

// Can an edge be asked for before a byte was taken?
bool begins_with_edge(const PatternNode& node) {
  switch (node.kind) {
    case Kind::edge: return true;
    case Kind::sequence:
      for (const PatternNode& part : node.parts) {
        if (begins_with_edge(part)) return true;
        if (!may_be_empty(part)) return false;
      }
      return false;
    default: return std::ranges::any_of(node.parts, begins_with_edge);
  }
}

}  // namespace

// Writes a pattern's program from its end to its beginning.
class ShortPatterns::Program {
 public:
  Program(std::vector<Instruction>& to, std::uint8_t pattern) : to_(to), pattern_(pattern), size_max_(to.size() + kInstructionsMax) {}

  std::uint32_t write(const PatternNode& tree) { return write(tree, put({Instruction::Kind::match, pattern_})); }
  bool is_too_large() const { return to_.size() > size_max_; }

 private:
  std::uint32_t put(Instruction instruction) {
    to_.push_back(instruction);
    return static_cast<std::uint32_t>(to_.size() - 1);
  }

  std::uint32_t write(const PatternNode& node, std::uint32_t next) {
    if (is_too_large()) return next;
    switch (node.kind) {
      case Kind::byte: return put({Instruction::Kind::byte, pattern_, node.bytes, next});
      case Kind::edge: return put({Instruction::Kind::edge, pattern_, {}, next});
      case Kind::sequence:
        for (std::size_t i = node.parts.size(); i > 0; --i) next = write(node.parts[i - 1], next);
        return next;
      case Kind::choice: {
        std::uint32_t rest = write(node.parts.back(), next);
        for (std::size_t i = node.parts.size() - 1; i > 0; --i) rest = put({Instruction::Kind::either, pattern_, {}, write(node.parts[i - 1], next), rest});
        return rest;
      }
      case Kind::repeat: return write_repeat(node, next);
      default: return next;
    }
  }

  std::uint32_t write_repeat(const PatternNode& node, std::uint32_t next) {
    const auto either = [&](std::uint32_t more, std::uint32_t done) {
      return Instruction{Instruction::Kind::either, pattern_, {}, node.lazy ? done : more, node.lazy ? more : done};
    };
    std::uint32_t after = next;
    if (node.most >= kUnbounded) {
      after = put({Instruction::Kind::either, pattern_});
      to_[after] = either(write(node.parts[0], after), next);
    } else {
      for (int i = node.least; i < node.most && !is_too_large(); ++i) {
        const std::uint32_t more = write(node.parts[0], after);
        after = put(either(more, next));
      }
    }
    for (int i = 0; i < node.least && !is_too_large(); ++i) after = write(node.parts[0], after);
    return after;
  }

  std::vector<Instruction>& to_;
  std::uint8_t pattern_;
  std::size_t size_max_;
};

class ShortPatterns::Builder {
 public:
  explicit Builder(ShortPatterns& target) : target_(target), seen_(target.program_.size(), 0) {}

  std::size_t build() {
    sort_into_classes();
    target_.steps_.assign(target_.classes_, {});  // of state 0
    target_.matches_.assign(1, 0);
    matches_.emplace(0, 0);
    states_.emplace_back();
    State start;
    ++round_;
    for (const std::uint32_t instruction : target_.starts_) close(instruction, start.alive);
    (void)number_of(std::move(start));
    for (std::size_t state = 1; state < states_.size(); ++state) {
      if (states_.size() > kStatesMax) break;
      for (std::size_t c = 0; c < target_.classes_; ++c) target_.steps_.push_back(step(states_[state], symbol_of_[c]));
    }
    return states_.size();
  }

 private:
  struct State {
    std::vector<std::uint32_t> alive;  // instructions: byte, edge or match
    bool behind_word = false;
    auto operator<=>(const State&) const = default;
  };

  // Bytes that no instruction tells apart are one class.
  void sort_into_classes() {
    std::vector<ByteSet> sets{word_bytes()};
    for (const Instruction& instruction : target_.program_) {
      if (instruction.kind == Instruction::Kind::byte && std::ranges::find(sets, instruction.bytes) == sets.end()) sets.push_back(instruction.bytes);
    }
    std::map<std::vector<bool>, std::uint16_t> classes;
    for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
      std::vector<bool> in;
      for (const ByteSet& set : sets) in.push_back(set.test(symbol));
      in.push_back(symbol == kEndOfText);
      const auto [known, fresh] = classes.try_emplace(std::move(in), static_cast<std::uint16_t>(classes.size()));
      if (fresh) symbol_of_.push_back(symbol);
      target_.class_of_[symbol] = known->second;
    }
    target_.classes_ = classes.size();
  }

  std::uint16_t number_of(State state) {
    if (state.alive.empty()) return 0;
    const auto [known, fresh] = known_.try_emplace(state, static_cast<std::uint32_t>(states_.size()));
    if (fresh) states_.push_back(std::move(state));
    return static_cast<std::uint16_t>(known->second);
  }

  // Appends what can be done from `at` on without a byte, the preferred first.
  void close(std::uint32_t at, std::vector<std::uint32_t>& to) {
    if (seen_[at] == round_) return;
    seen_[at] = round_;
    const Instruction& instruction = target_.program_[at];
    if (instruction.kind != Instruction::Kind::either) return to.push_back(at);
    close(instruction.next, to);
    close(instruction.other, to);
  }

  Step step(State from, std::size_t symbol) {
    const bool before_word = word_bytes().test(symbol);
    State next;
    next.behind_word = before_word;
    std::uint64_t matched = 0;
    resolve_edges(from, from.behind_word != before_word);
    ++round_;
    for (const std::uint32_t at : from.alive) {
      const Instruction& instruction = target_.program_[at];
      const std::uint64_t bit = std::uint64_t{1} << instruction.pattern;
      if (matched & bit) continue;  // less preferred than the match
      if (instruction.kind == Instruction::Kind::match) matched |= bit;
      else if (instruction.bytes.test(symbol)) close(instruction.next, next.alive);
    }
    const auto [known, fresh] = matches_.try_emplace(matched, static_cast<std::uint32_t>(target_.matches_.size()));
    if (fresh) target_.matches_.push_back(matched);
    const std::uint16_t to = number_of(std::move(next));
    return {to, static_cast<std::uint16_t>(known->second)};
  }

  // Puts what follows each edge in its place, or nothing.
  void resolve_edges(State& state, bool holds) {
    const auto is_edge = [&](std::uint32_t at) { return target_.program_[at].kind == Instruction::Kind::edge; };
    if (std::ranges::none_of(state.alive, is_edge)) return;
    ++round_;
    std::vector<std::uint32_t> open, resolved;
    open.assign(state.alive.rbegin(), state.alive.rend());
    std::vector<std::uint32_t> behind;
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      if (!is_edge(at)) {
        if (std::ranges::find(resolved, at) == resolved.end()) resolved.push_back(at);
        continue;
      }
      if (!holds) continue;
      behind.clear();
      close(target_.program_[at].next, behind);
      open.insert(open.end(), behind.rbegin(), behind.rend());
    }
    state.alive = std::move(resolved);
  }

  ShortPatterns& target_;
  std::vector<std::size_t> symbol_of_;  // one of each class
  std::vector<State> states_;
  std::map<State, std::uint32_t> known_;
  std::map<std::uint64_t, std::uint32_t> matches_;
  std::vector<std::uint32_t> seen_;  // by instruction: in which round
  std::uint32_t round_ = 0;
};

std::size_t ShortPatterns::build(std::span<const PatternNode> trees, ShortPatterns& into) {
  into = {};
  for (const PatternNode& tree : trees) {
    Program program(into.program_, static_cast<std::uint8_t>(into.starts_.size()));
    into.starts_.push_back(program.write(tree));
    if (program.is_too_large()) return kStatesMax + 1;
  }
  return Builder(into).build();
}

bool ShortPatterns::add(std::string_view re2, std::uint32_t id) {
  PatternNode tree = pattern_tree(re2);
  if (members_.size() == kPatternsMax || !is_plain(tree) || may_be_empty(tree) || begins_with_edge(tree)) return false;
  ShortPatterns alone;
  const std::size_t states = build(std::span(&tree, 1), alone);
  if (states > kOwnStatesMax) return false;
  members_.push_back({std::move(tree), id, states});
  return true;
}

std::vector<std::uint32_t> ShortPatterns::finish() {
  std::vector<Member> members = std::move(members_);
  std::vector<std::uint32_t> left_out;
  while (!members.empty()) {
    std::vector<PatternNode> trees;
    for (const Member& member : members) trees.push_back(member.tree);
    if (build(trees, *this) <= kStatesMax) break;
    const auto largest = std::ranges::max_element(members, {}, &Member::states);
    left_out.push_back(largest->id);
    members.erase(largest);
  }
  if (members.empty()) *this = {};
  for (const Member& member : members) ids_.push_back(member.id);
  program_ = {};
  starts_ = {};
  return left_out;
}

}  // namespace hallpass
