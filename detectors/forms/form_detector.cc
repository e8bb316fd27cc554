// custom.forms: the district's own forms, filled in. All texts of a part are compared together; a form that was
// found blank is nothing, one that is filled in is a finding of the category it was registered under, about the
// students named in it, or about somebody.
#include <algorithm>

#include "detectors/registry.h"
#include "detectors/subjects.h"
#include "hallpass/forms.h"

namespace hallpass {
namespace {

constexpr double kSurest = 0.97, kUnsure = 0.7;
constexpr std::uint32_t kWellFilledWords = 12;

// A share of 0.3 of a page is the least that is matched at all.
double confidence_of_share(double share) { return std::min(kSurest, 0.62 + 0.5 * (share - 0.3)); }

class CustomForms final : public Detector {
 public:
  explicit CustomForms(std::shared_ptr<const FormLibrary> library) : library_(std::move(library)) {}

  std::string_view id() const override { return "custom.forms"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (!library_ || library_->forms().empty()) return;
    const std::vector<UnitLayout>& units = evidence.layout->units;
    for (std::size_t first = 0; first < units.size();) {
      std::size_t last = first;
      while (last < units.size() && evidence.message.units[last].part == evidence.message.units[first].part) ++last;
      inspect_part(evidence, first, last, out);
      first = last;
    }
  }

 private:
  static bool is_wording(UnitKind kind) { return kind == UnitKind::body || kind == UnitKind::attachment; }

  void inspect_part(const Evidence& evidence, std::size_t first, std::size_t last, std::vector<Finding>& out) const {
    std::vector<std::string_view> texts;
    Finding finding;
    bool labelled = false;
    for (std::size_t i = first; i < last; ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (!is_wording(unit.kind)) continue;
      if (texts.empty()) finding.where = unit.path;
      texts.push_back(unit.text);
      labelled |= !unit.labelled.empty();
      for (const Seen& seen : unit.students) finding.subjects.push_back(seen.person);
    }
    const auto match = texts.empty() ? std::nullopt : library_->match(texts);
    if (!match || !match->filled()) return;
    std::ranges::sort(finding.subjects);
    finding.subjects.erase(std::unique(finding.subjects.begin(), finding.subjects.end()), finding.subjects.end());
    const FormInfo& form = library_->forms()[match->form];
    finding.category = form.category;
    finding.confidence = confidence_of_share(match->share);
    if (!finding.subjects.empty()) finding.confidence = std::min(kSurest, finding.confidence + 0.15);
    else if (match->filled_words < kWellFilledWords && !labelled) finding.confidence = std::min(kUnsure, finding.confidence);
    if (finding.subjects.empty()) finding.unknown_subjects = 1;
    const int percent = static_cast<int>(match->share * 100);
    finding.evidence = "the form '" + form.name + "' filled in: " + std::to_string(percent) + " % of a page of it, and " +
                       std::to_string(match->filled_words) + " words that are not the form's";
    out.push_back(std::move(finding));
  }

  std::shared_ptr<const FormLibrary> library_;
};

}  // namespace

std::unique_ptr<Detector> make_custom_forms(const DetectorContext& context) { return std::make_unique<CustomForms>(context.forms); }

}  // namespace hallpass
