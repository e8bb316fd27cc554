#include "detectors/bulk/wording.h"

#include <algorithm>
#include <map>

#include "detectors/envelope_finding.h"
#include "detectors/layout.h"
#include "detectors/lexicon/choices.h"
#include "detectors/subjects.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kTogetherBytes = 1'500;
constexpr std::size_t kWordsShown = 4;

}  // namespace

// The words that stand in one stretch of text, each as often as it does.
class WordingDetector::Stretch {
 public:
  explicit Stretch(const std::vector<Word>& words) : words_(&words) {}

  void add(std::uint32_t word) { count(word, +1); }
  void drop(std::uint32_t word) { count(word, -1); }
  double score() const { return firm_ + std::min(weak_, kWeakTogether); }
  std::size_t telling() const { return telling_; }
  const std::map<std::uint32_t, std::size_t>& words() const { return counts_; }

 private:
  void count(std::uint32_t word, int by) {
    std::size_t& times = counts_[word];
    const bool changes = by > 0 ? times == 0 : times == 1;
    times += static_cast<std::size_t>(by);
    if (!changes) return;
    const double weight = (*words_)[word].weight;
    (weight >= kMedium ? firm_ : weak_) += by * weight;
    if (weight >= kMedium) telling_ += static_cast<std::size_t>(by);
    if (times == 0) counts_.erase(word);
  }

  const std::vector<Word>* words_;
  std::map<std::uint32_t, std::size_t> counts_;
  double firm_ = 0, weak_ = 0;
  std::size_t telling_ = 0;
};

WordingDetector::WordingDetector(std::string_view category, Least least, const DetectorContext& context)
    : category_(category), least_(least), lexicon_(context.lexicons.of(category)) {}

void WordingDetector::use(TermSink& sink, std::string_view phrase, double weight) {
  const auto word = static_cast<std::uint32_t>(words_.size());
  const std::vector<std::string> forms = with_choices(phrase);
  words_.push_back({forms.front(), weight});
  for (const std::string& form : forms) uses_.push_back({sink.phrase(form), word});
}

void WordingDetector::terms(TermSink& sink) {
  for (const auto& phrase : lexicon_.phrases) use(sink, phrase.words, phrase.weight);
  for (const std::string& exclude : lexicon_.excludes) use(sink, exclude, 0);
  for (const auto& pattern : lexicon_.patterns) {
    uses_.push_back({sink.pattern(pattern.re2, pattern.start), static_cast<std::uint32_t>(words_.size())});
    words_.push_back({"", pattern.weight});
  }
  std::ranges::stable_sort(uses_, {}, &TermUse::term);
  for (const TermUse& use : uses_) used_.add(use.term);
}

const WordingDetector::TermUse* WordingDetector::use_of(TermId term) const {
  if (!used_.has(term)) return nullptr;
  const auto at = std::ranges::lower_bound(uses_, term, {}, &TermUse::term);
  return &*at;
}

std::vector<std::uint32_t> WordingDetector::words_in_subject(const Evidence& evidence) const {
  std::vector<std::uint32_t> words;
  for (const UnitLayout& unit : evidence.layout->units) {
    if (unit.kind != UnitKind::header || unit.path != "header/Subject") continue;
    for (const Hit& hit : unit.hits) {
      if (const TermUse* use = use_of(hit.term)) words.push_back(use->word);
    }
  }
  return words;
}

WordingDetector::Stretch WordingDetector::fullest_stretch(std::span<const Hit> hits, std::span<const std::uint32_t> subject) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;  // where, which word
  for (const Hit& hit : hits) {
    if (const TermUse* use = use_of(hit.term)) places.emplace_back(hit.begin, use->word);
  }
  Stretch stretch(words_);
  for (std::uint32_t word : subject) stretch.add(word);
  Stretch best = stretch;
  std::size_t first = 0;
  for (const auto& [begin, word] : places) {
    stretch.add(word);
    while (begin - places[first].first > kTogetherBytes) stretch.drop(places[first++].second);
    if (stretch.score() > best.score()) best = stretch;
  }
  return best;
}

// "'for sale', 'venmo', 'my shop' and 2 more"
std::string WordingDetector::describe(const Stretch& stretch) const {
  std::string text;
  std::size_t shown = 0;
  for (const auto& [word, times] : stretch.words()) {
    if (words_[word].text.empty() || words_[word].weight < kMedium || shown == kWordsShown) continue;
    text.append(shown++ ? ", '" : "'").append(words_[word].text).append("'");
  }
  const std::size_t more = stretch.telling() - shown;
  if (more > 0) text.append(shown ? " and " : "").append(std::to_string(more)).append(shown ? " more" : " expressions of this kind");
  return text;
}

void WordingDetector::inspect(const Evidence& evidence, std::vector<Finding>& out) const {
  const bool excluded = std::ranges::any_of(evidence.hits, [&](const Hit& hit) {
    const TermUse* use = use_of(hit.term);
    return use && words_[use->word].weight == 0;
  });
  const std::vector<std::uint32_t> subject = words_in_subject(evidence);
  for (const UnitLayout& unit : evidence.layout->units) {
    if (unit.kind == UnitKind::header) continue;
    const Stretch stretch = fullest_stretch(unit.hits, subject);
    const double score = excluded ? stretch.score() / 2 : stretch.score();
    const double confidence = confidence_of(score);
    if (stretch.telling() < least_.terms || score < least_.score || confidence < kPossible) continue;
    out.push_back(message_finding(category_, confidence, stretch.telling(), std::string(unit.path), describe(stretch)));
  }
}

std::unique_ptr<Detector> make_bulk_chain_letter(const DetectorContext& context) {
  return std::make_unique<WordingDetector>("bulk.chain_letter", WordingDetector::Least{.terms = 1, .score = kStrong}, context);
}

std::unique_ptr<Detector> make_bulk_solicitation(const DetectorContext& context) {
  return std::make_unique<WordingDetector>("bulk.solicitation", WordingDetector::Least{.terms = 2, .score = kStrong}, context);
}

}  // namespace hallpass
