// pii.government_id: passport, driver licence, Medicaid, alien registration, ITIN. None of them has a shape
// of its own but the ITIN and the A-number: a word before the value or over its column has to name it.
#include <algorithm>

#include "detectors/pii/checksums.h"
#include "detectors/pii/value_finding.h"
#include "detectors/pii/value_shapes.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kPassport = 1, kLicence = 2, kMedicaid = 4, kAlien = 8, kItin = 16, kSample = 32, kOther = 64 };

class GovernmentId final : public Detector {
 public:
  explicit GovernmentId(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.passport"), {.strong = kPassport});
    terms_.read(context.lexicons.of("pii.driver_license"), {.strong = kLicence});
    terms_.read(context.lexicons.of("pii.medicaid"), {.strong = kMedicaid});
    terms_.read(context.lexicons.of("pii.immigration"), {.strong = kAlien});
    terms_.read(context.lexicons.of("pii.taxpayer"), {.strong = kItin});
    terms_.read(context.lexicons.of("pii.government_id"), {.exclude = kOther});
    terms_.read(context.lexicons.of("common.sample_values"), {.medium = kSample});
  }

  std::string_view id() const override { return "pii.government_id"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    digits_ = sink.pattern(R"(\d{6,14}[a-z]?\b)", PatternStart::digit);
    dashed_ = sink.pattern(R"(\d{2,4}[ -]\d{2,4}[ -]\d{2,5}\b)", PatternStart::digit);
    lettered_ = sink.pattern(R"([a-z]{1,3}[ -]?\d{3,12}[a-z]?(?:[ -]\d{3,5}){0,3}\b)", PatternStart::word);
    mixed_ = sink.pattern(R"(\d{1,3}[a-z]{1,2}\d{3,7}\b)", PatternStart::digit);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      ValueFindings found(id(), unit.path);
      std::uint32_t past = 0;
      for (const Hit& hit : unit.hits) {
        if (hit.begin < past || (hit.term != digits_ && hit.term != dashed_ && hit.term != lettered_ && hit.term != mixed_)) continue;
        const double confidence = judge(unit, hit, found);
        if (confidence < kPossible) continue;
        found.add(confidence, tie_to_students(*evidence.layout, i, hit.begin, hit.end), "named by the words before it");
        past = hit.end;
      }
      found.emit("numbers", out);
    }
  }

 private:
  double judge(const UnitLayout& unit, const Hit& hit, ValueFindings& found) const {
    const std::string_view text = unit.text.substr(hit.begin, hit.end - hit.begin);
    const std::string digits = digits_of(text);
    if (digits.size() < 5 || all_same(digits)) return 0;
    if (hit.begin > 0 && (unit.text[hit.begin - 1] == '$' || unit.text[hit.begin - 1] == '-')) return 0;
    const auto near = [&](std::uint32_t sorts, std::uint32_t before) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, 0);
    };
    if (called_sample(unit, terms_, kSample, hit.begin, hit.end, 100, 0)) return 0;
    if (near(kItin, 80) && found.fits(itin_, unit.text, hit.begin, hit.end)) return 0.95;
    if (hit.term == dashed_ && looks_like_phone_or_date(text)) return 0;
    const bool alien_shape = text[0] == 'a' && digits.size() >= 8 && digits.size() <= 9;
    if (alien_shape && near(kAlien, 60)) return 0.95;
    const std::size_t length = text.size();
    if (near(kPassport, 28) && length >= 6 && length <= 12 && !near(kOther, 20)) return 0.92;
    if (near(kLicence, 28) && length >= 6 && length <= 20 && !near(kOther, 20)) return 0.9;
    if (near(kMedicaid, 28) && length >= 7 && length <= 15) return 0.92;
    if (near(kAlien, 24) && digits.size() >= 7 && digits.size() <= 13) return 0.85;
    return 0;
  }

  static bool looks_like_phone_or_date(std::string_view text) {
    const std::string digits = digits_of(text);
    return digits.size() == 10 || digits.size() == 7 || digits.size() <= 8;
  }

  ValueShape itin_{kItinShape};
  TermId digits_ = 0, dashed_ = 0, lettered_ = 0, mixed_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_government_id(const DetectorContext& context) { return std::make_unique<GovernmentId>(context); }

}  // namespace hallpass
