// WaitingPatterns: where patterns may have begun whose second place (second_place.h) has not come yet. Of one walk.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace hallpass {

class WaitingPatterns {
 public:
  struct Place {
    std::uint32_t at = 0;
    std::uint32_t word = 0;  // how many words stand before it
  };

  explicit WaitingPatterns(std::size_t patterns) : newest_(patterns, kNone) {}

  // Places come in order.
  void add(std::uint32_t pattern, Place place, std::uint32_t reach) {
    if (places_.size() >= forget_at_) forget_before(place.at > reach ? place.at - reach : 0);
    places_.push_back({place, newest_[pattern]});
    newest_[pattern] = static_cast<std::uint32_t>(places_.size() - 1);
  }

  // The pattern's second place has come: calls ask(at) for each place before it, at most `words` and `reach` away.
  // They wait no longer.
  template <typename Ask>
  void settle(std::uint32_t pattern, Place second, std::uint32_t words, std::uint32_t reach, Ask&& ask) {
    std::uint32_t i = newest_[pattern];
    if (i == kNone) return;
    newest_[pattern] = kNone;
    if (places_[i].place.at == second.at) {  // where another match may begin, which waits on
      newest_[pattern] = i;
      i = std::exchange(places_[i].older, kNone);
    }
    for (; i != kNone; i = places_[i].older) {
      const Place first = places_[i].place;
      if (second.word - first.word > words || second.at - first.at >= reach) return;
      ask(first.at);
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  static constexpr std::size_t kForgetAt = 1u << 13;
  struct Waiting {
    Place place;
    std::uint32_t older = kNone;  // of the same pattern
  };

  void forget_before(std::uint32_t at) {
    std::uint32_t gone = 0;
    while (gone < places_.size() && places_[gone].place.at < at) ++gone;
    const auto moved = [gone](std::uint32_t i) { return i == kNone || i < gone ? kNone : i - gone; };
    places_.erase(places_.begin(), places_.begin() + gone);
    for (Waiting& waiting : places_) waiting.older = moved(waiting.older);
    for (std::uint32_t& newest : newest_) newest = moved(newest);
    forget_at_ = places_.size() * 2 + kForgetAt;
  }

  std::vector<std::uint32_t> newest_;  // by pattern: its last place
  std::vector<Waiting> places_;
  std::size_t forget_at_ = kForgetAt;
};

}  // namespace hallpass
