// pii.opt_out: a student whose family refused directory disclosure is named together with what a directory
// would say of them: school, grade level, activity, award, picture, honour.
#include <algorithm>
#include <span>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

// What a directory says of a student beside the name, by the field that a family may refuse. A name alone beside a
// school is refused with the name.
constexpr std::string_view kGradeWords[] = {
    "grade", "grader", "graders", "kindergarten*", "freshman", "freshmen", "sophomore*", "junior", "juniors", "senior", "seniors",
    "first grade", "gr", "class of", "homeroom", "grado"};
constexpr std::string_view kAwardWords[] = {
    "honor roll", "honors", "award*", "winner*", "won", "medal*", "champion*", "spelling bee", "science fair", "graduat*",
    "diploma", "scholar*", "citizenship", "student of the month", "valedictorian", "national merit", "perfect attendance",
    "congratulat*", "cuadro de honor", "premio", "essay contest", "contest"};
constexpr std::string_view kPhotoWords[] = {
    "yearbook", "photo*", "picture*", "pic"};
constexpr std::string_view kActivityWords[] = {
    "team", "varsity", "jv", "roster", "band", "choir", "orchestra", "cast", "play", "club", "student council", "elected",
    "captain", "scored", "points", "pinned", "goal", "race", "meet", "tournament", "conference", "homecoming", "prom court",
    "newsletter", "press release", "equipo", "performance", "recital", "solo", "art show", "display", "selected", "named", "stage",
    "role", "speech", "performs", "plays", "reads"};
constexpr std::string_view kSchoolWords[] = {
    "elementary", "middle school", "high school", "school", "escuela", "birthday"};

class OptOut final : public Detector {
 public:
  std::string_view id() const override { return "pii.opt_out"; }

  void terms(TermSink& sink) override {
    const auto add = [&](std::span<const std::string_view> words, std::uint32_t field) {
      for (const std::string_view word : words) terms_.add(sink.phrase(word), field);
    };
    add(kGradeWords, kOptOutGrade);
    add(kAwardWords, kOptOutAward);
    add(kPhotoWords, kOptOutPhoto);
    add(kActivityWords, kOptOutActivity);
    add(kSchoolWords, kOptOutName);
  }

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

std::unique_ptr<Detector> make_pii_opt_out(const DetectorContext&) { return std::make_unique<OptOut>(); }

}  // namespace hallpass
