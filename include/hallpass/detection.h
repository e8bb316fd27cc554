// Detection: from units to findings, in the four steps of hops 3c to 3e. What scan() calls; the detectors
// themselves are behind it. All functions are pure and safe from any number of threads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/evidence.h"
#include "hallpass/finding.h"
#include "hallpass/limits.h"
#include "hallpass/reader.h"
#include "hallpass/result.h"

namespace hallpass {

// Every detector, and the one pass compiled of all their terms. Immutable.
class DetectorSet;

struct DetectorInfo {
  std::string_view id;       // "pii.ssn"
  std::string_view summary;  // one line, printed by `hallpass detectors`
};

// What detectors are made from, beside the district's facts.
struct DetectorFiles {
  std::string lexicon_dir = {};   // holds *.toml vocabularies
  std::string pattern_file = {};  // the district's own patterns; empty: none
  std::string form_file = {};     // prints of the district's own forms; empty, or not there: none
  std::string form_key = {};
  std::vector<std::string> leave_out = {};  // ids of detectors not to build, for measuring
};

// Errors: not_found; bad_config, every problem as
// "file:line:column: what; suggestion", a line each.
[[nodiscard]] Result<std::shared_ptr<const DetectorSet>> build_detectors(const DetectorFiles& files,
                                                                         const District& district);
[[nodiscard]] inline Result<std::shared_ptr<const DetectorSet>> build_detectors(const std::string& lexicon_dir,
                                                                                const District& district) {
  return build_detectors(DetectorFiles{.lexicon_dir = lexicon_dir}, district);
}
[[nodiscard]] std::span<const DetectorInfo> detector_table();
// Hex digest of the vocabulary, part of the engine's name.
[[nodiscard]] std::string_view vocabulary_digest(const DetectorSet& set);

// 3c: one FoldedUnit for each unit, same order. Appends note.evasion for hiding tricks.
[[nodiscard]] std::vector<FoldedUnit> fold_units(const Message& message, std::vector<Note>& notes);

// 3c: every hit of every term, sorted. Past limits.hits_max or the deadline: stops and appends
// content.over_limit.
[[nodiscard]] std::vector<Hit> find_hits(const DetectorSet& set, std::span<const FoldedUnit> folded,
                                         const Limits& limits, Deadline deadline, std::vector<Note>& notes);

// 3d: every person of the roster recognised, sorted, homonyms told apart as far as message and
// recipients allow. Same bounds.
[[nodiscard]] std::vector<Mention> find_people(const Message& message, std::span<const FoldedUnit> folded,
                                               const Envelope& envelope, std::span<const Recipient> recipients,
                                               const Roster& roster, const District& district,
                                               const Limits& limits, Deadline deadline, std::vector<Note>& notes);

// 3e: asks every detector; findings below kPossible are dropped, one category in one unit is one finding;
// sorted by category, then where.
[[nodiscard]] std::vector<Finding> detect(const DetectorSet& set, const Evidence& evidence);

}  // namespace hallpass
