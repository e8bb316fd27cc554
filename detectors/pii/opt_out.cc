// pii.opt_out: a student whose family refused directory disclosure is named together with what a directory
// would say of them: school, grade level, activity, award, picture, honour.
#include <algorithm>
#include <map>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

class OptOut final : public Detector {
 public:
  std::string_view id() const override { return "pii.opt_out"; }

  void terms(TermSink& sink) override {
    for (std::string_view word :
         {"grade", "grader", "graders", "kindergarten*", "freshman", "freshmen", "sophomore*", "junior", "juniors", "senior", "seniors", "first grade", "gr", "class of", "homeroom", "honor roll", "honors", "award*", "winner*", "won", "medal*", "champion*", "team", "varsity", "jv", "roster",
          "band", "choir", "orchestra", "cast", "play", "club", "student council", "elected", "captain", "spelling bee", "science fair", "graduat*", "diploma", "scholar*", "citizenship", "student of the month", "yearbook", "photo*", "picture*", "pic", "elementary", "middle school", "high school", "school",
          "scored", "points", "pinned", "goal", "race", "meet", "tournament", "conference", "homecoming", "prom court", "valedictorian", "national merit", "perfect attendance", "congratulat*", "birthday", "newsletter", "press release", "cuadro de honor", "grado", "premio", "equipo", "escuela", "performance", "recital", "solo", "art show", "display", "essay contest", "selected", "named", "stage", "role", "speech", "contest", "performs", "plays", "reads"}) {
      terms_.add(sink.phrase(word), 1);
    }
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      const bool directory = std::ranges::any_of(unit.hits, [&](const Hit& hit) { return terms_.of(hit.term) != 0; });
      for (const Seen& seen : unit.students) {
        if (seen.kind != MentionKind::full_name || !evidence.roster.person(seen.person).directory_opt_out) continue;
        const double sure = directory || unit.kind == UnitKind::file_name ? 0.9 : 0.4;
        found.add(std::min(sure, seen.confidence + 0.1), Tie{TieKind::row, 1, {{seen.person, seen.confidence}}, 0}, "directory information");
      }
      found.emit("names", out);
    }
  }

 private:
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_opt_out(const DetectorContext&) { return std::make_unique<OptOut>(); }

}  // namespace hallpass
