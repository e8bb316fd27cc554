// StoryFinder: records told without their keyword. "He was sent home for three days after the fight" holds no word
// that is a record by itself; things of different kinds standing together in one sentence make it one: a removal, a
// length of time, a cause. A story is a sentence with two concepts or more of a category, one of them heavy enough to
// carry it, or with two different words of such a heavy one; what the sentences beside it say counts for less.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "detectors/layout.h"
#include "detectors/sentence.h"
#include "detectors/stories/story_words.h"
#include "hallpass/terms.h"

namespace hallpass {

struct Story {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double weight = 0;
  bool of_somebody = false;   // "he", "her", "your son", or no subject at all: the person named before
  std::uint32_t heaviest = 0; // index into StoryWords::concepts
};

class StoryFinder {
 public:
  // `words` were declared.
  explicit StoryFinder(const StoryWords& words);

  // Looks at UnitLayout::told. Linear in them and in the length of the sentences that hold heavy ones.
  [[nodiscard]] std::vector<Story> find(const UnitLayout& unit) const;

  // Of the concepts, in their order.
  const std::vector<std::string>& names() const { return names_; }

 private:
  static constexpr std::uint8_t kNothing = 0xff, kExclude = 0xfe;
  struct Spot {
    std::uint32_t begin, end;
    TermId term;
    std::uint8_t role;  // a concept, or kExclude
  };
  using Spots = std::vector<Spot>;
  // What is said of each concept in one sentence and beside it.
  struct Told {
    std::array<double, kConceptsMax> given{}, again{};
    std::array<TermId, kConceptsMax> terms{};
  };
  void take(const StoryConcept& concept_, std::uint8_t role);
  bool carries(const Spot& spot) const { return spot.role != kExclude && weights_[spot.role] >= kStoryCore; }
  Spots spots_in(const UnitLayout& unit) const;
  bool add_sentence(const Spots& spots, std::size_t first, std::size_t last, Told& told) const;
  void add_beside(const UnitLayout& unit, const Spots& spots, std::size_t first, std::size_t last, TextSpan sentence, Told& told) const;
  void add_story(const UnitLayout& unit, const Spots& spots, std::size_t first, std::size_t last, TextSpan sentence, std::vector<Story>& out) const;

  std::vector<std::string> names_;
  std::vector<double> weights_;
  std::vector<std::uint8_t> roles_;  // by term id
};

}  // namespace hallpass
