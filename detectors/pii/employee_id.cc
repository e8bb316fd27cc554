// pii.employee_id: an employee number the roster knows, or one in the district's format that is called one.
#include <algorithm>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kLabel = 1 };

class EmployeeId final : public Detector {
 public:
  explicit EmployeeId(const DetectorContext& context) : format_(context.district.employee_number_format) {
    terms_.read(context.lexicons.of("pii.employee_id"), {.strong = kLabel});
  }

  std::string_view id() const override { return "pii.employee_id"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    const bool digits_first = format_.starts_with("\\d") || format_.starts_with("[0-9");
    number_ = sink.pattern("(?:" + format_ + R"()\b)", digits_first ? PatternStart::digit : PatternStart::word);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      std::uint32_t past = 0;
      for (const Mention& mention : evidence.mentions) {
        if (mention.unit != i || mention.kind != MentionKind::employee_number || mention.people.empty()) continue;
        const bool lettered = unit.text[mention.begin] >= 'a';
        const bool labelled = in_context(unit, terms_, kLabel, mention.begin, mention.end, 28, 0);
        const double confidence = labelled ? 0.97 : lettered ? std::max(mention.confidence, 0.85) : std::min(mention.confidence, 0.6);
        found.add(confidence, Tie{TieKind::row, 1, {{mention.people.front(), mention.confidence}}, 0}, "in the roster");
        past = std::max(past, mention.end);
      }
      for (const Hit& hit : unit.hits) {
        if (hit.term != number_ || hit.begin < past) continue;
        if (in_context(unit, terms_, kLabel, hit.begin, hit.end, 28, 0)) found.add(0.85, Tie{}, "in the district's format");
      }
      found.emit("numbers", out);
    }
  }

 private:
  std::string format_;
  TermId number_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_employee_id(const DetectorContext& context) {
  return std::make_unique<EmployeeId>(context);
}

}  // namespace hallpass
