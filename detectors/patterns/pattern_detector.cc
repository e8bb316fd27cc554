// custom.patterns: what the district's own patterns find, under the categories they name. One look-up a hit
// tells which patterns want it; a place that holds is tied to whom it is about, and a pattern's places in one
// text are one finding.
#include <algorithm>

#include "detectors/patterns/pattern_matcher.h"
#include "detectors/registry.h"
#include "detectors/subjects.h"

namespace hallpass {
namespace {

class CustomPatterns final : public Detector {
 public:
  explicit CustomPatterns(const std::vector<DistrictPattern>& patterns) : patterns_(patterns) {
    matchers_.reserve(patterns_.size());
    for (const DistrictPattern& pattern : patterns_) matchers_.emplace_back(pattern);
  }

  std::string_view id() const override { return "custom.patterns"; }

  void terms(TermSink& sink) override {
    for (std::uint32_t i = 0; i < matchers_.size(); ++i) {
      matchers_[i].terms(sink);
      for (TermId term : matchers_[i].candidates()) {
        if (wanted_.size() <= term) wanted_.resize(term + std::size_t{1});
        wanted_[term].push_back(i);
      }
    }
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (matchers_.empty()) return;
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      inspect_unit(evidence, i, out);
    }
  }

 private:
  struct Gathered {
    explicit Gathered(std::uint32_t of_pattern) : pattern(of_pattern) { finding.count = 0; }
    std::uint32_t pattern;
    std::uint32_t past = 0;  // end of the last place
    Finding finding;
  };

  void inspect_unit(const Evidence& evidence, std::size_t index, std::vector<Finding>& out) const {
    const UnitLayout& unit = evidence.layout->units[index];
    std::vector<Gathered> gathered;
    for (const Hit& hit : unit.hits) {
      if (hit.term >= wanted_.size()) continue;
      for (std::uint32_t i : wanted_[hit.term]) {
        const auto known = std::ranges::find(gathered, i, &Gathered::pattern);
        if (known != gathered.end() && hit.begin < known->past) continue;
        if (!matchers_[i].holds(unit, hit, &evidence.roster)) continue;
        Gathered& mine = known != gathered.end() ? *known : gathered.emplace_back(i);
        add(*evidence.layout, index, hit, mine);
      }
    }
    for (Gathered& each : gathered) {
      const DistrictPattern& pattern = patterns_[each.pattern];
      if (each.finding.count < pattern.places_min) continue;
      each.finding.category = pattern.category;
      each.finding.where = unit.path;
      each.finding.evidence = describe(pattern, each.finding);
      out.push_back(std::move(each.finding));
    }
  }

  void add(const Layout& layout, std::size_t index, const Hit& hit, Gathered& to) const {
    const DistrictPattern& pattern = patterns_[to.pattern];
    const Tie tie = pattern.about == About::staff ? tie_to_staff(layout, index, hit.begin, hit.end)
                                                  : tie_to_students(layout, index, hit.begin, hit.end);
    const bool must = pattern.about != About::anybody;
    if (must && tie.people.empty() && tie.unknown == 0) return;
    to.past = hit.end;
    ++to.finding.count;
    to.finding.confidence = std::max(to.finding.confidence, pattern.confidence * (must ? tie.strength : 1));
    for (const TiedPerson& person : tie.people) to.finding.subjects.push_back(person.person);
    // A number without a name is somebody's.
    const bool somebody = tie.people.empty() && pattern.category.starts_with("pii.");
    to.finding.unknown_subjects = somebody ? to.finding.unknown_subjects + 1 : std::max(to.finding.unknown_subjects, tie.unknown);
  }

  // "pattern 'lunch-account', 3 places, its check digit right, with its words near"
  static std::string describe(const DistrictPattern& pattern, const Finding& finding) {
    std::string text = "pattern '" + pattern.id + "', " + std::to_string(finding.count) + (finding.count == 1 ? " place" : " places");
    if (pattern.validator) text.append(", ").append(pattern.validator->passed);
    if (!pattern.near.empty()) text.append(", with its words near");
    return text;
  }

  std::vector<DistrictPattern> patterns_;
  std::vector<PatternMatcher> matchers_;
  std::vector<std::vector<std::uint32_t>> wanted_;  // by term: whose candidate it is
};

}  // namespace

std::unique_ptr<Detector> make_custom_patterns(const DetectorContext& context) {
  static const std::vector<DistrictPattern> kNone;
  return std::make_unique<CustomPatterns>(context.patterns ? context.patterns->patterns : kNone);
}

}  // namespace hallpass
