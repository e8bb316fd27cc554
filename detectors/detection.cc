// Joins the detectors: their terms become one pass, their findings one sorted list.
#include "hallpass/detection.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "base/digest.h"
#include "base/fold.h"
#include "detectors/layout.h"
#include "detectors/lexicon/keywords.h"
#include "detectors/quoted.h"
#include "detectors/registry.h"
#include "detectors/stories/story_words.h"
#include "detectors/stories/told.h"
#include "detectors/terms/term_pass.h"

namespace hallpass {

class DetectorSet {
 public:
  std::vector<std::unique_ptr<const Detector>> detectors;
  std::shared_ptr<const TermPass> pass;
  StorySet stories;
  std::string digest;
};

namespace {

std::string digest_of(const TermCollector& terms, const LexiconSet& lexicons, const StorySet& stories, const DistrictPatterns& patterns, const FormLibrary& forms) {
  Hasher hasher;
  hasher.add_field(patterns.digest).add_field(forms.digest());
  for (const TermCollector::Term& term : terms.terms()) {
    hasher.add_field(term.text).add_field(term.is_pattern ? "pattern" : "phrase");
  }
  for (const auto& [category, lexicon] : lexicons.all()) {
    hasher.add_field(category).add_field(lexicon.misspelt ? "misspelt" : "exact");
    for (const auto& phrase : lexicon.phrases) hasher.add_field(phrase.words).add_field(std::to_string(phrase.weight));
    for (const auto& pattern : lexicon.patterns) hasher.add_field(pattern.re2).add_field(std::to_string(pattern.weight));
    for (const auto& column : lexicon.columns) hasher.add_field(column);
    for (const auto& exclude : lexicon.excludes) hasher.add_field(exclude);
  }
  for (const auto& [category, words] : stories.all()) {
    hasher.add_field(category);
    for (const StoryConcept& concept_ : words.concepts) {
      hasher.add_field(concept_.name).add_field(std::to_string(concept_.weight));
      for (const std::string& phrase : concept_.phrases) hasher.add_field(phrase);
    }
    for (const std::string& exclude : words.exclude.phrases) hasher.add_field(exclude);
  }
  const Digest digest = hasher.finish();
  return to_hex(digest).substr(0, 32);
}

std::vector<Cell> folded_cells(const std::vector<Cell>& cells, const Folded& folded) {
  if (folded.source_offset.empty()) return cells;
  const auto moved = [&](std::uint32_t source) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(folded.source_offset, source) - folded.source_offset.begin());
  };
  std::vector<Cell> result = cells;
  for (Cell& cell : result) {
    cell.begin = moved(cell.begin);
    cell.end = moved(cell.end);
  }
  return result;
}

bool is_inside(std::span<const QuotedStretch> stretches, std::uint32_t unit, std::uint32_t at) {
  return std::ranges::any_of(stretches, [&](const QuotedStretch& stretch) {
    return stretch.unit == unit && at >= stretch.begin && at < stretch.end;
  });
}

void merge_into(Finding& finding, const Finding& other) {
  if (other.confidence > finding.confidence) finding.evidence = other.evidence;
  finding.confidence = std::max(finding.confidence, other.confidence);
  finding.count += other.count;
  finding.unknown_subjects = std::max(finding.unknown_subjects, other.unknown_subjects);
  finding.subjects.insert(finding.subjects.end(), other.subjects.begin(), other.subjects.end());
}

}  // namespace

Result<std::shared_ptr<const DetectorSet>> build_detectors(const DetectorFiles& files, const District& district) {
  init_crypto();
  auto lexicons = LexiconSet::load(files.lexicon_dir);
  auto stories = StorySet::load(files.lexicon_dir + "/stories");
  auto patterns = load_patterns(files.pattern_file);
  if (!lexicons && !patterns) return fail(lexicons.error().code, lexicons.error().context + "\n" + patterns.error().context);
  if (!lexicons) return tl::unexpected(lexicons.error());
  if (!stories) return tl::unexpected(stories.error());
  if (!patterns) return tl::unexpected(patterns.error());
  auto forms = load_forms(files.form_file, files.form_key);
  if (!forms) return tl::unexpected(forms.error());
  auto set = std::make_shared<DetectorSet>();
  TermCollector terms;
  stories->declare(terms);
  for (const DetectorRow& row : detector_rows()) {
    if (std::ranges::find(files.leave_out, row.id) != files.leave_out.end()) continue;
    std::unique_ptr<Detector> detector = row.make(DetectorContext{*lexicons, district, &*patterns, *forms, &*stories});
    detector->terms(terms);
    set->detectors.push_back(std::move(detector));
  }
  auto pass = terms.compile(misspellings_of(*lexicons));
  if (!pass) return tl::unexpected(pass.error());
  set->pass = std::move(*pass);
  set->digest = digest_of(terms, *lexicons, *stories, *patterns, **forms);
  set->stories = std::move(*stories);
  return std::shared_ptr<const DetectorSet>(std::move(set));
}

std::span<const DetectorInfo> detector_table() {
  static const std::vector<DetectorInfo> table = [] {
    std::vector<DetectorInfo> rows;
    for (const DetectorRow& row : detector_rows()) rows.push_back({row.id, row.summary});
    return rows;
  }();
  return table;
}

std::string_view vocabulary_digest(const DetectorSet& set) { return set.digest; }

std::vector<FoldedUnit> fold_units(const Message& message, std::vector<Note>& notes) {
  std::vector<FoldedUnit> result;
  result.reserve(message.units.size());
  for (const Unit& unit : message.units) {
    Folded folded = fold(unit.text);
    if (folded.tricks > 0) {
      notes.push_back({"note.evasion", unit.path, std::to_string(folded.tricks) + " hidden or look-alike characters inside words"});
    }
    std::vector<Cell> cells = folded_cells(unit.cells, folded);
    result.push_back({std::move(folded.text), std::move(cells), std::move(folded.source_offset)});
  }
  return result;
}

std::vector<Hit> find_hits(const DetectorSet& set, std::span<const FoldedUnit> folded, const Limits& limits,
                           Deadline deadline, std::vector<Note>& notes) {
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < folded.size(); ++i) {
    if (set.pass->find(folded[i].text, i, limits.hits_max, deadline, hits)) continue;
    const bool full = hits.size() >= limits.hits_max;
    notes.push_back({"content.over_limit", "", full ? "more than hits_max terms" : "out of time while looking for terms"});
    break;
  }
  return hits;
}

std::vector<Finding> detect(const DetectorSet& set, const Evidence& given) {
  std::vector<Hit> hits;
  std::vector<Mention> mentions;
  Evidence evidence = given;
  if (const auto quoted = quoted_by_recipients(given); !quoted.empty()) {
    hits.assign(given.hits.begin(), given.hits.end());
    mentions.assign(given.mentions.begin(), given.mentions.end());
    std::erase_if(hits, [&](const Hit& hit) { return is_inside(quoted, hit.unit, hit.begin); });
    std::erase_if(mentions, [&](const Mention& mention) { return is_inside(quoted, mention.unit, mention.begin); });
    evidence.hits = hits;
    evidence.mentions = mentions;
  }
  Layout layout = lay_out(evidence);
  for (UnitLayout& unit : layout.units) {
    std::ranges::copy_if(unit.hits, std::back_inserter(unit.told), [&](const Hit& hit) { return set.stories.has(hit.term); });
  }
  Evidence shared = evidence;
  shared.layout = &layout;
  std::vector<Finding> found;
  const auto too_weak = [](const Finding& finding) { return finding.confidence < kPossible; };
  for (const auto& detector : set.detectors) detector->inspect(shared, found);
  leave_surest_told(found);
  for (const auto& detector : set.detectors) detector->conclude(shared, found);
  std::erase_if(found, too_weak);
  for (const auto& detector : set.detectors) detector->conclude(shared, found);
  std::erase_if(found, too_weak);

  std::map<std::tuple<std::string, std::string, std::uint32_t>, Finding> merged;
  for (Finding& finding : found) {
    const auto key = std::tuple(finding.category, finding.where, finding.recipient);
    const auto [slot, is_new] = merged.try_emplace(key, finding);
    if (!is_new) merge_into(slot->second, finding);
  }
  std::vector<Finding> result;
  for (auto& [key, finding] : merged) {
    std::ranges::sort(finding.subjects);
    finding.subjects.erase(std::unique(finding.subjects.begin(), finding.subjects.end()), finding.subjects.end());
    result.push_back(std::move(finding));
  }
  return result;
}

}  // namespace hallpass
