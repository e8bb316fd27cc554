// pii.financial_account: a routing number that passes its checksum beside banking words, an account number
// that is called one in banking talk, or an IBAN.
#include <algorithm>

#include "detectors/pii/checksums.h"
#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kAccount = 1, kRouting = 2, kBank = 4, kOther = 8, kSample = 16 };

class FinancialAccount final : public Detector {
 public:
  explicit FinancialAccount(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.financial_account"), {.strong = kAccount, .medium = kBank, .exclude = kOther});
    terms_.read(context.lexicons.of("pii.routing_number"), {.strong = kRouting});
    terms_.read(context.lexicons.of("common.sample_values"), {.medium = kSample});
  }

  std::string_view id() const override { return "pii.financial_account"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    number_ = sink.pattern(R"(\d{4,17}\b)", PatternStart::digit);
    dashed_ = sink.pattern(R"(\d{3,6}[ -]\d{3,6}(?:[ -]\d{2,6}){0,3}\b)", PatternStart::digit);
    iban_ = sink.pattern(R"([a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b)", PatternStart::word);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      ValueFindings found(id(), unit.path);
      std::uint32_t past = 0;
      for (const Hit& hit : unit.hits) {
        if (hit.begin < past) continue;
        const double confidence = judge(unit, hit);
        if (confidence < kPossible) continue;
        Tie tie = tie_to_students(*evidence.layout, i, hit.begin, hit.end);
        if (Tie staff = tie_to_staff(*evidence.layout, i, hit.begin, hit.end); staff.strength > tie.strength) tie = std::move(staff);
        found.add(confidence, tie, hit.term == iban_ ? "IBAN" : "called an account");
        past = hit.end;
      }
      found.emit("account numbers", out);
    }
  }

 private:
  double judge(const UnitLayout& unit, const Hit& hit) const {
    if (hit.term != number_ && hit.term != dashed_ && hit.term != iban_) return 0;
    const std::string_view text = unit.text.substr(hit.begin, hit.end - hit.begin);
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t after) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, after);
    };
    if (hit.term == iban_) {
      std::string plain(text);
      std::erase(plain, ' ');
      return is_iban(plain) ? 0.97 : 0;
    }
    const std::string digits = digits_of(text);
    if (all_same(digits) || called_sample(unit, terms_, kSample, hit.begin, hit.end, 100, 40)) return 0;
    if (hit.begin > 0 && (unit.text[hit.begin - 1] == '$' || unit.text[hit.begin - 1] == '.')) return 0;
    if (near(kRouting, 24, 0) && is_routing_number(digits)) return 0.95;
    if (near(kOther, 30, 0) || digits.size() < 5 || digits.size() > 17) return 0;
    if (!near(kAccount, 26, 0)) return 0;
    if (near(kRouting, 120, 120)) return 0.95;
    return near(kBank, 120, 120) ? 0.85 : 0;
  }

  TermId number_ = 0, dashed_ = 0, iban_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_financial_account(const DetectorContext& context) { return std::make_unique<FinancialAccount>(context); }

}  // namespace hallpass
