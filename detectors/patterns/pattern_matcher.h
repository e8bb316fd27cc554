// PatternMatcher: one district pattern at work on one laid-out text. Used by the detector and for the
// pattern's own examples, so that what is tried is what runs.
#pragma once

#include <span>
#include <vector>

#include "detectors/patterns/district_pattern.h"
#include "detectors/value_context.h"

namespace hallpass {

class PatternMatcher {
 public:
  // `pattern` outlives the matcher.
  explicit PatternMatcher(const DistrictPattern& pattern) : pattern_(pattern) {}

  // Once; the terms' ids are kept.
  void terms(TermSink& sink);
  const DistrictPattern& pattern() const { return pattern_; }
  // Whose hits are candidates.
  std::span<const TermId> candidates() const { return candidates_; }

  // Does a candidate's hit hold: whole words, the check, what stands near? `roster` may be null (validators.h).
  bool holds(const UnitLayout& unit, const Hit& hit, const Roster* roster) const;
  // All places in a text laid out with the hits of these terms; none inside another.
  std::vector<Hit> places_in(const UnitLayout& unit, const Roster* roster) const;

 private:
  const DistrictPattern& pattern_;
  std::vector<TermId> candidates_;
  TermSorts context_;
};

}  // namespace hallpass
