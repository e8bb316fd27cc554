// pii.ssn: three digits, two, four, by the issuing rules (areas 000, 666 and 900 on, group 00 and serial
// 0000 were never issued; numbers since 2011 are random otherwise). A number in that shape alone is not
// enough: order and case numbers look the same. It takes a word that says so, a column head, a person, a
// full date, a state and ZIP code beside it, or company of its own kind.
#include <algorithm>
#include <array>
#include <set>

#include "detectors/pii/checksums.h"
#include "detectors/pii/value_finding.h"
#include "detectors/pii/value_shapes.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kKeyword = 1, kWeakKeyword = 2, kOther = 4, kDate = 8, kPlace = 16, kSample = 32 };

// Printed in advertisements, forms and lessons.
constexpr std::array<std::string_view, 14> kPublished{
    "002281852", "042103580", "062360749", "078051120", "095073645", "123456789", "128036045", "135016629",
    "141186941", "165167999", "165187999", "219099999", "457555462", "987654321"};

class Ssn final : public Detector {
 public:
  explicit Ssn(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.ssn"), {.strong = kKeyword, .weak = kWeakKeyword, .exclude = kOther});
    terms_.read(context.lexicons.of("common.sample_values"), {.medium = kSample});
  }

  std::string_view id() const override { return "pii.ssn"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    delimited_ = sink.pattern(R"(\d{3}[-. ]\d{2}[-. ]\d{4}\b)", PatternStart::digit);
    bare_ = sink.pattern(R"(\d{9}\b)", PatternStart::digit);
    terms_.add(sink.pattern(R"(\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b)", PatternStart::digit), kDate);
    terms_.add(sink.pattern(R"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}\b)", PatternStart::word), kDate);
    terms_.add(sink.pattern(R"([a-z]{2} \d{5}\b)", PatternStart::word), kPlace);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Layout& layout = *evidence.layout;
    for (std::size_t i = 0; i < layout.units.size(); ++i) inspect_unit(evidence, layout, i, out);
  }

 private:
  struct Candidate {
    std::uint32_t begin, end;
    bool delimited;
    std::string digits;
  };

  std::vector<Candidate> candidates(const UnitLayout& unit, ValueFindings& to) const {
    std::vector<Candidate> found;
    for (const Hit& hit : unit.hits) {
      if (hit.term != delimited_ && hit.term != bare_) continue;
      if (!to.fits(shape_, unit.text, hit.begin, hit.end)) continue;
      std::string digits = digits_of(unit.text.substr(hit.begin, hit.end - hit.begin));
      if (std::ranges::find(kPublished, digits) != kPublished.end()) continue;
      found.push_back({hit.begin, hit.end, hit.term == delimited_, std::move(digits)});
    }
    return found;
  }

  double judge(const Evidence& evidence, std::size_t index, const UnitLayout& unit, const Candidate& value, bool company,
               const Tie& tie, std::string_view& why) const {
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t after) {
      return in_context(unit, terms_, sorts, value.begin, value.end, before, after);
    };
    if (called_sample(unit, terms_, kSample, value.begin, value.end, 120, 60)) return 0.3;
    if (near(kKeyword, value.delimited ? 150 : 60, value.delimited ? 80 : 25)) return why = "its keyword beside it", 0.97;
    if (!value.delimited) return 0;
    if (near(kWeakKeyword, 120, 20)) return why = "its keyword beside it", 0.9;
    if (near(kOther, 40, 12)) return 0.3;
    if (tie.kind == TieKind::row || (tie.kind == TieKind::sentence && tie.strength > 0.9)) return why = "beside a person", 0.9;
    const FoldedUnit& folded = evidence.folded[index];
    if (beside_a_name(evidence.message.units[index].text, folded.source(value.begin), folded.source(value.end))) {
      return why = "beside a name", 0.8;
    }
    if (near(kDate, 40, 40)) return why = "beside a date", 0.8;
    if (near(kPlace, 60, 40)) return why = "beside an address", 0.78;
    if (company) return why = "several of them", 0.8;
    return 0.3;
  }

  void inspect_unit(const Evidence& evidence, const Layout& layout, std::size_t index, std::vector<Finding>& out) const {
    const UnitLayout& unit = layout.units[index];
    ValueFindings found("pii.ssn", unit.path);
    const std::vector<Candidate> values = candidates(unit, found);
    std::set<std::string_view> distinct;
    for (const Candidate& value : values) {
      if (value.delimited) distinct.insert(value.digits);
    }
    for (const Candidate& value : values) {
      Tie tie = tie_to_students(layout, index, value.begin, value.end);
      if (tie.kind == TieKind::none || tie.strength < 0.9) {
        if (Tie staff = tie_to_staff(layout, index, value.begin, value.end); staff.strength > tie.strength) tie = std::move(staff);
      }
      std::string_view why;
      const double confidence = judge(evidence, index, unit, value, distinct.size() >= 2, tie, why);
      found.add(confidence, tie, why);
    }
    found.emit(values.size() == 1 ? "number" : "numbers", out);
  }

  ValueShape shape_{kSsnShape};
  TermId delimited_ = 0, bare_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_ssn(const DetectorContext& context) { return std::make_unique<Ssn>(context); }

}  // namespace hallpass
