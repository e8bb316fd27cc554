// pii.payment_card: Luhn and issuer range; a bare number of that kind is only possible, a word, an expiry
// date, a security code or company makes it certain.
#include <algorithm>
#include <set>

#include "detectors/pii/checksums.h"
#include "detectors/pii/value_finding.h"
#include "detectors/pii/value_shapes.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kCard = 1, kExpiry = 2, kOther = 4, kSample = 8 };

class PaymentCard final : public Detector {
 public:
  explicit PaymentCard(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.payment_card"), {.strong = kCard, .medium = kExpiry, .exclude = kOther});
    terms_.read(context.lexicons.of("common.sample_values"), {.medium = kSample});
  }

  std::string_view id() const override { return "pii.payment_card"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    grouped_ = sink.pattern(R"(\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]?\d{1,3})?\b)", PatternStart::digit);
    amex_ = sink.pattern(R"(3\d{3}[ -]\d{6}[ -]\d{4,5}\b)", PatternStart::digit);
    plain_ = sink.pattern(R"(\d{12,19}\b)", PatternStart::digit);
    terms_.add(sink.pattern(R"((?:0[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4]\d\b)", PatternStart::digit), kExpiry);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      ValueFindings found(id(), unit.path);
      std::set<std::string> distinct;
      std::vector<Hit> cards;
      for (const Hit& hit : unit.hits) {
        if (hit.term != grouped_ && hit.term != amex_ && hit.term != plain_) continue;
        const std::string digits = digits_of(unit.text.substr(hit.begin, hit.end - hit.begin));
        if (!is_card_number(digits) || all_same(digits) || !found.fits(shape_, unit.text, hit.begin, hit.end)) continue;
        if (!cards.empty() && cards.back().end > hit.begin) continue;
        distinct.insert(digits);
        cards.push_back(hit);
      }
      for (const Hit& hit : cards) {
        found.add(judge(unit, hit, distinct.size() > 1), tie_to_students(*evidence.layout, i, hit.begin, hit.end), "passes its checksum");
      }
      found.emit("card numbers", out);
    }
  }

 private:
  double judge(const UnitLayout& unit, const Hit& hit, bool company) const {
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t after) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, after);
    };
    if (called_sample(unit, terms_, kSample, hit.begin, hit.end, 100, 60)) return 0.4;
    const bool card = near(kCard, 120, 60), expiry = near(kExpiry, 40, 60);
    if (card || expiry) return card && expiry ? 0.98 : 0.92;
    if (near(kOther, 40, 10)) return 0.3;
    if (company) return 0.85;
    return hit.term == plain_ ? 0.4 : 0.6;
  }

  ValueShape shape_{kCardShape};
  TermId grouped_ = 0, amex_ = 0, plain_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_payment_card(const DetectorContext& context) { return std::make_unique<PaymentCard>(context); }

}  // namespace hallpass
