// personnel.employment: applications, employment history, references, background checks. All of it is vocabulary:
// config/lexicons/personnel.employment.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_personnel_employment(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "personnel.employment", .role = SubjectRole::staff};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
