// personnel.discipline: reprimands, investigations, terminations. All of it is vocabulary:
// config/lexicons/personnel.discipline.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_personnel_discipline(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "personnel.discipline", .role = SubjectRole::staff};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
