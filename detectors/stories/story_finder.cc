#include "detectors/stories/story_finder.h"

#include <algorithm>
#include <array>

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
  bool found = false;
  for_each_word(sentence, [&](std::size_t begin, std::size_t end) {
    found = found || std::ranges::find(kWords, sentence.substr(begin, end - begin)) != kWords.end();
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

// The concepts as they stand in the text, what lies inside a longer one left out. None where nothing can carry a story.
StoryFinder::Spots StoryFinder::spots_in(const UnitLayout& unit) const {
  Spots spots;
  bool heavy = false;
  for (const Hit& hit : unit.told) {
    if (hit.term >= roles_.size() || roles_[hit.term] == kNothing) continue;
    spots.push_back({hit.begin, hit.end, hit.term, roles_[hit.term]});
    heavy = heavy || carries(spots.back());
  }
  if (!heavy) return {};
  std::ranges::sort(spots, [](const Spot& a, const Spot& b) { return std::pair(a.begin, ~a.end) < std::pair(b.begin, ~b.end); });
  std::uint32_t covered = 0;
  std::erase_if(spots, [&](const Spot& spot) {
    const bool inside = spot.end <= covered;
    covered = std::max(covered, spot.end);
    return inside;
  });
  return spots;
}

// False where the sentence is about everybody, or made up.
bool StoryFinder::add_sentence(const Spots& spots, std::size_t first, std::size_t last, Told& told) const {
  for (std::size_t i = first; i < last; ++i) {
    const std::uint8_t role = spots[i].role;
    if (role == kExclude) return false;
    const double weight = weights_[role];
    if (told.given[role] > 0 && weight >= kStoryCore && spots[i].term != told.terms[role]) told.again[role] = kAgainFactor * weight;
    told.terms[role] = spots[i].term;
    told.given[role] = weight;
  }
  return true;
}

// The sentence before and the one behind, of the same paragraph and not far.
void StoryFinder::add_beside(const UnitLayout& unit, const Spots& spots, std::size_t first, std::size_t last, TextSpan sentence, Told& told) const {
  const std::size_t line = unit.line_at(spots[first].begin);
  const auto is_beside = [&](const Spot& spot, std::uint32_t from, std::uint32_t to) {
    const std::size_t there = unit.line_at(spot.begin);
    return to - from <= kBesideBytesMax && there < unit.lines.size() && unit.lines[there].paragraph == unit.lines[line].paragraph &&
           (there == line || unit.lines[line].table < 0) && sentence_ends(unit.text, from, to, 2) == 1;
  };
  const auto add = [&](const Spot& spot) {
    if (spot.role != kExclude) told.given[spot.role] = std::max(told.given[spot.role], kBesideFactor * weights_[spot.role]);
  };
  for (std::size_t i = first; i-- > 0 && is_beside(spots[i], spots[i].end, sentence.begin);) add(spots[i]);
  for (std::size_t i = last; i < spots.size() && is_beside(spots[i], sentence.end, spots[i].begin); ++i) add(spots[i]);
}

// spots[first, last) are those of `sentence`.
void StoryFinder::add_story(const UnitLayout& unit, const Spots& spots, std::size_t first, std::size_t last, TextSpan sentence, std::vector<Story>& out) const {
  Told told;
  if (!add_sentence(spots, first, last, told)) return;
  add_beside(unit, spots, first, last, sentence, told);
  Story story;
  story.begin = spots[first].begin;
  for (std::size_t i = first; i < last; ++i) story.end = std::max(story.end, spots[i].end);
  unsigned concepts = 0;
  for (std::uint32_t i = 0; i < weights_.size(); ++i) {
    if (told.given[i] == 0) continue;
    concepts += told.again[i] > 0 ? 2 : 1;
    story.weight += told.given[i] + told.again[i];
    if (told.given[story.heaviest] < told.given[i]) story.heaviest = i;
  }
  if (concepts < 2) return;
  story.weight = std::min(story.weight, kStoryWeightMax);
  story.of_somebody = story.begin < sentence.begin + kElliptic || speaks_of_one(unit.text.substr(sentence.begin, sentence.end - sentence.begin));
  out.push_back(story);
}

std::vector<Story> StoryFinder::find(const UnitLayout& unit) const {
  std::vector<Story> stories;
  const Spots spots = weights_.empty() ? Spots() : spots_in(unit);
  for (std::size_t i = 0; i < spots.size();) {
    if (!carries(spots[i])) {
      ++i;
      continue;
    }
    const TextSpan sentence = sentence_around(unit.text, spots[i].begin, spots[i].end);
    std::size_t first = i, last = i + 1;
    while (first > 0 && spots[first - 1].begin >= sentence.begin) --first;
    while (last < spots.size() && spots[last].begin < sentence.end) ++last;
    add_story(unit, spots, first, last, sentence, stories);
    i = last;
  }
  return stories;
}

}  // namespace hallpass
