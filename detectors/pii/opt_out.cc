// pii.opt_out: a student whose family refused directory disclosure is named together with what a directory
// would say of them: school, grade level, activity, award, picture, honour.
#include <algorithm>
#include <array>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

// What a directory says of a student beside the name, by the field that a family may refuse, and the lexicon that knows it
// by its words. A name alone beside a school is refused with the name.
struct Field {
  std::string_view lexicon;
  std::uint32_t refused;
};
constexpr std::array<Field, 5> kFields{{{"pii.opt_out.grade", kOptOutGrade},
                                        {"pii.opt_out.award", kOptOutAward},
                                        {"pii.opt_out.photo", kOptOutPhoto},
                                        {"pii.opt_out.activity", kOptOutActivity},
                                        {"pii.opt_out.name", kOptOutName}}};

class OptOut final : public Detector {
 public:
  explicit OptOut(const LexiconSet& lexicons) {
    for (const Field& field : kFields) terms_.read(lexicons.of(field.lexicon), {.strong = field.refused});
  }

  std::string_view id() const override { return "pii.opt_out"; }

  void terms(TermSink& sink) override { terms_.declare(sink); }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      std::uint32_t said = 0;
      for (const Hit& hit : unit.hits) said |= terms_.of(hit.term);
      for (const Seen& seen : unit.students) {
        if (seen.kind != MentionKind::full_name || !evidence.roster.person(seen.person).directory_opt_out) continue;
        const double sure = is_refused(evidence.roster.person(seen.person), said) || unit.kind == UnitKind::file_name ? 0.9 : 0.4;
        found.add(std::min(sure, seen.confidence + 0.1), Tie{TieKind::row, 1, {{seen.person, seen.confidence}}, 0}, "directory information");
      }
      found.emit("names", out);
    }
  }

 private:
  // Who refused the name refused all that would stand beside it. No bits: the roster does not say which fields.
  static bool is_refused(const Person& person, std::uint32_t said) {
    return (person.opt_out == 0 || (person.opt_out & kOptOutName) != 0) ? said != 0 : (said & person.opt_out) != 0;
  }

  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_opt_out(const DetectorContext& context) { return std::make_unique<OptOut>(context.lexicons); }

}  // namespace hallpass
