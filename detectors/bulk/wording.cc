#include "detectors/bulk/wording.h"

#include <algorithm>
#include <set>

#include "detectors/envelope_finding.h"
#include "detectors/subjects.h"

namespace hallpass {

WordingDetector::WordingDetector(std::string_view category, Least least, const DetectorContext& context)
    : category_(category), least_(least), lexicon_(context.lexicons.of(category)) {}

void WordingDetector::terms(TermSink& sink) {
  for (const auto& phrase : lexicon_.phrases) uses_.push_back({sink.phrase(phrase.words), phrase.weight});
  for (const auto& pattern : lexicon_.patterns)
    uses_.push_back({sink.pattern(pattern.re2, pattern.start), pattern.weight});
  for (const std::string& exclude : lexicon_.excludes) uses_.push_back({sink.phrase(exclude), 0});
  std::ranges::sort(uses_, {}, &TermUse::term);
}

const WordingDetector::TermUse* WordingDetector::use_of(TermId term) const {
  const auto at = std::ranges::lower_bound(uses_, term, {}, &TermUse::term);
  return at != uses_.end() && at->term == term ? &*at : nullptr;
}

void WordingDetector::inspect(const Evidence& evidence, std::vector<Finding>& out) const {
  std::set<TermId> seen;
  std::size_t telling = 0;
  double score = 0;
  bool excluded = false;
  std::uint32_t unit = 0xffffffff;
  for (const Hit& hit : evidence.hits) {
    const Unit& source = evidence.message.units[hit.unit];
    if (source.kind == UnitKind::header && source.path != "header/Subject") continue;
    const TermUse* use = use_of(hit.term);
    if (!use || !seen.insert(hit.term).second) continue;
    excluded |= use->weight == 0;
    score += use->weight;
    if (use->weight >= kMedium) ++telling;
    if (use->weight > 0 && (unit == 0xffffffff || evidence.message.units[unit].kind == UnitKind::header))
      unit = hit.unit;
  }
  if (excluded) score /= 2;
  const double confidence = confidence_of(score);
  if (telling < least_.terms || score < least_.score || confidence < kPossible || unit == 0xffffffff) return;
  out.push_back(message_finding(category_, confidence, telling, evidence.message.units[unit].path,
                                std::to_string(telling) + " expressions of this kind"));
}

std::unique_ptr<Detector> make_bulk_chain_letter(const DetectorContext& context) {
  return std::make_unique<WordingDetector>("bulk.chain_letter",
                                           WordingDetector::Least{.terms = 1, .score = kStrong}, context);
}

std::unique_ptr<Detector> make_bulk_solicitation(const DetectorContext& context) {
  return std::make_unique<WordingDetector>("bulk.solicitation",
                                           WordingDetector::Least{.terms = 2, .score = kStrong}, context);
}

}  // namespace hallpass
