#include "detectors/stories/story_finder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "detectors/sentence.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr double kBesideFactor = 0.6;         // of what the sentences before and after say
constexpr double kAgainFactor = 0.6;          // of another word of a concept that can carry a story
constexpr double kStoryWeightMax = 1.4;
constexpr std::uint32_t kBesideBytesMax = 240;
constexpr std::uint32_t kElliptic = 14;       // "Was sent home": so near the sentence's begin, its subject is left out

// Words by which a sentence speaks of one person named before it.
bool speaks_of_one(std::string_view sentence) {
  constexpr std::array<std::string_view, 21> kWords{"daughter", "ella", "granddaughter", "grandson", "he", "her", "hers", "herself", "hija",
                                                    "hijo", "him", "himself", "his", "le", "lo", "nephew", "niece", "she", "son", "su", "sus"};
  static_assert(std::ranges::is_sorted(kWords));
  bool found = false;
  for_each_word(sentence, [&](std::size_t begin, std::size_t end) {
    found = found || std::ranges::binary_search(kWords, sentence.substr(begin, end - begin));
  });
  return found;
}

}  // namespace

StoryFinder::StoryFinder(const StoryWords& words) {
  take(words.exclude, kExclude);
  for (const StoryConcept& concept_ : words.concepts) {
    take(concept_, static_cast<std::uint8_t>(names_.size()));
    names_.push_back(concept_.name);
    weights_.push_back(concept_.weight);
  }
}

// What stands in two concepts belongs to the first.
void StoryFinder::take(const StoryConcept& concept_, std::uint8_t role) {
  for (TermId term : concept_.terms) {
    if (roles_.size() <= term) roles_.resize(term + std::size_t{1}, kNothing);
    if (roles_[term] == kNothing) roles_[term] = role;
  }
}

// The concepts as they stand in the text, what lies inside a longer one left out; each with its sentence.
std::vector<StoryFinder::Spot> StoryFinder::spots_in(const UnitLayout& unit) const {
  std::vector<Spot> spots;
  for (const Hit& hit : unit.hits) {
    if (hit.term < roles_.size() && roles_[hit.term] != kNothing) spots.push_back({hit.begin, hit.end, roles_[hit.term], hit.term, 0});
  }
  std::ranges::sort(spots, [](const Spot& a, const Spot& b) { return std::pair(a.begin, ~a.end) < std::pair(b.begin, ~b.end); });
  std::uint32_t covered = 0;
  std::erase_if(spots, [&](const Spot& spot) {
    const bool inside = spot.end <= covered;
    covered = std::max(covered, spot.end);
    return inside;
  });
  std::uint32_t begun = spots.empty() ? 0 : spots[0].begin;  // where the present sentence did, for those that never end
  std::size_t here = spots.empty() ? 0 : unit.line_at(spots[0].begin);
  for (std::size_t i = 1; i < spots.size(); ++i) {
    const Spot& before = spots[i - 1];
    const std::size_t line = std::exchange(here, unit.line_at(spots[i].begin));
    const bool apart = here >= unit.lines.size() || unit.lines[line].paragraph != unit.lines[here].paragraph ||
                       (unit.lines[here].table >= 0 && here != line) || spots[i].begin > begun + kSentenceBytesMax;
    const std::uint32_t ends = apart ? 2 : sentence_ends(unit.text, before.end, spots[i].begin, 2);
    const bool far = ends > 0 && spots[i].begin > before.end + kBesideBytesMax;
    spots[i].sentence = before.sentence + (far ? 2 : ends);
    if (ends > 0) begun = spots[i].begin;
  }
  return spots;
}

// spots[first, last) are those of one sentence.
void StoryFinder::add_story(const UnitLayout& unit, const std::vector<Spot>& spots, std::size_t first, std::size_t last, std::vector<Story>& out) const {
  double best = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (spots[i].role == kExclude) return;
    best = std::max(best, weights_[spots[i].role]);
  }
  if (best < kStoryCore) return;
  std::array<double, kConceptsMax> given{}, again{};
  std::array<TermId, kConceptsMax> terms{};
  for (std::size_t i = first; i < last; ++i) {
    const std::uint8_t role = spots[i].role;
    const double weight = weights_[role];
    if (given[role] > 0 && weight >= kStoryCore && spots[i].term != terms[role]) again[role] = kAgainFactor * weight;
    terms[role] = spots[i].term;
    given[role] = weight;
  }
  const auto beside = [&](const Spot& spot) {
    if (spot.role != kExclude) given[spot.role] = std::max(given[spot.role], kBesideFactor * weights_[spot.role]);
  };
  for (std::size_t i = first; i-- > 0 && spots[i].sentence + 1 == spots[first].sentence;) beside(spots[i]);
  for (std::size_t i = last; i < spots.size() && spots[i].sentence == spots[first].sentence + 1; ++i) beside(spots[i]);

  Story story;
  story.begin = spots[first].begin;
  for (std::size_t i = first; i < last; ++i) story.end = std::max(story.end, spots[i].end);
  unsigned concepts = 0;
  for (std::uint32_t i = 0; i < weights_.size(); ++i) {
    if (given[i] == 0) continue;
    concepts += again[i] > 0 ? 2 : 1;
    story.weight += given[i] + again[i];
    if (given[story.heaviest] < given[i]) story.heaviest = i;
  }
  if (concepts < 2) return;
  story.weight = std::min(story.weight, kStoryWeightMax);
  const TextSpan sentence = sentence_around(unit.text, story.begin, story.end);
  story.of_somebody = story.begin < sentence.begin + kElliptic || speaks_of_one(unit.text.substr(sentence.begin, sentence.end - sentence.begin));
  out.push_back(story);
}

std::vector<Story> StoryFinder::find(const UnitLayout& unit) const {
  std::vector<Story> stories;
  if (weights_.empty()) return stories;
  const std::vector<Spot> spots = spots_in(unit);
  for (std::size_t first = 0; first < spots.size();) {
    std::size_t last = first + 1;
    while (last < spots.size() && spots[last].sentence == spots[first].sentence) ++last;
    add_story(unit, spots, first, last, stories);
    first = last;
  }
  return stories;
}

}  // namespace hallpass
