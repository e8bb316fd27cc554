#include "detectors/patterns/try_pattern.h"

#include <algorithm>
#include <chrono>

#include "base/fold.h"
#include "detectors/patterns/lint_pattern.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::size_t kTrialHitsMax = 100'000;
constexpr std::size_t kOrdinaryPlacesMax = 2;       // in the ordinary letter
constexpr std::size_t kOrdinaryCandidateShare = 4;  // at most every 4th word may be worth a look

}  // namespace

PatternTrial::PatternTrial(const DistrictPattern& pattern) : matcher_(pattern) {
  TermCollector terms;
  matcher_.terms(terms);
  if (auto pass = terms.compile()) pass_ = *pass;
}

PatternTrial::Tried PatternTrial::tried(std::string_view text) const {
  Tried result;
  if (!pass_) return result;
  const std::string folded = folded_text(text);
  std::vector<Hit> hits;
  // No deadline: the text is short, or ours.
  (void)pass_->find(folded, 0, kTrialHitsMax, Deadline::max(), hits);
  const UnitLayout unit = lay_out_text(folded, hits);
  for (const Hit& hit : hits) result.candidates += std::ranges::binary_search(matcher_.candidates(), hit.term);
  result.places = matcher_.places_in(unit, nullptr).size();
  return result;
}

std::size_t PatternTrial::places_in(std::string_view text) const {
  const std::size_t places = tried(text).places;
  return places >= matcher_.pattern().places_min ? places : 0;
}

std::string PatternTrial::why_not(std::string_view text) const {
  const Tried found = tried(text);
  const std::size_t wanted = matcher_.pattern().places_min;
  if (found.places >= wanted) return "";
  if (found.candidates == 0) return "neither words nor shape are in it (text is compared in small letters and without accents)";
  if (found.places > 0) return std::to_string(found.places) + " places of the " + std::to_string(wanted) + " that 'places_min' wants";
  std::string why = "the words or shape are there, but";
  if (matcher_.pattern().validator) why.append(" '").append(matcher_.pattern().validator->name).append("' does not hold, or");
  if (!matcher_.pattern().near.empty()) why.append(" no word of 'near' is within ").append(std::to_string(matcher_.pattern().within_bytes)).append(" bytes in the same paragraph, or");
  if (!matcher_.pattern().not_near.empty()) why.append(" a word of 'not_near' is, or");
  return why.append(" a longer word or number goes on behind them");
}

std::string PatternTrial::too_broad() const {
  std::size_t words = 0;
  for_each_word(ordinary_letter(), [&](std::size_t, std::size_t) { ++words; });
  const Tried found = tried(ordinary_letter());
  if (found.candidates * kOrdinaryCandidateShare > words) {
    return "the pattern is too broad: it looks at " + std::to_string(found.candidates) + " of the " + std::to_string(words) +
           " words of an ordinary letter; begin it with fixed letters or a fixed number of digits";
  }
  if (found.places <= kOrdinaryPlacesMax) return "";
  return "the pattern is too broad: it finds " + std::to_string(found.places) +
         " places in an ordinary letter (times, prices, room and order numbers); narrow it with 'near' or a validator";
}

}  // namespace hallpass
