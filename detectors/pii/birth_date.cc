// pii.birth_date: a date that is called a date of birth by a word before it or its column's head, or that
// the roster knows as the birth date of somebody named near it.
#include <algorithm>

#include "detectors/pii/date_shape.h"
#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

constexpr std::int64_t kSecondsAYear = 31'556'952;
constexpr int kOldest = 90;       // years: somebody alive, not somebody in a history lesson
constexpr int kOldestPupil = 22;

enum Sort : std::uint32_t { kLabel = 1, kBorn = 2, kOther = 4 };

class BirthDate final : public Detector {
 public:
  explicit BirthDate(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.birth_date"), {.strong = kLabel, .medium = kBorn, .exclude = kOther});
  }

  std::string_view id() const override { return "pii.birth_date"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    dates_ = declare_dates(sink);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const int this_year = 1970 + static_cast<int>(evidence.now_seconds / kSecondsAYear);
    const Layout& layout = *evidence.layout;
    std::vector<std::vector<Seen>> known(layout.units.size());
    for (const Mention& mention : evidence.mentions) {
      if (mention.kind != MentionKind::birth_date || mention.people.empty() || mention.unit >= known.size()) continue;
      known[mention.unit].push_back({mention.begin, mention.end, mention.people.front(), mention.confidence, mention.kind});
    }
    for (std::size_t i = 0; i < layout.units.size(); ++i) {
      const UnitLayout& unit = layout.units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      std::uint32_t past = 0;
      for (const Hit& hit : unit.hits) {
        if (hit.begin < past || std::ranges::find(dates_, hit.term) == dates_.end()) continue;
        if (add_date(evidence, i, hit, known[i], this_year, found)) past = hit.end;
      }
      found.emit("dates", out);
    }
  }

 private:
  bool add_date(const Evidence& evidence, std::size_t index, const Hit& hit, const std::vector<Seen>& known, int this_year,
                ValueFindings& found) const {
    const UnitLayout& unit = evidence.layout->units[index];
    const auto year = year_of(unit.text.substr(hit.begin, hit.end - hit.begin), this_year);
    if (!year || *year > this_year || *year < this_year - kOldest) return false;
    const auto match = std::ranges::find_if(known, [&](const Seen& seen) { return seen.begin < hit.end && hit.begin < seen.end; });
    if (match != known.end() && match->confidence >= 0.5) {
      found.add(std::max(match->confidence, 0.85), Tie{TieKind::row, 1, {{match->person, match->confidence}}, 0}, "in the roster");
      return true;
    }
    Tie tie = tie_to_students(*evidence.layout, index, hit.begin, hit.end);
    if (const PersonId owner = born_then(evidence, unit, hit, tie, this_year); owner != kNobody) {
      found.add(0.95, Tie{TieKind::row, 1, {{owner, 0.95}}, 0}, "in the roster");
      return true;
    }
    if (tie.people.empty() && is_placeholder(unit, hit, this_year)) return false;
    const double confidence = judge(unit, hit, this_year - *year);
    if (confidence < kPossible) return false;
    found.add(confidence, tie, "called a birth date");
    return true;
  }

  // Samples and layouts have the first of January, of nobody.
  static bool is_placeholder(const UnitLayout& unit, const Hit& hit, int this_year) {
    const std::vector<std::string> days = days_of(unit.text.substr(hit.begin, hit.end - hit.begin), this_year);
    return std::ranges::any_of(days, [](const std::string& day) { return day.ends_with("-01-01"); });
  }

  // Whom of the people named beside the date the roster has born on it.
  static PersonId born_then(const Evidence& evidence, const UnitLayout& unit, const Hit& hit, const Tie& tie, int this_year) {
    if (tie.kind != TieKind::row && tie.kind != TieKind::sentence && tie.kind != TieKind::paragraph) return kNobody;
    for (const std::string& day : days_of(unit.text.substr(hit.begin, hit.end - hit.begin), this_year)) {
      for (PersonId person : evidence.roster.find(RosterField::birth_date, day)) {
        if (std::ranges::find(tie.people, person, &TiedPerson::person) != tie.people.end()) return person;
      }
    }
    return kNobody;
  }

  double judge(const UnitLayout& unit, const Hit& hit, int age) const {
    if (in_context(unit, terms_, kLabel, hit.begin, hit.end, 32, 0)) return 0.95;
    if (!in_context(unit, terms_, kBorn, hit.begin, hit.end, 14, 0)) return 0;
    if (in_context(unit, terms_, kOther, hit.begin, hit.end, 120, 120)) return 0.3;
    return age >= 2 && age <= kOldestPupil ? 0.9 : 0.4;
  }

  std::vector<TermId> dates_;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_birth_date(const DetectorContext& context) { return std::make_unique<BirthDate>(context); }

}  // namespace hallpass
