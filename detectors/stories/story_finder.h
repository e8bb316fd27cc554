// StoryFinder: records told without their keyword. "He was sent home for three days after the fight" holds no word
// that is a record by itself; things of different kinds standing together in one sentence make it one: a removal, a
// length of time, a cause. A story is a sentence with two concepts or more of a category, one of them heavy enough to
// carry it, or with two different words of such a heavy one; what the sentences beside it say counts for less.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "detectors/layout.h"
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

  // Linear in the unit's hits and in the length of the sentences that hold them.
  [[nodiscard]] std::vector<Story> find(const UnitLayout& unit) const;

  // Of the concepts, in their order.
  const std::vector<std::string>& names() const { return names_; }

 private:
  static constexpr std::uint8_t kNothing = 0xff, kExclude = 0xfe;
  struct Spot {
    std::uint32_t begin, end;
    std::uint8_t role;        // a concept, or kExclude
    TermId term;
    std::uint32_t sentence;   // of the unit; neighbours are one apart
  };
  void take(const StoryConcept& concept_, std::uint8_t role);
  std::vector<Spot> spots_in(const UnitLayout& unit) const;
  void add_story(const UnitLayout& unit, const std::vector<Spot>& spots, std::size_t first, std::size_t last, std::vector<Story>& out) const;

  std::vector<std::string> names_;
  std::vector<double> weights_;
  std::vector<std::uint8_t> roles_;  // by term id
};

}  // namespace hallpass
