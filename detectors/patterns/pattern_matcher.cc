#include "detectors/patterns/pattern_matcher.h"

#include <algorithm>

#include "detectors/lexicon/lexicon.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kNear = 1, kNotNear = 2 };

bool ends_with_a_word(std::string_view text, std::uint32_t end) {
  return end == 0 || end >= text.size() || !is_word_byte(text[end - 1]) || !is_word_byte(text[end]);
}

}  // namespace

void PatternMatcher::terms(TermSink& sink) {
  for (const std::string& words : pattern_.words) {
    for (const std::string& form : with_plural(words)) candidates_.push_back(sink.phrase(form));
  }
  for (PatternStart start : pattern_.starts) candidates_.push_back(sink.pattern(pattern_.re2, start));
  std::ranges::sort(candidates_);
  for (const std::string& words : pattern_.near) {
    for (const std::string& form : with_plural(words)) context_.add(sink.phrase(form), kNear);
  }
  for (const std::string& words : pattern_.not_near) {
    for (const std::string& form : with_plural(words)) context_.add(sink.phrase(form), kNotNear);
  }
}

bool PatternMatcher::holds(const UnitLayout& unit, const Hit& hit, const Roster* roster) const {
  if (!ends_with_a_word(unit.text, hit.end)) return false;
  if (pattern_.validator && !pattern_.validator->holds(unit.text.substr(hit.begin, hit.end - hit.begin), roster)) return false;
  const auto beside = [&](std::uint32_t sort) {
    return in_context(unit, context_, sort, hit.begin, hit.end, pattern_.within_bytes, pattern_.within_bytes);
  };
  return (pattern_.near.empty() || beside(kNear)) && (pattern_.not_near.empty() || !beside(kNotNear));
}

std::vector<Hit> PatternMatcher::places_in(const UnitLayout& unit, const Roster* roster) const {
  std::vector<Hit> places;
  for (const Hit& hit : unit.hits) {
    if (!std::ranges::binary_search(candidates_, hit.term)) continue;
    if (!places.empty() && hit.begin < places.back().end) continue;
    if (holds(unit, hit, roster)) places.push_back(hit);
  }
  return places;
}

}  // namespace hallpass
