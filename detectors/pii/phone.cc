// pii.phone: a student's or guardian's phone number. One the roster knows as theirs, or one that a column
// head or the words around it give to the family of a student named there. A school's, a business's and
// whatever stands in a signature are nobody's secret.
#include <algorithm>

#include "detectors/pii/value_finding.h"
#include "detectors/pii/value_shapes.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kHead = 1, kFamily = 2, kBusiness = 4, kPhoneWord = 8 };

class Phone final : public Detector {
 public:
  explicit Phone(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.phone"), {.strong = kFamily, .medium = kPhoneWord, .columns = kHead, .exclude = kBusiness});
  }

  std::string_view id() const override { return "pii.phone"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    number_ = sink.pattern(R"((?:1[ .-])?\d{3}\)?[ ./-]{0,2}\d{3}[ .-]?\d{4}\b)", PatternStart::digit);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      std::vector<std::uint32_t> known;
      for (const Mention& mention : evidence.mentions) {
        if (mention.unit == i && mention.kind == MentionKind::phone && !mention.people.empty()) {
          known.push_back(mention.begin);
          add_known(evidence, i, mention, found);
        }
      }
      for (const Hit& hit : unit.hits) {
        if (hit.term != number_) continue;
        const bool seen = std::ranges::any_of(known, [&](std::uint32_t at) { return at + 4 >= hit.begin && at < hit.end; });
        if (!seen) add_unknown(evidence, i, hit, found);
      }
      found.emit("numbers", out);
    }
  }

 private:
  void add_known(const Evidence& evidence, std::size_t index, const Mention& mention, ValueFindings& found) const {
    const PersonId person = mention.people.front();
    if (evidence.roster.person(person).role == PersonRole::staff) return;
    const UnitLayout& unit = evidence.layout->units[index];
    std::vector<PersonId> family{person};
    if (evidence.roster.person(person).role == PersonRole::guardian) {
      const auto children = evidence.roster.children_of(person);
      family.assign(children.begin(), children.end());
    }
    Tie tie = tie_to_students(*evidence.layout, index, mention.begin, mention.end);
    const bool named = std::ranges::any_of(tie.people, [&](const TiedPerson& tied) { return std::ranges::find(family, tied.person) != family.end(); });
    const bool business = in_context(unit, terms_, kBusiness, mention.begin, mention.end, 40, 16);
    const bool called_theirs = in_context(unit, terms_, kFamily, mention.begin, mention.end, 40, 24);
    // A number alone may be anybody's: districts and families share exchanges.
    double confidence = std::min(mention.confidence, 0.4);
    if (tie.kind == TieKind::row || (named && !business && tie.kind != TieKind::letter)) confidence = 0.95;
    else if (called_theirs && !business) confidence = 0.85;
    if (!named) {
      tie.people.clear();
      for (PersonId child : family) tie.people.push_back({child, mention.confidence});
    }
    found.add(confidence, tie, "in the roster");
  }

  void add_unknown(const Evidence& evidence, std::size_t index, const Hit& hit, ValueFindings& found) const {
    const UnitLayout& unit = evidence.layout->units[index];
    if (!found.fits(shape_, unit.text, hit.begin, hit.end)) return;
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t after) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, after);
    };
    const Tie tie = tie_to_students(*evidence.layout, index, hit.begin, hit.end);
    if (const Head head = head_over(unit, hit.begin); !head.empty()) {
      const bool named = tie.kind == TieKind::row || (tie.kind == TieKind::label && tie.unknown > 0);
      if (named && has_term(unit, terms_, kHead | kFamily, head.begin, head.end) && !has_term(unit, terms_, kBusiness, head.begin, head.end)) {
        found.add(tie.kind == TieKind::row ? 0.9 : 0.7, tie, "a column of phone numbers");
      }
      return;
    }
    if (near(kBusiness, 30, 16)) return;
    const bool close = tie.kind == TieKind::sentence || tie.kind == TieKind::paragraph || tie.kind == TieKind::row;
    if (near(kFamily, 40, 24) && !tie.people.empty()) found.add(close ? 0.85 : 0.6, tie, "said to be the family's");
    else if (tie.kind == TieKind::row) found.add(0.8, tie, "in a student's row");
    else if (tie.kind == TieKind::sentence && near(kPhoneWord, 24, 0)) found.add(0.6, tie, "beside a student");
  }

  ValueShape shape_{kPhoneShape};
  TermId number_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_phone(const DetectorContext& context) { return std::make_unique<Phone>(context); }

}  // namespace hallpass
