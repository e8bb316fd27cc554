// A state is how deep it lies and which ways are still alive there. What a way offers once all its bytes have
// been seen, no longer way of the same pattern offers again further on.
#include "detectors/terms/front_automaton.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace hallpass {

constexpr std::size_t kRowSearchMax = 4'000;  // how far back a gap for a row is looked for

void FrontAutomaton::add(std::vector<ByteSet> front, std::uint32_t pattern) { ways_.push_back({std::move(front), pattern}); }

// Bytes that no way tells apart are one class: classes are split by each set in turn.
void FrontAutomaton::sort_bytes_into_classes() {
  classes_ = 1;
  class_of_.fill(0);
  std::unordered_set<ByteSet> seen;
  for (const Way& way : ways_) {
    for (const ByteSet& set : way.front) {
      if (!seen.insert(set).second) continue;
      std::map<std::pair<std::uint16_t, bool>, std::uint16_t> split;
      std::array<std::uint16_t, kSymbols> after{};
      for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
        const auto slot = split.try_emplace({class_of_[symbol], set.test(symbol)}, static_cast<std::uint16_t>(split.size()));
        after[symbol] = slot.first->second;
      }
      class_of_ = after;
      classes_ = split.size();
    }
  }
}

class FrontAutomaton::Builder {
 public:
  explicit Builder(FrontAutomaton& target) : target_(target) {
    for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) symbol_of_[target_.class_of_[symbol]] = symbol;
  }

  // False where the table is too small for them all; the target is then as before.
  bool build() {
    std::vector<std::uint32_t> all(target_.ways_.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    add_state(0, {});  // 0 is dead
    target_.root_ = state_of(0, std::move(all));
    for (std::size_t s = 1; s < states_.size(); ++s) {
      expand(s);
      if (states_.size() > kStatesMax) return false;
    }
    lay_rows();
    for (std::size_t s = 0; s < states_.size(); ++s) {
      target_.offers_from_.push_back(static_cast<std::uint32_t>(target_.offers_.size()));
      target_.offers_.insert(target_.offers_.end(), states_[s].offers.begin(), states_[s].offers.end());
    }
    target_.offers_from_.push_back(static_cast<std::uint32_t>(target_.offers_.size()));
    return true;
  }

 private:
  using Ways = std::vector<std::uint32_t>;
  struct State {
    std::size_t depth;
    Ways alive;
    std::vector<std::uint32_t> offers;  // patterns, each once
    std::vector<std::pair<std::uint16_t, std::uint16_t>> steps;  // class, state
  };
  struct HashWays {
    std::size_t operator()(const Ways& ways) const {
      std::size_t hash = ways.size();
      for (const std::uint32_t way : ways) hash = (hash ^ way) * 0x9E3779B97F4A7C15u;
      return hash ^ hash >> 29;
    }
  };

  const std::vector<ByteSet>& front(std::uint32_t way) const { return target_.ways_[way].front; }

  std::size_t add_state(std::size_t depth, Ways alive) {
    states_.push_back({depth, std::move(alive), {}, {}});
    return states_.size() - 1;
  }

  // The state in which `ways` have all of their first `depth` bytes, marked where it has offers.
  std::uint32_t state_of(std::size_t depth, Ways ways) {
    if (ways.empty()) return 0;
    ways.push_back(static_cast<std::uint32_t>(depth));  // part of the key
    const auto [known, fresh] = known_.try_emplace(ways, 0);
    if (!fresh) return known->second;
    ways.pop_back();
    std::vector<std::uint32_t> offers;
    for (const std::uint32_t way : ways) {
      if (front(way).size() <= depth) offers.push_back(target_.ways_[way].pattern);
    }
    std::ranges::sort(offers);
    offers.erase(std::unique(offers.begin(), offers.end()), offers.end());
    std::erase_if(ways, [&](std::uint32_t way) { return std::ranges::binary_search(offers, target_.ways_[way].pattern); });
    const bool offering = !offers.empty();
    const std::size_t state = add_state(depth, std::move(ways));
    states_[state].offers = std::move(offers);
    known->second = static_cast<std::uint32_t>(state) | (offering ? kOffers : 0);
    return known->second;
  }

  void expand(std::size_t state) {
    const std::size_t depth = states_[state].depth;
    for (std::size_t c = 0; c < target_.classes_; ++c) {
      Ways ways;
      for (const std::uint32_t way : states_[state].alive) {
        if (front(way)[depth].test(symbol_of_[c])) ways.push_back(way);
      }
      if (const std::uint32_t next = state_of(depth + 1, std::move(ways))) {
        states_[state].steps.emplace_back(static_cast<std::uint16_t>(c), static_cast<std::uint16_t>(next));
      }
    }
    states_[state].alive = {};
  }

  // Lays each state's steps where they first fit between those of others.
  void lay_rows() {
    std::vector<Step>& steps = target_.steps_;
    target_.row_.resize(states_.size(), 0);
    std::size_t first_free = 0;
    for (std::size_t s = 1; s < states_.size(); ++s) {
      const auto& wanted = states_[s].steps;
      std::size_t row = first_free;
      const auto clashes = [&] {
        return std::ranges::any_of(wanted, [&](const auto& step) { return row + step.first < steps.size() && steps[row + step.first].from != 0; });
      };
      while (clashes()) ++row;
      if (steps.size() < row + target_.classes_) steps.resize(row + target_.classes_);
      for (const auto& [c, to] : wanted) steps[row + c] = {static_cast<std::uint16_t>(s), to};
      target_.row_[s] = static_cast<std::uint32_t>(row);
      while (first_free < steps.size() && steps[first_free].from != 0) ++first_free;
      if (row > first_free + kRowSearchMax) first_free = row - kRowSearchMax;
    }
    if (steps.size() < target_.classes_) steps.resize(target_.classes_);
  }

  FrontAutomaton& target_;
  std::array<std::size_t, kSymbols> symbol_of_{};  // one of each class
  std::vector<State> states_;
  std::unordered_map<Ways, std::uint32_t, HashWays> known_;
};

// Where there are more ways than the table holds, all are cut to fewer bytes: more is offered, nothing is lost.
void FrontAutomaton::finish() {
  std::size_t longest = 0;
  for (const Way& way : ways_) longest = std::max(longest, way.front.size());
  for (sort_bytes_into_classes(); !Builder(*this).build(); sort_bytes_into_classes()) {
    --longest;
    for (Way& way : ways_) way.front.resize(std::min(way.front.size(), longest));
  }
  ways_ = {};
}

}  // namespace hallpass
